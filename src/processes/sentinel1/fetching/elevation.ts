import { boxOf, ElevationCoverageError, FetchError } from '../../../archive';
import type { ChosenElevation, ElevationArchive, LonLatRing } from '../../../archive';
import type { Call } from '../../../engine';
import type { ProcessServices } from '../../services';
import { withSignal } from './abort-signal';

/** Around the outline of a burst: mountains at its edge are seen from some kilometres aside. */
const MARGIN_DEG = 0.05;

/**
 * Elevation for the area within an outline, out of the data folder; what is missing there is
 * fetched where that is possible.
 *
 * @param leastCover - Share of the area that must have elevation, 0 to 1.
 * @param elevation - Where it is looked for first.
 * @throws ElevationCoverageError when less has.
 */
export async function elevationFor(
  outline: LonLatRing,
  leastCover: number,
  elevation: ElevationArchive,
  call: Call<ProcessServices>
): Promise<ChosenElevation> {
  const { services } = call.context;
  // What is fetched goes into the data folder: the sample scene has all that it needs.
  if (services.remote !== undefined && elevation === services.elevation) {
    try {
      return await elevation.sourceFor(outline);
    } catch (error) {
      if (!(error instanceof ElevationCoverageError)) {
        throw error;
      }
      await fetchElevation(outline, call);
    }
  }
  return elevation.sourceFor(outline, leastCover);
}

/** What does not come is told in the log. */
async function fetchElevation(outline: LonLatRing, call: Call<ProcessServices>): Promise<void> {
  const { services, cancellation } = call.context;
  const remote = services.remote!;
  const log = (level: 'info' | 'warning', message: string) =>
    call.context.log(level, message, call.nodeId ?? undefined);
  const [west, south, east, north] = boxOf(outline);
  const box = [
    west - MARGIN_DEG,
    south - MARGIN_DEG,
    east + MARGIN_DEG,
    north + MARGIN_DEG
  ] as const;
  try {
    if (await remote.isOpen()) {
      log('info', 'Elevation is missing and is fetched from Copernicus GLO-30.');
      const paths = await withSignal(cancellation, signal =>
        remote.fetchElevation(box, { signal })
      );
      log('info', `Fetched elevation: ${paths.length} ${paths.length === 1 ? 'file' : 'files'}.`);
    }
  } catch (error) {
    if (!(error instanceof FetchError)) {
      throw error;
    }
    log('warning', error.message);
  }
}
