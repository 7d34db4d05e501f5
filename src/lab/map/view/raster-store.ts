import type { IFrame, LayerSource } from '../model/spec';
import { sourceKey } from '../model/spec';
import type { IRaster } from '../raster';

/** How a raster is opened in spite of what stands against it. */
export interface IOpenAs {
  /** By line and sample, whatever the file says of its place. */
  readonly lines: boolean;
  /** However much must be read. */
  readonly anyway: boolean;
  /** Ends what goes on in the background for it: the map is closed. */
  readonly signal: AbortSignal;
}

/** Opens the raster of a source. @throws MapError */
export type OpenSource = (source: LayerSource, file: string, how: IOpenAs) => Promise<IRaster>;

/** The rasters of one map, each opened once. */
export class RasterStore {
  constructor(private readonly _open: OpenSource) {}

  /** The raster of a frame; a failed attempt is forgotten, so that the next one tries again. */
  get(frame: IFrame, lines: boolean): Promise<IRaster> {
    const key = sourceKey(frame.source);
    const how = { lines, anyway: this._anyway.has(key), signal: this._closed.signal };
    const known = this._rasters.get(`${key} ${lines}`);
    if (known) {
      return known;
    }
    const opened = this._open(frame.source, frame.file, how);
    this._rasters.set(`${key} ${lines}`, opened);
    opened.catch(() => this._rasters.delete(`${key} ${lines}`));
    return opened;
  }

  /** Reads this source from now on, however much it takes. */
  allow(source: LayerSource): void {
    this._anyway.add(sourceKey(source));
    this.forget(source);
  }

  /** The file changed: the next look opens it anew. */
  forget(source: LayerSource): void {
    for (const key of [...this._rasters.keys()]) {
      if (key.startsWith(`${sourceKey(source)} `)) {
        this._rasters.delete(key);
      }
    }
  }

  /** The map is closed, or opens everything anew. */
  dispose(): void {
    this._closed.abort();
  }

  private readonly _closed = new AbortController();
  private readonly _rasters = new Map<string, Promise<IRaster>>();
  private readonly _anyway = new Set<string>();
}
