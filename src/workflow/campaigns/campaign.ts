import { checkParameters } from '../check-parameters';
import { isRecord } from '../json-value';
import type { InsarParameters } from '../parameters';

/** Most bursts of one campaign: a continent's worth of them is more than one list can show. */
export const MOST_CAMPAIGN_BURSTS = 500;

/** Most bursts that may be computed at once. */
export const MOST_BURSTS_AT_ONCE = 20;

/** One burst of a campaign and its pairs: two batch jobs, as the cells make them. */
export interface CampaignBurst {
  readonly parameters: InsarParameters;
  /** EPSG code of the map grid; overrides `null` of the parameters. */
  readonly epsg: number;
}

/** A region as many bursts, computed on one back-end. */
export interface CampaignRequest {
  readonly title: string;
  /** Id of a listed back-end; empty for the one that comes with the extension. */
  readonly backend: string;
  /** How many bursts are computed at once; null for what suits the back-end. */
  readonly mostAtOnce: number | null;
  readonly bursts: readonly CampaignBurst[];
}

export const CAMPAIGN_STEPS = ['preprocessing', 'coherence'] as const;
export type CampaignStep = (typeof CAMPAIGN_STEPS)[number];

/** How far a burst of a campaign is. */
export interface CampaignBurstProgress {
  /** Place in the campaign, from 0. */
  readonly position: number;
  readonly burstId: number;
  readonly subSwath: string;
  readonly state: 'waiting' | 'running' | 'finished' | 'failed' | 'canceled';
  readonly step: CampaignStep;
  /** Jobs at the back-end by step; null before they are submitted. */
  readonly jobs: Readonly<Record<CampaignStep, string | null>>;
  /** Of the job of this step, 0 to 100; null where the back-end does not say. */
  readonly progressPercent: number | null;
  /** Why it failed and what to do; empty otherwise. */
  readonly message: string;
}

/** How far a campaign is. */
export interface CampaignProgress {
  readonly id: string;
  readonly title: string;
  readonly backend: string;
  readonly mostAtOnce: number;
  readonly createdMs: number;
  /** `finished` when no burst waits or runs, also where some failed. */
  readonly state: 'running' | 'paused' | 'finished';
  /** Why it cannot go on at the moment, and what to do; empty otherwise. */
  readonly problem: string;
  readonly bursts: readonly CampaignBurstProgress[];
}

/** What is wrong with the request for a campaign, in one sentence; null when nothing is. */
export function campaignProblem(request: unknown): string | null {
  if (!isRecord(request)) {
    return 'Expected an object with title, backend, mostAtOnce and bursts.';
  }
  const { title, backend, mostAtOnce, bursts } = request;
  if (typeof title !== 'string' || title.trim() === '') {
    return 'The campaign needs a title.';
  }
  if (typeof backend !== 'string') {
    return 'backend: expected the id of a listed back-end, or an empty text.';
  }
  if (mostAtOnce !== null && !isCount(mostAtOnce, MOST_BURSTS_AT_ONCE)) {
    return `mostAtOnce: expected a whole number from 1 to ${MOST_BURSTS_AT_ONCE}.`;
  }
  if (!Array.isArray(bursts) || !isCount(bursts.length, MOST_CAMPAIGN_BURSTS)) {
    return `bursts: expected 1 to ${MOST_CAMPAIGN_BURSTS} bursts.`;
  }
  return burstsProblem(bursts);
}

function burstsProblem(bursts: readonly unknown[]): string | null {
  const seen = new Map<string, number>();
  for (const [position, burst] of bursts.entries()) {
    const name = `bursts[${position}]`;
    if (!isRecord(burst) || !isCount(burst.epsg, 999_999)) {
      return `${name}: expected parameters and an EPSG code.`;
    }
    const [wrong] = checkParameters(burst.parameters).filter(
      problem => problem.severity === 'error'
    );
    if (wrong) {
      return `${name}.${wrong.field}: ${wrong.message}`;
    }
    const key = JSON.stringify(burst);
    const other = seen.get(key);
    if (other !== undefined) {
      return `${name} is the same as bursts[${other}]; leave one of them out.`;
    }
    seen.set(key, position);
  }
  return null;
}

function isCount(value: unknown, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most;
}
