import { GeoTIFF } from 'geotiff';

import type { RadarOrigin } from '../../../workflow';
import type { IBandView } from './bands';
import type { BlockCache } from './block-cache';
import { noDataTest } from './check-image';
import { FileTruncated, TooMuchToRead } from './errors';
import type { BlockValues, ILevel } from './level';
import { ImageLevel } from './level';
import type { Placement } from './placement';
import { RangeSource, type RangeFetch } from './range-source';
import type { SampledLevel } from './sampled-level';

/** How far overviews are that are made for a raster. */
export interface IOverviewsState {
  readonly state: 'waiting' | 'running' | 'failed';
  /** Share that is done, 0 to 1. */
  readonly progress: number;
  /** Why they failed; otherwise empty. */
  readonly message: string;
}

/** A GeoTIFF, open for reading by window. */
export interface IRaster {
  readonly file: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly placement: Placement;
  /** What can be shown, the best first; never empty. */
  readonly views: readonly IBandView[];
  /** The raster's own pixels first, then coarser ones: others, once overviews are made. */
  readonly levels: readonly ILevel[];
  /** Whether the coarsest level is a sample of rows or tiles, for want of overviews. */
  readonly isSampled: boolean;
  /** Overviews on their way; null: none are made. */
  readonly overviews: IOverviewsState | null;
  /** Called when there are better levels, or more of the sample; add and delete at will. */
  readonly whenRefined: Set<() => void>;
  /** Called when `overviews` is another. */
  readonly whenTold: Set<() => void>;
  /** Whether the file, or its name, calls the data simulated. */
  readonly isSimulated: boolean;
  /** What the file says of the radar data behind it. */
  readonly origin: RadarOrigin;
  /** Metadata items of the whole file, as they are stored. */
  readonly items: Readonly<Record<string, string>>;
  /** Type of the stored samples, as `float32` or `int16`, and the value that stands for no data. */
  readonly sampleType: string;
  readonly noData: number | null;
  /** Names of the stored bands; null for one without. */
  readonly bandNames: readonly (string | null)[];
  /**
   * Has overviews made where the raster has none and they can be: it can be read meanwhile. Settles
   * when they are begun, or there already.
   *
   * @throws TooMuchToRead where only some tiles can be read without them
   */
  wantOverviews(): Promise<void>;
}

/** Begins to make overviews of a raster; false: they cannot be made. */
export type MakeOverviews = (raster: Raster) => Promise<boolean>;

interface IRasterParts extends Pick<
  IRaster,
  | 'file'
  | 'widthPx'
  | 'heightPx'
  | 'placement'
  | 'views'
  | 'isSimulated'
  | 'origin'
  | 'items'
  | 'sampleType'
  | 'noData'
  | 'bandNames'
  | 'whenRefined'
> {
  /** Size of the file. */
  readonly sizeB: number;
  readonly levels: readonly ILevel[];
  readonly sample: SampledLevel | null;
  /** Bytes that would have to be read to show all of it; null: no more than is read unasked. */
  readonly unreadB: number | null;
  readonly fetch: RangeFetch;
  readonly cache: BlockCache<BlockValues>;
  readonly makeOverviews: MakeOverviews | null;
}

export class Raster implements IRaster {
  readonly file: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly placement: Placement;
  readonly views: readonly IBandView[];
  readonly isSimulated: boolean;
  readonly origin: RadarOrigin;
  readonly items: Readonly<Record<string, string>>;
  readonly sampleType: string;
  readonly noData: number | null;
  readonly bandNames: readonly (string | null)[];
  readonly sizeB: number;
  readonly whenRefined: Set<() => void>;
  readonly whenTold = new Set<() => void>();

  constructor(private readonly _parts: IRasterParts) {
    this.file = _parts.file;
    this.widthPx = _parts.widthPx;
    this.heightPx = _parts.heightPx;
    this.placement = _parts.placement;
    this.views = _parts.views;
    this.isSimulated = _parts.isSimulated;
    this.origin = _parts.origin;
    this.items = _parts.items;
    this.sampleType = _parts.sampleType;
    this.noData = _parts.noData;
    this.bandNames = _parts.bandNames;
    this.sizeB = _parts.sizeB;
    this.whenRefined = _parts.whenRefined;
    this._levels = _parts.levels;
  }

  get levels(): readonly ILevel[] {
    return this._levels;
  }

  get isSampled(): boolean {
    return this._parts.sample !== null && !this._hasOverviews;
  }

  get overviews(): IOverviewsState | null {
    return this._overviews;
  }

  async wantOverviews(): Promise<void> {
    const { makeOverviews, sample, unreadB, file } = this._parts;
    if (!sample || this._hasOverviews) {
      return;
    }
    this._wanted ??= makeOverviews?.(this) ?? Promise.resolve(false);
    const isMade = await this._wanted;
    if (!isMade) {
      this._wanted = null;
      if (unreadB !== null) {
        throw new TooMuchToRead(file, unreadB);
      }
    }
  }

  /** Says how far overviews are. */
  tell(state: IOverviewsState): void {
    this._overviews = state;
    this.whenTold.forEach(told => told());
  }

  /**
   * Takes overviews from a file that holds nothing else, the largest first: half of the raster.
   *
   * @throws MapError when they cannot be read, or are not of this raster
   */
  async takeOverviews(url: string): Promise<void> {
    const { file, fetch, cache, sample } = this._parts;
    const source = new RangeSource(url, file, fetch);
    const tiff = await GeoTIFF.fromSource(source);
    const count = await tiff.getImageCount();
    const levels: ILevel[] = [this._parts.levels[0]];
    for (let index = 0; index < count; index++) {
      const image = await tiff.getImage(index);
      if (index === 0 && image.getWidth() !== Math.ceil(this.widthPx / 2)) {
        throw new FileTruncated(file, source.fileSize ?? 0, null);
      }
      levels.push(new ImageLevel(image, file, `made-${index}`, noDataTest(image), cache));
    }
    sample?.stop();
    this._levels = levels;
    this._hasOverviews = true;
    this._overviews = null;
    this.whenTold.forEach(told => told());
    this.whenRefined.forEach(refined => refined());
  }

  private _levels: readonly ILevel[];
  private _hasOverviews = false;
  private _overviews: IOverviewsState | null = null;
  private _wanted: Promise<boolean> | null = null;
}
