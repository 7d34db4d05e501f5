import { pythonLiteral } from '../../../workflow';
import type { ILayerSpec } from '../model/spec';
import type { IBandView } from '../raster';
import type { Place } from './series';

const RESULT = /\/jobs\/([^/]+)\/results\/assets\/([^/]+)$/;

/**
 * Python that reads the same values with rasterio and draws them: for a cell of a notebook.
 *
 * @param pathOf a path of the file browser as the notebook's kernel sees it
 * @param isLonLat whether places are longitude and latitude; otherwise sample and minus line
 */
export function seriesCell(
  layer: ILayerSpec,
  view: IBandView,
  points: readonly Place[],
  isLonLat: boolean,
  pathOf: (path: string) => string
): string {
  const jobs = layer.frames.flatMap(({ source }) =>
    'result' in source ? (RESULT.exec(source.result)?.[1] ?? []) : []
  );
  const rows = layer.frames.map(({ source, firstDate, secondDate }) => {
    const file =
      'path' in source
        ? pathOf(source.path)
        : decodeURIComponent(RESULT.exec(source.result)?.[2] ?? '');
    return `    (${[file, firstDate, secondDate].map(value => pythonLiteral(value)).join(', ')}),`;
  });
  const places = points.map(
    ([x, y]) =>
      `    (${isLonLat ? [x, y].join(', ') : [Math.floor(x), Math.floor(-y)].join(', ')}),`
  );
  const { reference } = layer;
  return [
    `# ${layer.name.replace(/\s+/g, ' ')}: values at points, as on the map`,
    'import matplotlib.pyplot as plt',
    'import numpy as np',
    'import pandas as pd',
    'import rasterio',
    ...(isLonLat ? ['from rasterio.warp import transform'] : []),
    '',
    'rasters = [  # file, first date, second date',
    ...rows,
    ']',
    `points = [  # ${isLonLat ? 'longitude, latitude' : 'sample, line'}`,
    ...places,
    ']',
    ...(reference ? [`reference = (${reference.join(', ')})  # its value counts as zero`] : []),
    ...downloads([...new Set(jobs)]),
    '',
    '',
    'def value_at(raster, x, y):',
    ...(isLonLat
      ? [
          '    xs, ys = transform("EPSG:4326", raster.crs, [x], [y])',
          '    row, column = raster.index(xs[0], ys[0])'
        ]
      : ['    row, column = y, x']),
    '    if not (0 <= row < raster.height and 0 <= column < raster.width):',
    '        return np.nan',
    '    window = ((row, row + 1), (column, column + 1))',
    `    bands = raster.read(${pythonLiteral(view.samples.map(sample => sample + 1))}, window=window, masked=True)`,
    '    values = bands[:, 0, 0].astype("float64").filled(np.nan)',
    `    return ${formula(view)}`,
    '',
    '',
    'rows = []',
    'for file, first, second in rasters:',
    '    with rasterio.open(file) as raster:',
    ...(reference ? ['        zero = value_at(raster, *reference)'] : []),
    '        for number, (x, y) in enumerate(points, 1):',
    `            value = value_at(raster, x, y)${reference ? ' - zero' : ''}`,
    '            rows.append((number, first, second or first, value))',
    'series = pd.DataFrame(rows, columns=["point", "first", "second", "value"])',
    '',
    'for number, values in series.groupby("point"):',
    '    plt.hlines(',
    '        values["value"],',
    '        pd.to_datetime(values["first"]),',
    '        pd.to_datetime(values["second"]),',
    '        color=f"C{number - 1}",',
    '        label=f"point {number}",',
    '    )',
    `plt.ylabel(${pythonLiteral(view.label)})`,
    'plt.legend()',
    'series'
  ].join('\n');
}

/** What makes the shown value from the stored ones. */
function formula(view: IBandView): string {
  if (!view.combine) {
    return 'values[0]';
  }
  return view.samples.length === 2
    ? '10 * np.log10(values[0] ** 2 + values[1] ** 2)'
    : '20 * np.log10(values[0])';
}

/** Lines that bring the results of jobs to the kernel's folder. */
function downloads(jobs: readonly string[]): string[] {
  return jobs.length === 0
    ? []
    : [
        '',
        'from pathlib import Path',
        '',
        'from jupyterlab_insar import connect',
        '',
        `for job in ${pythonLiteral(jobs)}:`,
        '    for asset in connect().job(job).get_results().get_assets():',
        '        if any(asset.name == file for file, _, _ in rasters) and not Path(asset.name).exists():',
        '            asset.download(asset.name)'
      ];
}
