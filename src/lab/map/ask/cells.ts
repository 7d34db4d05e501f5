import { pythonLiteral } from '../../../workflow';
import type { ICellLayer, PathOf } from './cell-parts';
import {
  bandNumbers,
  downloadImports,
  downloadLines,
  formula,
  headLine,
  rasterLines,
  referenceLines
} from './cell-parts';
import type { Place } from './series';

/**
 * Python that reads the same values with rasterio and draws them: for a cell of a notebook.
 *
 * @param isLonLat whether places are longitude and latitude; otherwise sample and minus line
 */
export function seriesCell(
  { spec, view }: Pick<ICellLayer, 'spec' | 'view'>,
  points: readonly Place[],
  isLonLat: boolean,
  pathOf: PathOf
): string {
  const places = points.map(
    ([x, y]) =>
      `    (${isLonLat ? [x, y].join(', ') : [Math.floor(x), Math.floor(-y)].join(', ')}),`
  );
  const { reference, frames } = spec;
  const imports = downloadImports(frames);
  return [
    headLine(spec, 'values at points, as on the map'),
    ...imports.first,
    'import matplotlib.pyplot as plt',
    'import numpy as np',
    'import pandas as pd',
    'import rasterio',
    ...(isLonLat ? ['from rasterio.warp import transform'] : []),
    ...spaced(imports.last),
    '',
    ...rasterLines(frames, pathOf),
    `points = [  # ${isLonLat ? 'longitude, latitude' : 'sample, line'}`,
    ...places,
    ']',
    ...referenceLines(spec),
    ...downloadLines(frames),
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
    `    bands = raster.read(${bandNumbers(view)}, window=window, masked=True)`,
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

/** Lines of another group of imports. */
function spaced(lines: readonly string[]): string[] {
  return lines.length > 0 ? ['', ...lines] : [];
}
