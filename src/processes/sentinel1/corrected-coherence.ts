import { labelledDimensions, planeIndexes } from '../../engine';
import type { DataCube } from '../../engine';
import { coherenceCorrection } from '../../workflow';
import { withOrigin } from '../cubes/radar-origin';

/**
 * The cube with the bias taken off its bands `coh_<pol>`; others stay.
 *
 * @param looks - Independent looks of the estimation window.
 */
export function correctedCoherence(cube: DataCube, looks: number): DataCube {
  const correct = coherenceCorrection(looks);
  const labelled = labelledDimensions(cube.dimensions);
  const at = labelled.findIndex(d => d.kind === 'bands');
  const isCoherence = (plane: number): boolean =>
    String(labelled[at].labels[planeIndexes(cube.dimensions, plane)[at]]).startsWith('coh_');
  return {
    dimensions: cube.dimensions,
    metadata: withOrigin(cube, { isBiasCorrected: true }),
    read: async (window, planes) => {
      const cells = await cube.read(window, planes);
      cells.forEach((plane, k) => {
        if (isCoherence(planes[k])) {
          plane.forEach((value, i) => (plane[i] = correct(value)));
        }
      });
      return cells;
    }
  };
}
