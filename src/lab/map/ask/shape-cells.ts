import { pythonLiteral } from '../../../workflow';
import type { IPlane } from '../view/plane';
import { profileSteps } from './area';
import type { ICellLayer, PathOf } from './cell-parts';
import {
  COLOUR_MAPS,
  downloadImports,
  downloadLines,
  headLine,
  inSystem,
  minusZero,
  shownLines,
  planeSystem,
  rasterLines,
  referenceLines
} from './cell-parts';
import type { Place } from './series';

/** Decimals of coordinates in cells: less than a millimetre. */
const numbers = (values: readonly number[], isDegrees: boolean): string =>
  values.map(value => String(Number(value.toFixed(isDegrees ? 9 : 4)))).join(', ');

function isDegrees(plane: IPlane): boolean {
  return planeSystem(plane).perUnit[0] !== 1;
}

/** An extent of the plane in the plane's system: least x and y, most x and y. */
function boxIn(plane: IPlane, extent: readonly number[]): [number, number, number, number] {
  const [firstX, firstY] = inSystem(plane, [extent[0], extent[1]]);
  const [lastX, lastY] = inSystem(plane, [extent[2], extent[3]]);
  return [
    Math.min(firstX, lastX),
    Math.min(firstY, lastY),
    Math.max(firstX, lastX),
    Math.max(firstY, lastY)
  ];
}

/** Imports, rasters and reference of a cell that opens rasters with rioxarray. */
function beginning(
  what: string,
  layer: ICellLayer,
  pathOf: PathOf,
  { frames = layer.spec.frames, needsTransform = false, usesPandas = true, usesNumpy = true } = {}
): string[] {
  const { spec, view } = layer;
  const imports = downloadImports(frames);
  const transforms = needsTransform || spec.reference !== null;
  return [
    headLine(spec, what),
    ...imports.first,
    'import matplotlib.pyplot as plt',
    ...(usesNumpy || view.combine ? ['import numpy as np'] : []),
    ...(usesPandas ? ['import pandas as pd'] : []),
    'import rioxarray',
    ...(transforms ? ['from rasterio.warp import transform'] : []),
    ...(imports.last.length > 0 ? ['', ...imports.last] : []),
    '',
    ...rasterLines(frames, pathOf),
    ...referenceLines(spec)
  ];
}

/** Python that gathers the statistics of every raster below a box of the map. */
export function areaCell(
  layer: ICellLayer,
  plane: IPlane,
  extent: readonly number[],
  pathOf: PathOf
): string {
  const { code } = planeSystem(plane);
  const [left, low, right, high] = boxIn(plane, extent);
  const needsTransform = !layer.isInPlane && code !== null;
  return [
    ...beginning('statistics of an area, as on the map', layer, pathOf, {
      needsTransform,
      usesNumpy: true
    }),
    `# least and most x, least and most y: ${code ?? 'samples, lines'}`,
    `left, right, low, high = ${numbers([left, right, low, high], isDegrees(plane))}`,
    ...downloadLines(layer.spec.frames),
    '',
    '',
    ...shownLines(layer),
    '',
    '',
    'def values_in_area(file):',
    '    raster = rioxarray.open_rasterio(file, masked=True)',
    ...(needsTransform
      ? [
          `    around = raster.rio.clip_box(left, low, right, high, crs=${pythonLiteral(code)})`,
          `    values = shown(around).values${minusZero(layer)}`,
          '    x, y = np.meshgrid(around.x, around.y)',
          `    x, y = transform(raster.rio.crs, ${pythonLiteral(code)}, x.ravel(), y.ravel())`,
          '    x, y = np.reshape(x, values.shape), np.reshape(y, values.shape)',
          '    values = values[(x >= left) & (x <= right) & (y >= low) & (y <= high)]'
        ]
      : [
          '    columns = np.flatnonzero((raster.x >= left) & (raster.x <= right))',
          '    rows = np.flatnonzero((raster.y >= low) & (raster.y <= high))',
          `    values = shown(raster.isel(x=columns, y=rows)).values${minusZero(layer)}`
        ]),
    '    return values[np.isfinite(values)]',
    '',
    '',
    'rows = []',
    'for file, first, second in rasters:',
    '    values = values_in_area(file)',
    '    known = values if values.size else np.array([np.nan])',
    '    spread = known.mean(), known.std(), known.min(), np.median(known), known.max()',
    '    rows.append((first, second or first, values.size, *spread))',
    'columns = ["first", "second", "count", "mean", "deviation", "least", "median", "most"]',
    'area = pd.DataFrame(rows, columns=columns)',
    '',
    `plt.hist(values_in_area(rasters[${layer.spec.frame}][0]), bins=64)`,
    `plt.xlabel(${pythonLiteral(layer.view.label)})`,
    'plt.ylabel("pixels")',
    'area'
  ].join('\n');
}

