import type { Dimension, LabelledDimension } from '../../../engine';
import { isLabelled, planeNumber } from '../../../engine';

/** A variable of the file: a band, with the planes that it holds. */
export interface BandVariable {
  readonly name: string;
  /** The label that the name was made of; null for a cube without bands. */
  readonly label: string | null;
  /** Every labelled dimension but that of the bands: its index per plane, and the plane number. */
  readonly cells: readonly { readonly indexes: readonly number[]; readonly plane: number }[];
}

/** Name of the only variable of a cube without bands, as other openEO back-ends have it. */
const UNNAMED = 'var';

/**
 * The variables of a cube: one a label of its first dimension of bands, and one in all without such
 * a dimension.
 *
 * @param taken - Names that dimensions and grid mapping have.
 */
export function bandVariables(
  dimensions: readonly Dimension[],
  taken: readonly string[]
): { variables: BandVariable[]; others: LabelledDimension[] } {
  const labelled = dimensions.filter(isLabelled);
  const bandAxis = labelled.findIndex(({ kind }) => kind === 'bands');
  const others = labelled.filter((_, i) => i !== bandAxis);
  const labels = bandAxis < 0 ? [null] : labelled[bandAxis].labels.map(String);
  const names = uniqueNames(
    labels.map(label => label ?? UNNAMED),
    taken
  );
  const places = combinations(others.map(({ labels: all }) => all.length));
  const variables = labels.map((label, band) => ({
    name: names[band],
    label,
    cells: places.map(indexes => {
      const all = [...indexes];
      if (bandAxis >= 0) {
        all.splice(bandAxis, 0, band);
      }
      return { indexes, plane: planeNumber(dimensions, all) };
    })
  }));
  return { variables, others };
}

/** Labels as names of netCDF variables, each of them once. */
function uniqueNames(labels: readonly string[], taken: readonly string[]): string[] {
  const used = new Set(taken);
  return labels.map(label => {
    const plain = label.replace(/[^\w.+@-]+/g, '_').replace(/^[^A-Za-z0-9_]+/, '_') || UNNAMED;
    let name = plain;
    for (let count = 2; used.has(name); count++) {
      name = `${plain}_${count}`;
    }
    used.add(name);
    return name;
  });
}

function combinations(sizes: readonly number[]): number[][] {
  return sizes.reduce<number[][]>(
    (all, size) =>
      all.flatMap(start => Array.from({ length: size }, (_, index) => [...start, index])),
    [[]]
  );
}
