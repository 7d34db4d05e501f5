import type { GeneratedCell } from './cell-identity';
import { datesOfPairs, pairText } from './pairs';
import type { InsarParameters } from './parameters';

const SAMPLE =
  'The back-end that comes with the extension works on the products in its data folder. ' +
  'Its sample scene on burst 249435 is **simulated**: noise of a prescribed coherence over ' +
  'invented mountains.';

/** The Markdown cell that heads a set and says in words what the cells compute. */
export function titleCell(parameters: InsarParameters): GeneratedCell {
  const { burstId, subSwath, startDate, endDate, primaryDate, polarizations } = parameters;
  const scene = `Burst ${burstId}, ${subSwath}, ${polarizations.join(' and ')}, ${startDate} to ${endDate}`;
  const what =
    `${scene}, coregistered to ${primaryDate}. Coherence of ${pairsInWords(parameters)} in a window of ` +
    `${parameters.windowRangeSamples} range samples by ${parameters.windowAzimuthLines} azimuth lines.`;
  const where =
    parameters.backendUrl === ''
      ? SAMPLE
      : `Computed by the openEO back-end at ${markdownText(parameters.backendUrl)}.`;
  const source = [`# ${markdownText(parameters.jobTitle)}`, markdownText(what), where].join('\n\n');
  return { step: 'title', cellType: 'markdown', source };
}

function pairsInWords({ pairs, temporalBaselineDays }: InsarParameters): string {
  if (pairs === null) {
    return `all pairs ${temporalBaselineDays} days apart`;
  }
  return pairs.length === 1
    ? `the pair ${pairText(pairs[0])}`
    : `${pairs.length} chosen pairs of ${datesOfPairs(pairs).length} dates`;
}

/** Text that Markdown shows as it is: on one line, without markup, HTML or formulas. */
export function markdownText(text: string): string {
  return text
    .replace(/[\s\p{Cc}\p{Cf}\p{Cs}]+/gu, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>#|$~&!]/g, '\\$&');
}