/** Python that reads the values along a line of the map, at the map's own steps. */
export function profileCell(
  layer: ICellLayer,
  plane: IPlane,
  line: readonly Place[],
  pixel: number,
  pathOf: PathOf
): string {
  const { code, perUnit } = planeSystem(plane);
  const needsTransform = !layer.isInPlane && code !== null;
  const places = line.map(place => `    (${numbers(inSystem(plane, place), isDegrees(plane))}),`);
  const scale = perUnit[0] === 1 && perUnit[1] === 1 ? '' : ` * [${perUnit.join(', ')}]`;
  const unit = code === null ? 'pixels' : 'm';
  return [
    ...beginning('profile along a line, as on the map', layer, pathOf, {
      frames: [layer.frame],
      needsTransform
    }),
    `line = [  # ${code ?? 'sample, line'}`,
    ...places,
    ']',
    ...downloadLines([layer.frame]),
    '',
    '',
    ...shownLines(layer),
    '',
    '',
    'corners = np.array(line)',
    `legs = np.hypot(*np.diff(corners${scale}, axis=0).T)`,
    'ends = np.concatenate([[0], np.cumsum(legs)])',
    `distance = np.linspace(0, ends[-1], ${profileSteps(line, pixel) + 1})`,
    'x = np.interp(distance, ends, corners[:, 0])',
    'y = np.interp(distance, ends, corners[:, 1])',
    '',
    '# The pixel that holds each place.',
    'raster = rioxarray.open_rasterio(rasters[0][0], masked=True)',
    ...(needsTransform
      ? [
          `x, y = transform(${pythonLiteral(code)}, raster.rio.crs, x, y)`,
          'x, y = np.array(x), np.array(y)'
        ]
      : []),
    'column, row = (np.floor(each).astype(int) for each in ~raster.rio.transform() * (x, y))',
    'height, width = raster.shape[1:]',
    'inside = (column >= 0) & (column < width) & (row >= 0) & (row < height)',
    'pixels = raster.isel(x=("step", column[inside]), y=("step", row[inside]))',
    'value = np.full(distance.size, np.nan)',
    `value[inside] = shown(pixels).values${minusZero(layer)}`,
    'profile = pd.DataFrame({"distance": distance, "value": value})',
    '',
    'plt.plot(profile["distance"], profile["value"])',
    `plt.xlabel("distance (${unit})")`,
    `plt.ylabel(${pythonLiteral(layer.view.label)})`,
    'profile'
  ].join('\n');
}

/**
 * Python that draws what the map shows of a layer.
 *
 * @param extent of the view in the plane
 */
export function viewCell(
  layer: ICellLayer,
  plane: IPlane,
  extent: readonly number[],
  pathOf: PathOf
): string {
  const { code } = planeSystem(plane);
  const box = numbers(boxIn(plane, extent), isDegrees(plane));
  const { low, high } = layer.stretch;
  return [
    ...beginning('the view of the map', layer, pathOf, {
      frames: [layer.frame],
      usesPandas: false,
      usesNumpy: false
    }),
    `# least x and y, most x and y: ${code ?? 'samples, lines'}`,
    `box = (${box})`,
    ...downloadLines([layer.frame]),
    '',
    '',
    ...shownLines(layer),
    '',
    '',
    'raster = rioxarray.open_rasterio(rasters[0][0], masked=True)',
    ...(code === null
      ? ['part = raster.sel(x=slice(box[0], box[2]), y=slice(box[1], box[3]))']
      : [`part = raster.rio.clip_box(*box, crs=${pythonLiteral(code)})`]),
    `view = shown(part)${minusZero(layer)}`,
    `view.plot.imshow(cmap=${pythonLiteral(COLOUR_MAPS[layer.ramp])}, vmin=${low}, vmax=${high})`,
    ...(code === null ? ['plt.gca().invert_yaxis()'] : ['plt.gca().set_aspect("equal")']),
    `plt.title(${pythonLiteral(layer.spec.name)})`
  ].join('\n');
}
