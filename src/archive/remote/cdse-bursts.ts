import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { FetchError, InvalidProductError } from '../errors';
import { folderFiles } from '../products/folder-files';
import { unpackZip } from '../products/zip-files';
import { scanSafe } from '../slc/scan-product';
import type { ArchiveTools } from '../tools';
import { download } from './download';
import type { FetchHooks, WantedBurst } from './remote-archive';
import { request } from './request';

/** A burst as the catalogue of the Copernicus Data Space lists it. */
export interface CatalogueBurst {
  /** What the burst is fetched by. */
  readonly id: string;
  readonly name: string;
  readonly burstId: number;
  readonly subSwath: string;
  readonly polarization: string;
  readonly relativeOrbit: number;
  /** Start of sensing, UTC. */
  readonly sensingTime: string;
  /** YYYY-MM-DD. */
  readonly date: string;
}

/** What is searched for; days are both included. */
export interface BurstSearch {
  readonly burstId: number;
  readonly subSwath: string;
  readonly polarization: string;
  readonly startDate: string;
  readonly endDate: string;
}

export interface CdseOptions {
  /** Gives the user's access token; it is asked for anew for each attempt and kept nowhere. */
  readonly token: () => Promise<string>;
  /** Default: the catalogue of the Copernicus Data Space. */
  readonly catalogueUrl?: string;
  /** Replaces the global fetch, for tests. */
  readonly fetch?: typeof fetch;
  /** Pause before a download is tried again. */
  readonly firstPauseMs?: number;
}

const CATALOGUE = 'https://catalogue.dataspace.copernicus.eu/odata/v1';
/** Most records of one page, and most pages: ten thousand acquisitions are 300 years. */
const PAGE = 1000;
const MOST_PAGES = 10;

/** The burst service of the Copernicus Data Space: an OData catalogue, and zips of one SAFE each. */
export class CdseBursts {
  private readonly url: string;

  /** @param folder - Where products are laid. */
  constructor(
    private readonly folder: string,
    private readonly tools: ArchiveTools,
    private readonly options: CdseOptions
  ) {
    this.url = options.catalogueUrl ?? CATALOGUE;
  }

  /**
   * Acquisitions of a burst, in order of time. Needs no login.
   *
   * @throws FetchError
   */
  async search(search: BurstSearch, signal?: AbortSignal): Promise<CatalogueBurst[]> {
    const what = `The list of burst ${search.burstId} ${search.subSwath}`;
    const dayAfter = new Date(Date.parse(search.endDate) + 86_400_000).toISOString();
    const filter = [
      `BurstId eq ${search.burstId}`,
      `SwathIdentifier eq '${search.subSwath}'`,
      `PolarisationChannels eq '${search.polarization}'`,
      `ContentDate/Start ge ${search.startDate}T00:00:00.000Z`,
      `ContentDate/Start lt ${dayAfter}`
    ].join(' and ');
    const query = new URLSearchParams({ $filter: filter, $top: String(PAGE) });
    let next: string | null = `${this.url}/Bursts?${query}`;
    const bursts: CatalogueBurst[] = [];
    for (let page = 0; next !== null && page < MOST_PAGES; page++) {
      const { fetch } = this.options;
      const response: Response = await request(what, next, { signal, fetch });
      if (!response.ok) {
        await response.body?.cancel();
        const { status } = response;
        throw new FetchError(what, `the catalogue answered ${status}`, status);
      }
      const answer = (await response.json().catch(() => null)) as {
        value?: Record<string, unknown>[];
        '@odata.nextLink'?: string;
      } | null;
      if (!Array.isArray(answer?.value)) {
        throw new FetchError(what, 'the answer of the catalogue holds no list of bursts');
      }
      bursts.push(...answer.value.map(record => burstOf(record, what)));
      next = answer['@odata.nextLink'] ?? null;
    }
    return bursts.sort((a, b) => (a.sensingTime < b.sensingTime ? -1 : 1));
  }

  /**
   * Fetches a burst: resumed where the connection breaks, each file of the zip checked against its
   * checksum, and the burst in it against what was asked for. It appears in the folder whole or
   * not at all.
   *
   * @returns path of the SAFE.
   * @throws FetchError
   */
  async fetchBurst(wanted: WantedBurst, hooks: FetchHooks = {}): Promise<string> {
    const { burstId, subSwath, polarization, date } = wanted;
    const what = `Burst ${burstId} ${subSwath} ${polarization} of ${date}`;
    const search = { burstId, subSwath, polarization, startDate: date, endDate: date };
    const [burst] = await this.search(search, hooks.signal);
    if (!burst) {
      throw new FetchError(what, 'the catalogue of the Copernicus Data Space has no such burst');
    }
    await mkdir(this.folder, { recursive: true });
    const partial = await mkdtemp(join(this.folder, '.partial-'));
    try {
      const zip = join(partial, 'burst.zip');
      await download(what, `${this.url}/Bursts(${burst.id})/$value`, zip, {
        method: 'POST',
        freshToken: this.options.token,
        fetch: this.options.fetch,
        firstPauseMs: this.options.firstPauseMs,
        ...hooks
      });
      const unpacked = join(partial, 'unpacked');
      const root = await unpackZip(zip, unpacked);
      const safe = join(unpacked, root);
      await this.check(safe, wanted);
      const name = root === '' ? `${burst.name.replace(/-/g, '_')}.SAFE` : basename(root);
      const target = join(this.folder, name);
      await rm(target, { recursive: true, force: true });
      await rename(safe, target);
      return target;
    } catch (cause) {
      if (cause instanceof InvalidProductError) {
        throw new FetchError(what, `what came is not it (${cause.reason})`, null, { cause });
      }
      throw cause;
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
  }

  private async check(safe: string, wanted: WantedBurst): Promise<void> {
    const files = await folderFiles(safe, this.tools.openFile);
    const { bursts, problems } = await scanSafe(files, 'folder');
    const fits = bursts.some(
      burst =>
        burst.burstId === wanted.burstId &&
        burst.subSwath === wanted.subSwath &&
        burst.polarization === wanted.polarization &&
        burst.date === wanted.date &&
        burst.hasMeasurement
    );
    if (!fits) {
      throw new InvalidProductError(files.name, problems[0] ?? 'it holds another burst');
    }
  }
}

function burstOf(record: Record<string, unknown>, what: string): CatalogueBurst {
  const text = (name: string): string => {
    const value = record[name];
    if (typeof value !== 'string') {
      throw new FetchError(what, `a record of the catalogue has no ${name}`);
    }
    return value;
  };
  const sensingTime = text('BeginningDateTime');
  return {
    id: text('Id'),
    name: text('Name'),
    burstId: Number(record.BurstId),
    subSwath: text('SwathIdentifier'),
    polarization: text('PolarisationChannels'),
    relativeOrbit: Number(record.RelativeOrbitNumber),
    sensingTime,
    date: sensingTime.slice(0, 10)
  };
}
