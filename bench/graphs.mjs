import { coherenceGraph } from '../src/workflow/index.ts';

/** Address that the benchmarks' own `fetchJson` answers. */
export const STAC_URL = 'https://stack.bench/collection.json';

const PARAMETERS = {
  polarizations: ['VV'],
  windowRangeSamples: 21,
  windowAzimuthLines: 5,
  resolution: 20
};

/** The reference workflow's graph for pairs of neighbouring dates. */
export function jobGraph(dates, pairCount) {
  const pairs = Array.from({ length: pairCount }, (_, k) => ({
    primary: dates[k],
    secondary: dates[k + 1]
  }));
  return coherenceGraph(PARAMETERS, { stacUrl: STAC_URL, pairs, epsg: 32632 });
}

/** The part of it that ends in coherence in radar geometry. */
export function coherenceInRadarGeometry(dates) {
  const graph = jobGraph(dates, 1);
  const id = Object.keys(graph).find(key => graph[key].process_id === 'reduce_dimension');
  const kept = new Set();
  const keep = key => {
    kept.add(key);
    const references = JSON.stringify(graph[key].arguments).matchAll(/"from_node":"([^"]+)"/g);
    for (const [, other] of references) {
      if (other in graph && !kept.has(other)) {
        keep(other);
      }
    }
  };
  keep(id);
  const nodes = Object.entries(graph).filter(([key]) => kept.has(key));
  return Object.fromEntries(nodes.map(([key, node]) => [key, { ...node, result: key === id }]));
}
