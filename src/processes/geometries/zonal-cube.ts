import { isLabelled, planeCount, planeIndexes, planeNumber } from '../../engine';
import type {
  Call,
  Callback,
  DataCube,
  Dimension,
  LabelledDimension,
  Plane,
  Value,
  Window
} from '../../engine';
import { invalid, show } from '../arguments';
import { coverage } from './coverage';
import { cellBounds, onGrid } from './grid-shapes';
import type { Feature } from './geojson';
import type { GridShapes } from './grid-shapes';

/** Labels of the dimension that counts of cells are added along. */
export const COUNTS = ['value', 'total_count', 'valid_count'] as const;

/** Cells of one plane that are read at once. */
const MOST_CELLS_AT_ONCE = 1_000_000;

/** Values that are held at once, over all planes; those of one plane must be. */
const MOST_VALUES = 4_000_000;

/** The result of a geometry for one plane, in the order of `COUNTS`. */
type Zone = readonly [value: number, total: number, valid: number];

/** What a geometry covers of a cube. */
interface Area {
  readonly shapes: GridShapes;
  readonly bounds: Window;
}

/** How the values of a geometry become one. */
export interface Reduction {
  readonly reducer: Callback;
  readonly context: Value;
}

/**
 * The cube with its spatial dimensions replaced by one of geometries. Each geometry is computed
 * when it is read, once for each plane, a few lines of cells at a time.
 *
 * @param geometry - The dimension of the geometries, as many as there are features.
 * @param counts - Name of a further dimension for counts of cells; null for none.
 */
export function zonalCube(
  cube: DataCube,
  features: readonly Feature[],
  geometry: LabelledDimension,
  counts: string | null,
  reduction: Reduction,
  call: Call
): DataCube {
  const labelled = cube.dimensions.filter(isLabelled);
  const dimensions: Dimension[] = [geometry, ...labelled];
  if (counts !== null) {
    dimensions.push({ kind: 'other', name: counts, labels: [...COUNTS] });
  }
  const areas: Area[] = features.map(({ shapes }) => {
    const placed = onGrid(cube, shapes);
    return { shapes: placed, bounds: cellBounds(placed, cube) };
  });
  const ofOneGeometry = planeCount(labelled);
  const zones = new Map<number, Zone>();

  const compute = async (area: number, planes: readonly number[]): Promise<void> => {
    const missing = planes.filter(plane => !zones.has(area * ofOneGeometry + plane));
    const { width, height } = areas[area].bounds;
    const atOnce = Math.max(1, Math.floor(MOST_VALUES / Math.max(1, width * height)));
    for (let first = 0; first < missing.length; first += atOnce) {
      const some = missing.slice(first, first + atOnce);
      const samples = await gather(cube, areas[area], some, call);
      for (const [i, values] of samples.entries()) {
        zones.set(area * ofOneGeometry + some[i], await reduce(values, reduction, call));
      }
    }
  };

  return {
    dimensions,
    metadata: cube.metadata,
    read: async (_, planes) => {
      const wanted = planes.map(plane => {
        const indexes = planeIndexes(dimensions, plane);
        const own = indexes.slice(1, 1 + labelled.length);
        const source = planeNumber(labelled, own);
        return { area: indexes[0], source, count: indexes[1 + labelled.length] ?? 0 };
      });
      for (const area of new Set(wanted.map(each => each.area))) {
        const sources = wanted.filter(each => each.area === area).map(({ source }) => source);
        await compute(area, [...new Set(sources)]);
      }
      return wanted.map(({ area, source, count }): Plane => {
        const zone = zones.get(area * ofOneGeometry + source) as Zone;
        return Float64Array.of(zone[count]);
      });
    }
  };
}

/** The values of the cells that an area covers, for each plane; null for no-data. */
async function gather(
  cube: DataCube,
  { shapes, bounds }: Area,
  planes: readonly number[],
  call: Call
): Promise<(number | null)[][]> {
  const samples = planes.map((): (number | null)[] => []);
  if (planes.length === 0 || bounds.width === 0) {
    return samples;
  }
  const rows = Math.max(1, Math.floor(MOST_CELLS_AT_ONCE / bounds.width));
  for (let row = 0; row < bounds.height; row += rows) {
    call.context.cancellation.throwIfCancelled();
    const height = Math.min(rows, bounds.height - row);
    const window = { ...bounds, y: bounds.y + row, height };
    const covered = coverage(shapes, window);
    const read = await cube.read(window, planes);
    read.forEach((plane, p) => {
      for (let i = 0; i < covered.length; i++) {
        if (covered[i] === 1) {
          samples[p].push(Number.isNaN(plane[i]) ? null : plane[i]);
        }
      }
    });
  }
  return samples;
}

async function reduce(
  values: readonly (number | null)[],
  { reducer, context }: Reduction,
  call: Call
): Promise<Zone> {
  if (values.length === 0) {
    return [NaN, 0, 0];
  }
  const result = await reducer.call({ data: values, context });
  if (result !== null && typeof result !== 'number' && typeof result !== 'boolean') {
    throw invalid(
      call,
      'reducer',
      `it must return one number or boolean, but it returns ${show(result)}.`
    );
  }
  const valid = values.filter(value => value !== null && Number.isFinite(value)).length;
  return [result === null ? NaN : Number(result), values.length, valid];
}
