import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { BurstCatalogue, CDSE_CATALOGUE } from '../../archive';
import { RemoteError, secureUrl } from '../../remote';
import type { BurstSource as SourceName } from '../../workflow';
import { BurstCatalogueUnavailableError } from '../errors';
import { bodyOf } from '../request-body';
import { ArchiveBursts, type LocalBursts } from './archive-bursts';
import { burstSearchRequest } from './burst-request';
import type { BurstSource } from './burst-source';
import { CatalogueBursts } from './catalogue-bursts';

/** Where bursts are looked for. */
export interface BurstOptions extends LocalBursts {
  /** Address of the burst catalogue; that of the Copernicus Data Space if none. */
  readonly catalogueUrl?: string;
}

/** An area of many thousand corners. */
const MOST_BODY_BYTES = 2 ** 20;

/** `POST /bursts/search`: one source a request, so that one that fails empties no other. */
export function burstRoutes(app: Hono, options: BurstOptions): void {
  const sources: Readonly<Record<SourceName, BurstSource>> = {
    archive: new ArchiveBursts(options),
    cdse: catalogueOf(options)
  };

  app.post('/bursts/search', bodyLimit({ maxSize: MOST_BODY_BYTES }), async c => {
    const request = burstSearchRequest(await bodyOf(c));
    return c.json(await sources[request.source].search(request, c.req.raw.signal));
  });
}

/** Address of the catalogue. @throws RemoteAddressError when it is set wrongly. */
export function catalogueAddress(catalogueUrl?: string): string {
  return secureUrl(catalogueUrl || CDSE_CATALOGUE).href;
}

/** A catalogue whose address is set wrongly says so when it is asked. */
function catalogueOf({ catalogueUrl }: BurstOptions): BurstSource {
  try {
    const address = catalogueAddress(catalogueUrl);
    return new CatalogueBursts(new BurstCatalogue({ catalogueUrl: address }));
  } catch (cause) {
    if (!(cause instanceof RemoteError)) {
      throw cause;
    }
    const message = `INSAR_BURST_CATALOGUE: ${cause.message} Tell the administrator of this server.`;
    return {
      search: () => Promise.reject(new BurstCatalogueUnavailableError(message, { cause }))
    };
  }
}
