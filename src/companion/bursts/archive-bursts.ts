import {
  type Archives,
  ringsTouch,
  type SlcArchive,
  type Stack,
  type StackArchive,
  type StackGround
} from '../../archive';
import type { BurstRecord, BurstSearchAnswer, BurstSearchRequest } from '../../workflow';
import { type BurstSource, recordOf } from './burst-source';

/** What lies on this machine. */
export interface LocalBursts {
  readonly slc: SlcArchive;
  readonly stacks: StackArchive;
  /** The simulated scene of a first run; null where there is none. */
  sampleScene(): Promise<Pick<Archives, 'slc' | 'elevation'> | null>;
  /** Where a stack lies. */
  groundOf(stack: Stack): Promise<StackGround>;
}

/** Bursts of this machine: SLC products, and stacks that lie there coregistered. */
export class ArchiveBursts implements BurstSource {
  constructor(private readonly local: LocalBursts) {}

  async search(request: BurstSearchRequest, signal: AbortSignal): Promise<BurstSearchAnswer> {
    const { slc, sampleScene } = this.local;
    const products = await ofProducts(slc, request);
    const sample = await sampleScene();
    const simulated = sample ? await ofProducts(sample.slc, request) : null;
    signal.throwIfAborted();
    const stacks = await this.ofStacks(request, signal);
    // Of the same acquisition, a product tells more than a stack.
    const days = new Set(products.records.map(record => keyOf(record, 'day')));
    // As in jobs, the sample scene answers where there is no product of the burst.
    const bursts = new Set(products.records.map(burstOf));
    const ofSample = simulated?.records.filter(record => !bursts.has(burstOf(record))) ?? [];
    const records = [
      ...eachOnce([...products.records, ...ofSample], record => keyOf(record, 'second')),
      ...eachOnce(stacks.records, record => keyOf(record, 'day')).filter(
        record => !days.has(keyOf(record, 'day'))
      )
    ].sort((a, b) => (a.time < b.time ? -1 : 1));
    const problems = [...products.problems, ...stacks.problems];
    return {
      source: request.source,
      records,
      isComplete: products.isComplete && stacks.problems.length === 0,
      note: noteOf(records.length, problems, request)
    };
  }

  private async ofStacks(request: BurstSearchRequest, signal: AbortSignal) {
    const { stacks, problems } = await this.local.stacks.list();
    const records: BurstRecord[] = [];
    const unread = problems.map(({ message }) => message);
    for (const stack of stacks.filter(each => fits(each, request))) {
      signal.throwIfAborted();
      try {
        records.push(...recordsOf(stack, await this.local.groundOf(stack), request));
      } catch (error) {
        unread.push(`Stack "${stack.id}": ${(error as Error).message}`);
      }
    }
    return { records, problems: unread };
  }
}

async function ofProducts(slc: SlcArchive, request: BurstSearchRequest) {
  const { problems, unread } = await slc.refresh();
  const { burstId, subSwath, polarization, startDate, endDate, area } = request;
  const bursts = await slc.bursts({
    burstId: burstId ?? undefined,
    subSwath: subSwath ?? undefined,
    polarization: polarization ?? undefined
  });
  const records = bursts
    .filter(({ date }) => date >= startDate && date <= endDate)
    .filter(({ outline }) => area === null || ringsTouch(outline, area.slice(0, -1)))
    .sort((a, b) => Number(b.hasMeasurement) - Number(a.hasMeasurement))
    .map(recordOf)
    .filter(record => record !== null);
  return { records, problems, isComplete: unread.length === 0 };
}

function burstOf({ burstId, subSwath }: BurstRecord): string {
  return `${burstId} ${subSwath}`;
}

function fits(stack: Stack, { burstId, subSwath, polarization }: BurstSearchRequest): boolean {
  return (
    (burstId === null || stack.burstId === burstId) &&
    (subSwath === null || stack.subSwath === subSwath) &&
    (polarization === null || stack.polarizations.includes(polarization))
  );
}

/** A stack tells neither the satellite nor the time of day. */
function recordsOf(
  stack: Stack,
  { outline, pass }: StackGround,
  { polarization, startDate, endDate, area }: BurstSearchRequest
): BurstRecord[] {
  const open = outline.slice(0, -1);
  if (area !== null && !ringsTouch(open, area.slice(0, -1))) {
    return [];
  }
  const polarizations = stack.polarizations.filter(
    each => polarization === null || each === polarization
  );
  return stack.acquisitions
    .filter(({ date }) => date >= startDate && date <= endDate)
    .flatMap(({ date, path }) =>
      polarizations.map(each =>
        recordOf({
          ...stack,
          polarization: each,
          pass,
          mission: '',
          azimuthTime: date,
          outline: open,
          product: path
        })
      )
    )
    .filter(record => record !== null);
}

/** The same for all records of an acquisition; stacks tell the day alone. */
function keyOf(record: BurstRecord, precision: 'day' | 'second'): string {
  const { burstId, subSwath, polarization, satellite, time } = record;
  const when = precision === 'day' ? time.slice(0, 10) : `${time.slice(0, 19)} ${satellite}`;
  return [burstId, subSwath, polarization, when].join(' ');
}

/** The first of the records that have the same key. */
function eachOnce(
  records: readonly BurstRecord[],
  key: (record: BurstRecord) => string
): BurstRecord[] {
  const first = new Map<string, BurstRecord>();
  for (const record of records) {
    first.set(key(record), first.get(key(record)) ?? record);
  }
  return [...first.values()];
}

function noteOf(
  count: number,
  problems: readonly string[],
  { startDate, endDate }: BurstSearchRequest
): string {
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more problems)` : '';
  const broken = problems.length > 0 ? `${problems[0].replace(/\.$/, '')}${more}.` : '';
  if (count > 0) {
    return broken;
  }
  const empty =
    `No burst of this machine fits from ${startDate} to ${endDate}: choose other days or another ` +
    `area, or put products into slc/ or coregistered stacks into stacks/ of the data folder.`;
  return broken ? `${empty} ${broken}` : empty;
}
