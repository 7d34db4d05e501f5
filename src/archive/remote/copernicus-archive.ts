import { join } from 'node:path';
import type { LonLatBox } from '../elevation/tile-names';
import type { ArchiveTools } from '../tools';
import type { BurstSearch } from './burst-catalogue';
import { CdseBursts, type CdseOptions } from './cdse-bursts';
import { Glo30, type Glo30Options } from './glo30';
import type { FetchHooks, RemoteArchive, WantedBurst } from './remote-archive';

/** Bursts of the Copernicus Data Space, and elevation of the Copernicus DEM. */
export class CopernicusArchive implements RemoteArchive {
  readonly name = 'Copernicus Data Space';
  readonly bursts: CdseBursts;
  readonly elevation: Glo30;

  /** @param dataFolder - Holds `slc/` and `dem/`. */
  constructor(dataFolder: string, tools: ArchiveTools, options: CdseOptions & Glo30Options) {
    this.bursts = new CdseBursts(join(dataFolder, 'slc'), tools, options);
    this.elevation = new Glo30(join(dataFolder, 'dem'), tools, options);
  }

  isOpen(): Promise<boolean> {
    return this.bursts.isOpen();
  }

  list(search: BurstSearch, signal?: AbortSignal): Promise<WantedBurst[]> {
    return this.bursts.list(search, signal);
  }

  fetchBurst(wanted: WantedBurst, hooks?: FetchHooks): Promise<string> {
    return this.bursts.fetchBurst(wanted, hooks);
  }

  fetchElevation(box: LonLatBox, hooks?: FetchHooks): Promise<string[]> {
    return this.elevation.fetch(box, hooks);
  }
}
