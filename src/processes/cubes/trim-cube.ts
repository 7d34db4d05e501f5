import {
  isLabelled,
  labelledDimensions,
  planeCount,
  planeIndexes,
  planeSize,
  spatialAxis
} from '../../engine';
import type { Call, DataCube, LabelledDimension, Process } from '../../engine';
import { cubeArgument } from '../arguments';
import { parameter } from '../definitions';
import { CUBE } from '../schemas';
import { croppedCube } from './crop';
import { selectLabels } from './rewire';

/** Cells that are read at once. */
const MOST_CELLS_AT_ONCE = 4_000_000;

/** Where a cube has any data: planes, rows and columns. */
interface Filled {
  readonly planes: Uint8Array;
  readonly rows: Uint8Array;
  readonly columns: Uint8Array;
}

async function filledOf(cube: DataCube, call: Call): Promise<Filled> {
  const { width, height } = planeSize(cube.dimensions);
  const planes = new Uint8Array(planeCount(cube.dimensions));
  const rows = new Uint8Array(height);
  const columns = new Uint8Array(width);
  const all = Array.from(planes, (_, plane) => plane);
  const lines = Math.max(1, Math.floor(MOST_CELLS_AT_ONCE / Math.max(1, width * planes.length)));
  for (let y = 0; y < height && width > 0 && planes.length > 0; y += lines) {
    call.context.cancellation.throwIfCancelled();
    const window = { x: 0, y, width, height: Math.min(lines, height - y) };
    const read = await cube.read(window, all);
    read.forEach((cells, plane) => {
      for (let i = 0; i < cells.length; i++) {
        if (!Number.isNaN(cells[i])) {
          planes[plane] = 1;
          rows[y + Math.floor(i / width)] = 1;
          columns[i % width] = 1;
        }
      }
    });
  }
  return { planes, rows, columns };
}

/** First index and number of the cells from the first to the last that is filled. */
function stretch(filled: Uint8Array): [first: number, size: number] {
  const first = filled.indexOf(1);
  return first < 0 ? [0, 0] : [first, filled.lastIndexOf(1) - first + 1];
}

/** Indexes of the labels that stay: dates from the first to the last with data, others wherever. */
function keptLabels(cube: DataCube, dimension: LabelledDimension, planes: Uint8Array): number[] {
  const at = labelledDimensions(cube.dimensions).indexOf(dimension);
  const filled = new Uint8Array(dimension.labels.length);
  planes.forEach((full, plane) => {
    if (full) {
      filled[planeIndexes(cube.dimensions, plane)[at]] = 1;
    }
  });
  const [first, size] = stretch(filled);
  const between = Array.from({ length: size }, (_, i) => first + i);
  return dimension.kind === 'temporal' ? between : between.filter(index => filled[index] === 1);
}

export const trimCube: Process = {
  definition: {
    id: 'trim_cube',
    summary: 'Cut away labels without data',
    description:
      'Removes labels that hold nothing but no-data: rows, columns and dates at either end, bands and other labels wherever they are. All cells are read for that, once, when the process runs.',
    categories: ['cubes'],
    parameters: [parameter('data', 'The cube.', CUBE)],
    returns: { description: 'The trimmed cube, with the same dimensions.', schema: CUBE }
  },
  async run(args, call) {
    const cube = cubeArgument(args, 'data', call);
    const { planes, rows, columns } = await filledOf(cube, call);
    const full = planeSize(cube.dimensions);
    const [x, width] = spatialAxis(cube.dimensions, 'x') ? stretch(columns) : [0, full.width];
    const [y, height] = spatialAxis(cube.dimensions, 'y') ? stretch(rows) : [0, full.height];
    const cropped = croppedCube(cube, { x, y, width, height });
    return cube.dimensions
      .filter(isLabelled)
      .map(dimension => ({ dimension, kept: keptLabels(cube, dimension, planes) }))
      .reduce((trimmed, { dimension, kept }) => {
        const now = trimmed.dimensions.find(d => d.name === dimension.name) as LabelledDimension;
        return selectLabels(trimmed, now, kept);
      }, cropped);
  }
};
