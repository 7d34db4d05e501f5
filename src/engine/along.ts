import type {
  DataCube,
  Dimension,
  OpenWindow,
  Plane,
  ReadDemand,
  Window,
  WindowOpener
} from './cube';
import { Batch, BATCH_SIZE, ColumnList, PlaneColumn } from './columns';
import { findDimension, isSpatial, labelsOf, planeSize, planeStride } from './dimensions';
import { openerOf } from './vector/open-window';

/** The values of a cube along one dimension, for a run of pixels of the other dimensions. */
export interface Lines {
  readonly data: ColumnList;
  /** An empty plane of `count` cells of the type that the cube has. */
  newPlane(cells: number): Plane;
  /** Number of pixels: lines of values along the dimension. */
  readonly count: number;
}

/**
 * A cube as seen along one of its dimensions: lines of values, one for each plane (`outer`) and
 * pixel of the cube that has that dimension no more.
 */
export class Along {
  readonly dimension: Dimension;
  readonly labels: readonly (string | number)[];
  /** Dimensions of the cube without the one looked along. */
  readonly rest: readonly Dimension[];

  readonly #open: WindowOpener;

  constructor(
    private readonly cube: DataCube,
    name: string
  ) {
    this.#open = openerOf(cube);
    this.dimension = findDimension(cube, name);
    this.labels = labelsOf(this.dimension);
    this.rest = cube.dimensions.filter(d => d !== this.dimension);
  }

  /**
   * Reads the lines of several planes of `rest`. A window has one column (row) where the dimension
   * looked along is x (y).
   */
  async read(window: Window, outers: readonly number[], batch: Batch): Promise<Lines[]> {
    const { cube, dimension, labels } = this;
    if (isSpatial(dimension)) {
      const whole = planeSize(cube.dimensions);
      const acrossX = dimension.axis === 'x';
      const wide = acrossX
        ? { ...window, x: 0, width: whole.width }
        : { ...window, y: 0, height: whole.height };
      const planes = await cube.read(wide, outers);
      return planes.map(plane => ({
        count: acrossX ? window.height : window.width,
        newPlane: cells => newPlaneLike(plane, cells),
        data: new ColumnList(
          labels.map((_, k) =>
            acrossX
              ? new PlaneColumn(batch, plane, k, wide.width)
              : new PlaneColumn(batch, plane, k * wide.width, 1)
          ),
          labels
        )
      }));
    }
    const count = labels.length;
    const planes = await cube.read(window, this.#planesOf(outers));
    return outers.map((_, o) => ({
      count: window.width * window.height,
      newPlane: cells => newPlaneLike(planes[o * count], cells),
      data: new ColumnList(
        labels.map((_, k) => new PlaneColumn(batch, planes[o * count + k], 0, 1)),
        labels
      )
    }));
  }

  /** The planes of the same lines, one run of them after another; not along x or y. */
  open(window: Window, outers: readonly number[], demand: ReadDemand): Promise<OpenWindow> {
    return this.#open(window, this.#planesOf(outers), demand);
  }

  #planesOf(outers: readonly number[]): number[] {
    const { stride, count } = planeStride(this.cube.dimensions, this.dimension.name);
    return outers.flatMap(outer => {
      const first = Math.floor(outer / stride) * stride * count + (outer % stride);
      return this.labels.map((_, k) => first + k * stride);
    });
  }
}

/** A plane of the same number type; Float64 where there is none to go by. */
function newPlaneLike(plane: Plane | undefined, cells: number): Plane {
  return plane instanceof Float32Array ? new Float32Array(cells) : new Float64Array(cells);
}

/** Calls `work` for one batch of pixels after another. */
export async function forBatches(
  batch: Batch,
  pixels: number,
  work: () => Promise<void>
): Promise<void> {
  for (let first = 0; first < pixels; first += BATCH_SIZE) {
    batch.start(first, Math.min(BATCH_SIZE, pixels - first));
    await work();
  }
}
