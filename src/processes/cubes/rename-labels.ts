import { findDimension, isLabelled, ProcessError } from '../../engine';
import type { Process } from '../../engine';
import { cubeArgument, labelsArgument, textArgument } from '../arguments';
import { CUBE, LABELS } from '../schemas';
import { rewiredCube } from './rewire';

type Label = string | number;

/**
 * The labels after renaming.
 *
 * Without `source`, the official definition wants labels that are enumerated 0, 1, 2...; GeoPySpark
 * back-ends rename any labels by position, and workflows written for them do so, hence positions
 * here, too.
 */
export function renamed(
  labels: readonly Label[],
  target: readonly Label[],
  source: readonly Label[]
): Label[] {
  if (new Set(target).size !== target.length) {
    throw new ProcessError('LabelExists', `A new label is given twice: ${target.join(', ')}.`);
  }
  const positions =
    source.length === 0 ? target.map((_, position) => position) : positionsOf(labels, source);
  const fits =
    source.length === 0
      ? target.length === labels.length || (isEnumerated(labels) && target.length < labels.length)
      : target.length === source.length;
  if (!fits) {
    throw new ProcessError(
      'LabelMismatch',
      `${target.length} new labels were given for: ${(source.length === 0 ? labels : source).join(', ')}.`
    );
  }
  const result = [...labels];
  positions.forEach((position, i) => (result[position] = target[i]));
  const taken = target.find(label => result.filter(other => other === label).length > 1);
  if (taken !== undefined) {
    throw new ProcessError('LabelExists', `A label '${taken}' exists already.`);
  }
  return result;
}

function isEnumerated(labels: readonly Label[]): boolean {
  return labels.every((label, position) => label === position);
}

function positionsOf(labels: readonly Label[], source: readonly Label[]): number[] {
  return source.map(label => {
    const position = labels.indexOf(label);
    if (position < 0) {
      throw new ProcessError(
        'LabelNotAvailable',
        `A label '${label}' does not exist. There are: ${labels.join(', ')}.`
      );
    }
    return position;
  });
}

export const renameLabels: Process = {
  definition: {
    id: 'rename_labels',
    summary: 'Rename the labels of a dimension',
    description:
      'Renames labels from `source` to `target`; their order and the cells stay. Without `source` the labels are renamed by position, whatever they were called; there must then be as many new labels as there are old ones, unless those are the numbers 0, 1, 2 and so on.',
    categories: ['cubes'],
    parameters: [
      { name: 'data', description: 'The cube.', schema: CUBE },
      { name: 'dimension', description: 'Name of the dimension.', schema: { type: 'string' } },
      {
        name: 'target',
        description: 'The new labels. None may be there already.',
        schema: LABELS
      },
      {
        name: 'source',
        description:
          'The labels to rename, as many as in `target`, in any order; all labels by position when empty.',
        schema: LABELS,
        default: [],
        optional: true
      }
    ],
    returns: { description: 'The cube with other labels.', schema: CUBE },
    exceptions: {
      LabelMismatch: {
        message: "The number of labels in the parameters `source` and `target` don't match."
      },
      LabelNotAvailable: { message: 'A label with the specified name does not exist.' },
      LabelExists: { message: 'A label with the specified name exists.' }
    },
    examples: [
      {
        arguments: {
          data: { from_parameter: 'data' },
          dimension: 'bands',
          source: ['i_VV', 'q_VV'],
          target: ['i_VV_prm', 'q_VV_prm']
        }
      }
    ]
  },
  run(args, call) {
    const cube = cubeArgument(args, 'data', call);
    const dimension = findDimension(cube, textArgument(args, 'dimension', call));
    if (!isLabelled(dimension)) {
      throw new ProcessError(
        'LabelsNotEnumerated',
        `The labels of the spatial dimension '${dimension.name}' are coordinates and cannot be renamed.`
      );
    }
    const target = labelsArgument(args, 'target', call);
    const labels = renamed(dimension.labels, target, labelsArgument(args, 'source', call));
    return rewiredCube(
      cube,
      cube.dimensions.map(d => (d === dimension ? { ...dimension, labels } : d))
    );
  }
};
