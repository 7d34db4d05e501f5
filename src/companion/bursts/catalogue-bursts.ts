import { type BurstCatalogue, FetchError } from '../../archive';
import type { BurstSearchAnswer, BurstSearchRequest } from '../../workflow';
import { BurstCatalogueUnavailableError, InvalidRequestError } from '../errors';
import { type BurstSource, recordOf } from './burst-source';

const NARROWER = 'Choose a smaller area or fewer days to see all of them.';

/** Bursts of the Copernicus Data Space, by its catalogue. */
export class CatalogueBursts implements BurstSource {
  constructor(private readonly catalogue: BurstCatalogue) {}

  /**
   * @throws InvalidRequestError without an area and a burst.
   * @throws BurstCatalogueUnavailableError when it does not answer.
   */
  async search(request: BurstSearchRequest, signal: AbortSignal): Promise<BurstSearchAnswer> {
    const { source, area, burstId, subSwath, polarization, startDate, endDate } = request;
    if (area === null && burstId === null) {
      throw new InvalidRequestError('area', 'the catalogue needs an area or a burst id');
    }
    const { bursts, cut } = await this.catalogue
      .search(
        {
          startDate,
          endDate,
          ...(area && { area: area.slice(0, -1) }),
          ...(burstId !== null && { burstId }),
          ...(subSwath !== null && { subSwath }),
          ...(polarization !== null && { polarization })
        },
        signal
      )
      .catch((cause: Error) => {
        throw cause instanceof FetchError
          ? new BurstCatalogueUnavailableError(cause.message, { cause })
          : cause;
      });
    const records = bursts.map(recordOf).filter(record => record !== null);
    return {
      source,
      records,
      isComplete: cut === null,
      note: noteOf(records.length, cut, request)
    };
  }
}

function noteOf(count: number, cut: string | null, request: BurstSearchRequest): string {
  if (cut !== null) {
    return `The list ends after ${count} acquisitions, because ${cut}. Try again. ${NARROWER}`;
  }
  if (count > 0) {
    return '';
  }
  const { startDate, endDate, polarization, area } = request;
  const what = polarization === null ? 'No burst' : `No burst in ${polarization}`;
  const where = area === null ? '' : ' sees this area';
  return (
    `${what}${where} from ${startDate} to ${endDate} in the catalogue of the Copernicus Data ` +
    'Space: choose other days, another polarization or another area.'
  );
}
