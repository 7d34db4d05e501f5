import { describe, expect, it } from 'vitest';
import type { Dimension, Json } from '../../engine';
import {
  askPython,
  cellsOf,
  computeCube,
  cubeOf,
  mapGrid,
  noise,
  withoutPython
} from './cube-harness';

const DATES = 9;
const T: Dimension = {
  kind: 'temporal',
  name: 't',
  labels: Array.from({ length: DATES }, (_, i) => `2024-01-0${i + 1}`)
};
const GRID = mapGrid('EPSG:32631', [600_000, 5_801_000], 20, [40, 5]);

/** Numbers from -50 to 50; 3 of 10 are no-data, and the first pixel has nothing else. */
const PLANES = (() => {
  const random = noise(13);
  return Array.from({ length: DATES }, () =>
    Array.from({ length: 200 }, (_, i) => (i === 0 || random() < 0.3 ? null : random() * 100 - 50))
  );
})();

const TRUTH = `
data = floats([[float('nan') if v is None else v for v in p] for p in given['planes']])
def missing(kept):
    return np.where(np.isnan(data).any(axis=0), np.nan, kept)
quantiles = lambda q: np.nanquantile(data, q, axis=0)
def product(a):
    return np.where(np.isnan(a).all(axis=0), np.nan, np.nanprod(a, axis=0))
functions = {
    'mean': np.nanmean(data, axis=0), 'median': np.nanmedian(data, axis=0),
    'min': np.nanmin(data, axis=0), 'max': np.nanmax(data, axis=0),
    'sd': np.nanstd(data, axis=0, ddof=1), 'variance': np.nanvar(data, axis=0, ddof=1),
    'sum': np.where(np.isnan(data).all(axis=0), np.nan, np.nansum(data, axis=0)), 'product': product(data),
    'mean, all': missing(data.mean(axis=0)), 'median, all': missing(np.median(data, axis=0)),
    'quantiles': quantiles([0.05, 0.5, 0.75, 0.9]), 'quartiles': quantiles([0.25, 0.5, 0.75]),
}
answer = {name: plain(values) for name, values in functions.items()}
`;

const DATA = { from_parameter: 'data' };

function callback(processId: string, more: { [name: string]: Json } = {}): Json {
  const args = { data: DATA, ...more };
  return { process_graph: { r: { process_id: processId, arguments: args, result: true } } };
}

describe.skipIf(withoutPython)(`statistics along dates, and numpy${withoutPython}`, () => {
  const truth = withoutPython
    ? {}
    : askPython<Record<string, (number | null)[]>>(TRUTH, { planes: PLANES });
  const data = cubeOf([T, ...GRID], PLANES);

  const close = (ours: readonly (number | null)[], theirs: readonly (number | null)[]): void => {
    expect(ours.length).toBe(theirs.length);
    ours.forEach((own, i) => {
      const other = theirs[i];
      if (own === null || other === null) {
        expect(own, `cell ${i}`).toBe(other);
      } else {
        expect(Math.abs(own - other)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(other)));
      }
    });
    expect(ours.filter(own => own !== null).length).toBeGreaterThan(5);
  };

  it.each<[string, Json]>([
    ['mean', callback('mean')],
    ['median', callback('median')],
    ['min', callback('min')],
    ['max', callback('max')],
    ['sd', callback('sd')],
    ['variance', callback('variance')],
    ['sum', callback('sum')],
    ['product', callback('product')],
    ['mean, all', callback('mean', { ignore_nodata: false })],
    ['median, all', callback('median', { ignore_nodata: false })]
  ])('agree on %s', async (name, reducer) => {
    const reduced = await computeCube('reduce_dimension', { data, reducer, dimension: 't' });
    close((await cellsOf(reduced)).flat(), truth[name]);
  });

  it.each<[string, Json]>([
    ['quantiles', callback('quantiles', { probabilities: [0.05, 0.5, 0.75, 0.9] })],
    ['quartiles', callback('quantiles', { probabilities: 4 })]
  ])('agree on %s', async (name, process) => {
    const args = { data, process, dimension: 't', target_dimension: 'share' };
    close((await cellsOf(await computeCube('apply_dimension', args))).flat(), truth[name]);
  });
});
