import { fullWindow, labelsOf, planeCount, planeSize, ProcessError, shapeOf } from '../../engine';
import type { Call, DataCube, ResultAsset } from '../../engine';
import type { ProcessServices } from '../services';

/** Cells that a JSON file may hold: some tens of megabytes of text. */
const MOST_CELLS = 1_000_000;

/**
 * Writes a small cube as JSON: `{dimensions: [{name, type, labels}], shape, values}`, values nested
 * by `shape` in the order of the dimensions and null for no-data. A dimension of geometries has them
 * as GeoJSON, label by label.
 */
export async function writeJson(
  cube: DataCube,
  fileName: string,
  { context }: Call<ProcessServices>
): Promise<ResultAsset> {
  const { width, height } = planeSize(cube.dimensions);
  const count = planeCount(cube.dimensions);
  if (width * height * count > MOST_CELLS) {
    throw new ProcessError(
      'FormatUnsuitable',
      `JSON is for cubes of up to ${MOST_CELLS} cells; this one has ${width * height * count}. Use GTiff.`
    );
  }
  const numbers = Array.from({ length: count }, (_, plane) => plane);
  const planes = await cube.read(fullWindow(cube.dimensions), numbers);
  const spatial = cube.dimensions.filter(d => d.kind === 'spatial').map(d => d.axis);
  const labelled = cube.dimensions.filter(d => d.kind !== 'spatial');
  const ordered = [...labelled, ...(['y', 'x'] as const).flatMap(axis => axisOf(cube, axis))];
  const shape = shapeOf(ordered);
  const values = planes.flatMap(plane => Array.from(plane, v => (Number.isFinite(v) ? v : null)));
  const text = JSON.stringify({
    dimensions: ordered.map(d => ({
      name: d.name,
      type: d.kind,
      labels: labelsOf(d),
      ...(d.kind === 'spatial' ? { reference_system: d.crs } : {}),
      ...(d.kind === 'geometry' && d.geometries ? { geometries: d.geometries } : {})
    })),
    shape,
    values: spatial.length + labelled.length === 0 ? values[0] : nested(values, shape),
    ...(cube.metadata?.simulated ? { simulated: true } : {})
  });
  const output = await context.services.createOutput(fileName);
  try {
    await output.file.write(0, utf8(text));
    await output.commit();
  } catch (error) {
    await output.discard();
    throw error;
  }
  return {
    fileName: output.fileName,
    mediaType: 'application/json',
    roles: ['data'],
    datetime: null,
    bbox: null,
    outline: null,
    bands: [],
    ...(cube.metadata?.simulated ? { simulated: true } : {})
  };
}

function axisOf(cube: DataCube, axis: 'x' | 'y') {
  return cube.dimensions.filter(d => d.kind === 'spatial' && d.axis === axis);
}

function nested(values: readonly unknown[], shape: readonly number[]): unknown {
  if (shape.length <= 1) {
    return values;
  }
  const size = values.length / shape[0];
  return Array.from({ length: shape[0] }, (_, i) =>
    nested(values.slice(i * size, (i + 1) * size), shape.slice(1))
  );
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
