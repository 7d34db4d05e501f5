import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { FetchError, InvalidProductError } from '../errors';
import { folderFiles } from '../products/folder-files';
import { unpackZip } from '../products/zip-files';
import { scanSafe } from '../slc/scan-product';
import type { ArchiveTools } from '../tools';
import { download } from './download';
import { BurstCatalogue, type BurstSearch, type CatalogueOptions } from './burst-catalogue';
import type { FetchHooks, WantedBurst } from './remote-archive';

export interface CdseOptions extends CatalogueOptions {
  /**
   * Gives the user's access token, null without a login; it is asked for anew for each attempt and
   * kept nowhere.
   *
   * @param refused - A token that the service has refused: a new one is wanted.
   */
  readonly token: (refused?: string) => Promise<string | null>;
  /** Pause before a download is tried again. */
  readonly firstPauseMs?: number;
}

/** The burst service of the Copernicus Data Space: an OData catalogue, and zips of one SAFE each. */
export class CdseBursts {
  readonly catalogue: BurstCatalogue;

  /** @param folder - Where products are laid. */
  constructor(
    private readonly folder: string,
    private readonly tools: ArchiveTools,
    private readonly options: CdseOptions
  ) {
    this.catalogue = new BurstCatalogue(options);
  }

  /** Whether there is a login, without which no burst comes. @throws FetchError */
  async isOpen(): Promise<boolean> {
    return (await this.login()) !== null;
  }

  /**
   * Acquisitions of a burst in one polarisation, in order of time. Needs no login.
   *
   * @throws FetchError also when the list is cut.
   */
  async list(search: BurstSearch, signal?: AbortSignal): Promise<WantedBurst[]> {
    const { bursts, cut } = await this.catalogue.search(search, signal);
    if (cut !== null) {
      throw new FetchError(`The list of burst ${search.burstId}`, cut);
    }
    return bursts.map(({ burstId, subSwath, polarization, date }) => ({
      burstId,
      subSwath,
      polarization,
      date
    }));
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
    const { bursts } = await this.catalogue.search(search, hooks.signal);
    const burst = bursts[0];
    if (!burst) {
      throw new FetchError(what, 'the catalogue of the Copernicus Data Space has no such burst');
    }
    await mkdir(this.folder, { recursive: true });
    const partial = await mkdtemp(join(this.folder, '.partial-'));
    try {
      const zip = join(partial, 'burst.zip');
      await this.downloadWithLogin(what, burst.id, zip, hooks);
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

  /** A token that is refused, as one that was ended early, is replaced once. */
  private async downloadWithLogin(
    what: string,
    id: string,
    zip: string,
    hooks: FetchHooks
  ): Promise<void> {
    const { fetch, firstPauseMs } = this.options;
    let [token, refused]: (string | undefined)[] = [];
    const freshToken = async () => {
      token = (await this.login(refused)) ?? undefined;
      if (token === undefined) {
        throw new FetchError(what, 'there is no login; log in again', 401);
      }
      return token;
    };
    const url = `${this.catalogue.url}/Bursts(${id})/$value`;
    const options = { method: 'POST', freshToken, fetch, firstPauseMs, ...hooks } as const;
    try {
      await download(what, url, zip, options);
    } catch (error) {
      refused = token;
      if (!(error instanceof FetchError && error.status === 401) || refused === undefined) {
        throw error;
      }
      await download(what, url, zip, options);
    }
  }

  /** @throws FetchError when the login cannot be looked up. */
  private async login(refused?: string): Promise<string | null> {
    try {
      return await this.options.token(refused);
    } catch (cause) {
      const reason = (cause as Error).message.replace(/\.$/, '');
      throw new FetchError('The login at the burst service', reason, null, { cause });
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
