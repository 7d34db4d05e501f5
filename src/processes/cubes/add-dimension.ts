import { ProcessError } from '../../engine';
import type { Dimension, Process, SpatialDimension } from '../../engine';
import { cubeArgument, invalid, show, textArgument } from '../arguments';
import { CUBE } from '../schemas';
import { originOf, withOrigin } from './radar-origin';
import { rewiredCube } from './rewire';

function newDimension(
  present: readonly Dimension[],
  name: string,
  label: string | number,
  type: string
): Dimension {
  if (type !== 'spatial') {
    const kind =
      (['temporal', 'bands', 'geometry'] as const).find(each => each === type) ?? 'other';
    return { kind, name, labels: [label] };
  }
  const axes = present.flatMap(d => (d.kind === 'spatial' ? [d] : []));
  const axis = (['x', 'y'] as const).find(free => !axes.some(d => d.axis === free));
  if (axis === undefined) {
    throw new ProcessError('DimensionExists', 'The cube has its spatial axes x and y already.');
  }
  const first = typeof label === 'number' ? label : Number(label);
  const dimension: SpatialDimension = {
    kind: 'spatial',
    name,
    axis,
    size: 1,
    first,
    step: 1,
    crs: axes[0]?.crs ?? null
  };
  return dimension;
}

export const addDimension: Process = {
  definition: {
    id: 'add_dimension',
    summary: 'Add a dimension with one label',
    description:
      'Adds a dimension with one label, in front of the others. Cells stay as they are. A spatial dimension takes the first of the axes x and y that is free. The label of a dimension of type `geometry` is a name alone; ``load_geojson()`` makes cubes of real geometries.',
    categories: ['cubes'],
    parameters: [
      { name: 'data', description: 'The cube.', schema: CUBE },
      { name: 'name', description: 'Name of the new dimension.', schema: { type: 'string' } },
      {
        name: 'label',
        description: 'Its label.',
        schema: [{ type: 'number' }, { type: 'string' }]
      },
      {
        name: 'type',
        description: 'What kind of dimension it is.',
        schema: { type: 'string', enum: ['bands', 'geometry', 'spatial', 'temporal', 'other'] },
        default: 'other',
        optional: true
      }
    ],
    returns: { description: 'The cube with one more dimension.', schema: CUBE },
    exceptions: {
      DimensionExists: { message: 'A dimension with the specified name already exists.' }
    }
  },
  run(args, call) {
    const cube = cubeArgument(args, 'data', call);
    const name = textArgument(args, 'name', call);
    const label = args.label;
    const type = args.type === undefined ? 'other' : textArgument(args, 'type', call);
    if (typeof label !== 'string' && typeof label !== 'number') {
      throw invalid(call, 'label', `expected a text or a number, but got ${show(label)}.`);
    }
    if (cube.dimensions.some(d => d.name === name)) {
      throw new ProcessError('DimensionExists', `A dimension '${name}' exists already.`);
    }
    const { days, daysByLabel } = originOf(cube);
    const isTime = type === 'temporal' && days !== undefined;
    return rewiredCube(
      cube,
      [newDimension(cube.dimensions, name, label, type), ...cube.dimensions],
      null,
      isTime
        ? withOrigin(cube, { days: undefined, daysByLabel: { ...daysByLabel, [label]: days } })
        : cube.metadata
    );
  }
};
