import {
  coherenceGraph,
  DEFAULT_PARAMETERS,
  type Preprocessing,
  PREPROCESSINGS,
  preprocessingGraph
} from '../workflow';

/** One way to get from a burst to coherence, and the processes that it calls. */
export interface Method {
  /** `insar_preprocessing` and `sentinel1_sar_slc_preprocessing` are stacks for the coherence graph; the others are whole workflows. */
  readonly id: Preprocessing | (typeof READY_MADE)[number];
  readonly needs: readonly string[];
}

const READY_MADE = ['sentinel1_sar_coherence', 'sentinel1_sar_interferogram'] as const;

/** The methods, with the needs of each as the graphs have them that are sent. */
export function methods(): Method[] {
  const stacks = PREPROCESSINGS.map(preprocessing => {
    const parameters = { ...DEFAULT_PARAMETERS, preprocessing };
    const pairs = [{ primary: parameters.startDate, secondary: parameters.endDate }];
    const graphs = [
      preprocessingGraph(parameters),
      coherenceGraph(parameters, { stacUrl: 'https://example.org/stack', pairs, epsg: 32632 })
    ];
    return { id: preprocessing, needs: processesOf(graphs) };
  });
  return [...stacks, ...READY_MADE.map(id => ({ id, needs: ['save_result', id] }))];
}

/** Ids of all processes in process graphs, those of their callbacks too. */
function processesOf(graphs: unknown): string[] {
  const ids = new Set<string>();
  JSON.stringify(graphs, (name, value: unknown) => {
    if (name === 'process_id' && typeof value === 'string') {
      ids.add(value);
    }
    return value;
  });
  return [...ids].sort();
}
