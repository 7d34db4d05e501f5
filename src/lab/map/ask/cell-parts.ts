import { pythonLiteral } from '../../../workflow';
import type { IFrame, ILayerSpec } from '../model/spec';
import type { IBandView } from '../raster';
import type { IPlane } from '../view/plane';
import type { RampId } from '../view/ramps';
import type { IStretch } from '../view/stretch';

/** A path of the file browser as the notebook's kernel sees it. */
export type PathOf = (path: string) => string;

/** Writes the code of a cell. */
export type CellWriter = (pathOf: PathOf) => string;

/** The layer that a cell is about, as it is shown. */
export interface ICellLayer {
  readonly spec: ILayerSpec;
  readonly view: IBandView;
  /** The frame that is shown, with its dates. */
  readonly frame: IFrame;
  readonly stretch: IStretch;
  readonly ramp: RampId;
  /** Whether the raster lies in the coordinate system of the map, or both in radar geometry. */
  readonly isInPlane: boolean;
}

const RESULT = /\/jobs\/([^/]+)\/results\/assets\/([^/]+)$/;

/** Matplotlib's colour maps that come nearest to those of the map. */
export const COLOUR_MAPS: Readonly<Record<RampId, string>> = {
  coherence: 'viridis',
  grey: 'gray',
  relief: 'gray',
  heat: 'inferno',
  cycle: 'twilight',
  diverging: 'RdBu_r'
};

/** A comment that says what a cell is. */
export function headLine(layer: ILayerSpec, what: string): string {
  return `# ${layer.name.replace(/\s+/g, ' ')}: ${what}`;
}

/** The name of a frame's file for the kernel. */
function fileOf({ source }: IFrame, pathOf: PathOf): string {
  return 'path' in source
    ? pathOf(source.path)
    : decodeURIComponent(RESULT.exec(source.result)?.[2] ?? '');
}

/** The list of the rasters of a layer, and of the results among them. */
export function rasterLines(frames: readonly IFrame[], pathOf: PathOf): string[] {
  return [
    'rasters = [  # file, first date, second date',
    ...frames.map(frame => {
      const row = [fileOf(frame, pathOf), frame.firstDate, frame.secondDate];
      return `    (${row.map(value => pythonLiteral(value)).join(', ')}),`;
    }),
    ']'
  ];
}

/** Lines that bring the results of jobs to the kernel's folder. */
export function downloadLines(frames: readonly IFrame[]): string[] {
  const jobs = frames.flatMap(({ source }) =>
    'result' in source ? (RESULT.exec(source.result)?.[1] ?? []) : []
  );
  return jobs.length === 0
    ? []
    : [
        '',
        `for job in ${pythonLiteral([...new Set(jobs)])}:`,
        '    for asset in connect().job(job).get_results().get_assets():',
        '        wanted = any(asset.name == file for file, _, _ in rasters)',
        '        if wanted and not Path(asset.name).exists():',
        '            asset.download(asset.name)'
      ];
}

/** What has to be imported for {@link downloadLines}: of the standard library, and of ours. */
export function downloadImports(frames: readonly IFrame[]): { first: string[]; last: string[] } {
  const isNeeded = frames.some(({ source }) => 'result' in source);
  return isNeeded
    ? {
        first: ['from pathlib import Path', ''],
        last: ['from jupyterlab_insar import connect']
      }
    : { first: [], last: [] };
}

/** Bands of the file, from 1, that a view is made of. */
export function bandNumbers(view: IBandView): string {
  return pythonLiteral(view.samples.map(sample => sample + 1));
}

/** What makes the shown value from the stored ones, which are called `values`. */
export function formula(view: IBandView): string {
  if (!view.combine) {
    return 'values[0]';
  }
  return view.samples.length === 2
    ? '10 * np.log10(values[0] ** 2 + values[1] ** 2)'
    : '20 * np.log10(values[0])';
}

/** Where coordinates of the plane are coordinates of a system: its code, and both axes' scales. */
export function planeSystem({ ground }: IPlane): {
  readonly code: string | null;
  readonly perUnit: readonly [number, number];
} {
  return { code: ground?.code ?? null, perUnit: ground?.perUnit ?? [1, 1] };
}

/** A place of the plane in coordinates of its system; sample and line in radar geometry. */
export function inSystem(plane: IPlane, [x, y]: readonly [number, number]): [number, number] {
  const { code, perUnit } = planeSystem(plane);
  return code === null ? [x, -y] : [x / perUnit[0], y / perUnit[1]];
}

/** The functions that make what the map shows of an open raster, or of a part of it. */
export function shownLines({ view, spec }: ICellLayer): string[] {
  return [
    'def shown(raster):',
    `    values = raster.sel(band=${bandNumbers(view)}).astype("float64")`,
    `    return ${formula(view)}`,
    ...(spec.reference
      ? [
          '',
          '',
          'def zero_of(raster):',
          '    x, y = transform("EPSG:4326", raster.rio.crs, *([each] for each in reference))',
          '    return shown(raster.sel(x=x, y=y, method="nearest")).item()'
        ]
      : [])
  ];
}

/** What is taken off the values of a raster, with its sign. */
export function minusZero({ spec }: ICellLayer): string {
  return spec.reference ? ' - zero_of(raster)' : '';
}

/** The line of the reference place, where the layer has one. */
export function referenceLines({ reference }: ILayerSpec): string[] {
  return reference
    ? [`reference = (${reference.join(', ')})  # longitude, latitude; its value counts as zero`]
    : [];
}
