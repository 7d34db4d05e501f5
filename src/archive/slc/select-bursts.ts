import { BurstNotFoundError, MeasurementMissingError } from '../errors';
import type { MissingPart } from '../errors';
import type { StackRequest } from '../stacks';
import type { IndexedBurst } from './indexed-burst';

/** What is asked of the archive: the parameters of an InSAR preprocessing. */
export type BurstRequest = StackRequest;

/** One date, one burst for each polarisation that was asked for, in that order. */
export interface BurstAcquisition {
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly bursts: readonly IndexedBurst[];
}

/** The acquisitions of one burst that were asked for. */
export interface BurstSelection {
  readonly primary: BurstAcquisition;
  /**
   * In order of date, the primary among them also when it lies outside the dates. A single entry
   * is the primary alone, with nothing to compare it with.
   */
  readonly acquisitions: readonly BurstAcquisition[];
  /** Dates that are there and cannot be used, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Chooses among bursts. Of several products with the same burst, one with an image comes first, a
 * folder before a zip, then the last by name (the one that was processed last).
 *
 * @param folder - Where a burst that is missing should be put.
 * @param problems - What is wrong with products, told where nothing is found.
 * @throws BurstNotFoundError naming the first part of the request that no product has.
 * @throws MeasurementMissingError when the primary is there without its image.
 */
export function selectBursts(
  bursts: readonly IndexedBurst[],
  request: BurstRequest,
  folder: string,
  problems: readonly string[] = []
): BurstSelection {
  const { burstId, primaryDate, startDate, endDate } = request;
  const subSwath = request.subSwath.toUpperCase();
  const polarizations = request.polarizations.map(each => each.toUpperCase());
  const what = `burst ${burstId} ${subSwath}`;
  const unread = problems.map(problem => ` ${problem}`).join('');
  const place = `Put its SAFE product, as a folder or a zip, into ${folder}.${unread}`;
  const wanted = { burstId, subSwath, polarization: polarizations[0], date: primaryDate };
  const narrow = (
    from: readonly IndexedBurst[],
    part: MissingPart,
    fits: (burst: IndexedBurst) => boolean,
    message: (known: readonly IndexedBurst[]) => string
  ): IndexedBurst[] => {
    const kept = from.filter(fits);
    if (kept.length === 0) {
      throw new BurstNotFoundError(part, wanted, message(from));
    }
    return kept;
  };
  const ofBurst = narrow(
    bursts,
    'burst',
    burst => burst.burstId === burstId,
    known =>
      `There is no product of burst ${burstId}. ` +
      (known.length === 0
        ? 'There is no product at all. '
        : `There are bursts ${listed(known.map(burst => String(burst.burstId)))}. `) +
      place
  );
  const ofSwath = narrow(
    ofBurst,
    'sub-swath',
    burst => burst.subSwath === subSwath,
    known =>
      `Burst ${burstId} is there in sub-swath ${listed(known.map(burst => burst.subSwath))}, not ` +
      `${subSwath}. ${place}`
  );
  const byDate = new Map<string, IndexedBurst[]>();
  for (const burst of ofSwath) {
    byDate.set(burst.date, [...(byDate.get(burst.date) ?? []), burst]);
  }
  const acquisitionOf = (date: string): BurstAcquisition => {
    const ofDate = byDate.get(date) ?? [];
    return { date, bursts: polarizations.map(each => bestOf(ofDate, each, date, what, place)) };
  };
  if (!byDate.has(primaryDate)) {
    throw new BurstNotFoundError(
      'primary date',
      wanted,
      `There is no product of ${what} of the primary date ${primaryDate}. There are dates ` +
        `${[...byDate.keys()].sort().join(', ')}. ${place}`
    );
  }
  const primary = acquisitionOf(primaryDate);
  const acquisitions = [primary];
  const notes: string[] = [];
  for (const date of byDate.keys()) {
    if (date === primaryDate || date < startDate || date > endDate) {
      continue;
    }
    try {
      acquisitions.push(acquisitionOf(date));
    } catch (error) {
      notes.push(`${date} is left out: ${(error as Error).message}`);
    }
  }
  acquisitions.sort((a, b) => (a.date < b.date ? -1 : 1));
  return { primary, acquisitions, notes };
}

function bestOf(
  ofDate: readonly IndexedBurst[],
  polarization: string,
  date: string,
  what: string,
  place: string
): IndexedBurst {
  const fitting = ofDate.filter(burst => burst.polarization === polarization);
  if (fitting.length === 0) {
    const { burstId, subSwath } = ofDate[0];
    throw new BurstNotFoundError(
      'polarization',
      { burstId, subSwath, polarization, date },
      `The product of ${what} of ${date} has ${listed(ofDate.map(b => b.polarization))}, not ` +
        `${polarization}. ${place}`
    );
  }
  const [best] = [...fitting].sort(
    (a, b) =>
      Number(b.hasMeasurement) - Number(a.hasMeasurement) ||
      Number(a.kind === 'zip') - Number(b.kind === 'zip') ||
      b.product.localeCompare(a.product)
  );
  if (!best.hasMeasurement) {
    throw new MeasurementMissingError(best.product, best.measurement);
  }
  return best;
}

function listed(words: readonly string[]): string {
  const all = [...new Set(words)];
  return all.length > 20
    ? `${all.slice(0, 20).join(', ')} and ${all.length - 20} more`
    : all.join(', ');
}
