import { flattenGraph } from './flatten-graph';
import type { InsarParameters } from './parameters';
import { node } from './process-graph';
import type { Argument, ProcessGraph } from './process-graph';

/** The graph of the job that coregisters the acquisitions of a burst and saves them. */
export function preprocessingGraph(parameters: InsarParameters): ProcessGraph {
  const stack = node(parameters.preprocessing, {
    burst_id: parameters.burstId,
    sub_swath: parameters.subSwath,
    temporal_extent: [parameters.startDate, parameters.endDate],
    ...vocabulary(parameters)
  });
  return flattenGraph([node('save_result', { data: stack, format: 'GTiff', options: {} })]);
}

/** The arguments that the two preprocessing processes name or write differently. */
function vocabulary(parameters: InsarParameters): Record<string, Argument> {
  const { polarizations, primaryDate } = parameters;
  if (parameters.preprocessing === 'sentinel1_sar_slc_preprocessing') {
    return { primary_date: primaryDate, polarization: polarizations };
  }
  const names = polarizations.map(name => name.toLowerCase());
  return { master_date: primaryDate, polarization: names.length > 1 ? names : names[0] };
}
