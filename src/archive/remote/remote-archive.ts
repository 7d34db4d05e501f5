import type { BurstSearch } from './burst-catalogue';
import type { LonLatBox } from '../elevation/tile-names';

/** One burst of one date, as it is asked of a remote archive. */
export interface WantedBurst {
  readonly burstId: number;
  readonly subSwath: string;
  readonly polarization: string;
  /** YYYY-MM-DD. */
  readonly date: string;
}

export interface FetchHooks {
  readonly signal?: AbortSignal;
  /** Bytes that are there and bytes in all; null where that is not known. */
  readonly progress?: (bytes: number, allBytes: number | null) => void;
}

/** Where what is missing comes from. What is fetched lies in the data folder afterwards. */
export interface RemoteArchive {
  /** What messages call it. */
  readonly name: string;
  /** Whether the user is logged in there; asked before anything else. */
  isOpen(): Promise<boolean>;
  /**
   * Acquisitions of a burst in one polarisation, in order of time.
   *
   * @throws FetchError
   */
  list(search: BurstSearch, signal?: AbortSignal): Promise<readonly WantedBurst[]>;
  /**
   * Fetches a burst into the folder of products.
   *
   * @returns path of the product.
   * @throws FetchError saying what was asked for and why it did not come.
   */
  fetchBurst(wanted: WantedBurst, hooks?: FetchHooks): Promise<string>;
  /**
   * Fetches elevation for a box into the folder of elevation.
   *
   * @returns paths of the new files.
   * @throws FetchError
   */
  fetchElevation(box: LonLatBox, hooks?: FetchHooks): Promise<string[]>;
}
