import type { DataCube, Dimension, LabelledDimension, SpatialDimension } from './cube';
import { fullWindow, isSpatial, labelsOf, planeCount, planeNumber, shapeOf } from './dimensions';
import { EngineError } from './errors';
import { memoryCube } from './memory-cube';
import type { Value } from './process';
import type { ProcessGraph } from './process-graph';
import { isDataCube, isLabelledArray } from './values';

/**
 * Values as they travel in JSON lines: non-finite numbers as `{"$num": "NaN"}`, and the arrays with
 * labels and cubes of openEO's process tests, `{"type": "labeled-array" | "datacube", …}`.
 */
export interface JsonCodec {
  decode(value: unknown): Value;
  encode(value: Value): Promise<unknown>;
}

type Members = Readonly<Record<string, unknown>>;

interface CubeJson {
  readonly order?: readonly string[];
  readonly dimensions: Readonly<Record<string, DimensionJson>>;
  /** A number that stands for no-data in `data`. */
  readonly nodata?: unknown;
  readonly data: unknown;
}

interface DimensionJson {
  readonly type: string;
  readonly axis?: string;
  readonly values: readonly (string | number)[];
  readonly reference_system?: unknown;
}

/** @param callback - Binds the graph of a callback to a run. */
export function jsonCodec(callback: (graph: ProcessGraph) => Value): JsonCodec {
  const origins = new WeakMap<Dimension, DimensionJson>();

  const decode = (value: unknown): Value => {
    if (Array.isArray(value)) {
      return value.map(decode);
    }
    if (typeof value !== 'object' || value === null) {
      return value as Value;
    }
    const members = value as Members;
    if (typeof members.$num === 'string') {
      return Number(members.$num);
    }
    if (members.type === 'nodata') {
      return null;
    }
    if (members.type === 'labeled-array') {
      const entries = members.data as readonly { key: string | number; value: unknown }[];
      return { labels: entries.map(e => e.key), values: entries.map(e => decode(e.value)) };
    }
    if (members.type === 'datacube') {
      return decodeCube(members as unknown as CubeJson, origins);
    }
    if (typeof members.process_graph === 'object' && members.process_graph !== null) {
      return callback(members.process_graph as ProcessGraph);
    }
    return Object.fromEntries(Object.entries(members).map(([name, m]) => [name, decode(m)]));
  };

  const encode = async (value: Value): Promise<unknown> => {
    if (typeof value === 'number') {
      return encodeNumber(value);
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    if (isDataCube(value)) {
      return encodeCube(value, origins);
    }
    if (isLabelledArray(value)) {
      const data = value.values.map(async (element, i) => ({
        key: value.labels[i],
        value: await encode(element)
      }));
      return { type: 'labeled-array', data: await Promise.all(data) };
    }
    if (Array.isArray(value)) {
      return Promise.all(value.map(encode));
    }
    const members = Object.entries(value).map(
      async ([name, member]) => [name, await encode(member as Value)] as const
    );
    return Object.fromEntries(await Promise.all(members));
  };

  return { decode, encode };
}

function encodeNumber(value: number): unknown {
  return Number.isFinite(value) ? value : { $num: String(value) };
}

function decodeCube(json: CubeJson, origins: WeakMap<Dimension, DimensionJson>): DataCube {
  const names = json.order ?? Object.keys(json.dimensions);
  const dimensions = names.map(name => {
    const dimension = decodeDimension(name, json.dimensions[name]);
    origins.set(dimension, json.dimensions[name]);
    return dimension;
  });
  const { width, height } = fullWindow(dimensions);
  const planes = Array.from({ length: planeCount(dimensions) }, () => {
    return new Float64Array(width * height);
  });
  forCells(dimensions, (plane, cell, indexes) => {
    const value = indexes.reduce<unknown>(
      (nested, i) => (nested as unknown[] | null)?.[i],
      json.data
    );
    planes[plane][cell] = value === json.nodata ? NaN : cellOfJson(value);
  });
  return typeof json.nodata === 'number'
    ? memoryCube(dimensions, planes, { nodata: json.nodata })
    : memoryCube(dimensions, planes);
}

function cellOfJson(value: unknown): number {
  if (typeof value === 'number' || typeof value === 'boolean') {
    return Number(value);
  }
  const special = (value as Members | null)?.$num;
  return typeof special === 'string' ? Number(special) : NaN;
}

function decodeDimension(name: string, json: DimensionJson): Dimension {
  const axis = json.axis ?? name;
  if (json.type === 'spatial' && (axis === 'x' || axis === 'y')) {
    const values = json.values as readonly number[];
    const first = values[0] ?? 0;
    const step = values.length > 1 ? (values[values.length - 1] - first) / (values.length - 1) : 1;
    if (values.some((value, i) => Math.abs(first + i * step - value) > 1e-6 * Math.abs(step))) {
      throw new EngineError(
        'FeatureUnsupported',
        `The coordinates of dimension '${name}' are not evenly spaced.`
      );
    }
    const system = json.reference_system;
    const crs = typeof system === 'number' ? `EPSG:${system}` : ((system ?? null) as string | null);
    const spatial: SpatialDimension = {
      kind: 'spatial',
      name,
      axis,
      size: values.length,
      first,
      step,
      crs
    };
    return spatial;
  }
  const kind = (['temporal', 'bands', 'geometry'] as const).find(each => each === json.type);
  const labelled: LabelledDimension = { kind: kind ?? 'other', name, labels: json.values };
  return labelled;
}

async function encodeCube(
  cube: DataCube,
  origins: WeakMap<Dimension, DimensionJson>
): Promise<unknown> {
  const { dimensions } = cube;
  const wanted = Array.from({ length: planeCount(dimensions) }, (_, plane) => plane);
  const planes = await cube.read(fullWindow(dimensions), wanted);
  const shape = shapeOf(dimensions);
  const nodata = cube.metadata?.nodata ?? NaN;
  const encodeCell = (cell: number): unknown =>
    encodeNumber(Number.isNaN(cell) ? Number(nodata) : cell);
  let data: unknown = nest(shape);
  forCells(dimensions, (plane, cell, indexes) => {
    if (indexes.length === 0) {
      // A cube without dimensions holds one value, or none when it was made empty.
      const value = planes[plane][cell];
      data = Number.isNaN(value) ? [] : encodeCell(value);
      return;
    }
    const inner = indexes
      .slice(0, -1)
      .reduce<unknown>((nested, i) => (nested as unknown[])[i], data) as unknown[];
    inner[indexes[indexes.length - 1]] = encodeCell(planes[plane][cell]);
  });
  return {
    type: 'datacube',
    order: dimensions.map(d => d.name),
    dimensions: Object.fromEntries(dimensions.map(d => [d.name, encodeDimension(d, origins)])),
    data
  };
}

function nest(shape: readonly number[]): unknown[] {
  return Array.from({ length: shape[0] }, () => (shape.length > 1 ? nest(shape.slice(1)) : null));
}

function encodeDimension(
  dimension: Dimension,
  origins: WeakMap<Dimension, DimensionJson>
): DimensionJson {
  const origin = origins.get(dimension);
  if (origin) {
    return origin;
  }
  const values = labelsOf(dimension);
  return isSpatial(dimension)
    ? {
        type: 'spatial',
        axis: dimension.axis,
        values,
        ...(dimension.crs === null ? {} : { reference_system: dimension.crs })
      }
    : { type: dimension.kind, values };
}

/** Every cell of a cube: its plane, its place in the plane, its index along each dimension. */
function forCells(
  dimensions: readonly Dimension[],
  visit: (plane: number, cell: number, indexes: readonly number[]) => void
): void {
  const shape = shapeOf(dimensions);
  const { width } = fullWindow(dimensions);
  const indexes = shape.map(() => 0);
  const total = shape.reduce((product, size) => product * size, 1);
  for (let n = 0; n < total; n++) {
    const labelled = indexes.filter((_, d) => !isSpatial(dimensions[d]));
    const at = (axis: 'x' | 'y'): number => {
      const d = dimensions.findIndex(dim => isSpatial(dim) && dim.axis === axis);
      return d < 0 ? 0 : indexes[d];
    };
    visit(planeNumber(dimensions, labelled), at('y') * width + at('x'), indexes);
    for (let d = shape.length - 1; d >= 0 && ++indexes[d] === shape[d]; d--) {
      indexes[d] = 0;
    }
  }
}
