import type { RampId } from '../view/ramps';
import type { IStretch } from '../view/stretch';

/**
 * Where a raster is: a path of the file browser, or a result of the InSAR back-end by its address
 * below the Jupyter server's base URL, without a query. Neither holds a login or a signature.
 */
export type LayerSource = { readonly path: string } | { readonly result: string };

/** One raster of a layer: a date or a pair, or the only one. */
export interface IFrame {
  readonly source: LayerSource;
  /** Name of the file, as messages say it. */
  readonly file: string;
  /** `YYYY-MM-DD` of the acquisition, or of the pair's first one; null: not known. */
  readonly firstDate: string | null;
  /** `YYYY-MM-DD` of the pair's second acquisition; null for a single date. */
  readonly secondDate: string | null;
}

/** What is hidden: pixels where a band of another layer, or of this one, is below a value. */
export interface IMaskSpec {
  /** Id of a layer; that of the masked layer itself is allowed. */
  readonly layer: string;
  readonly atLeast: number;
}

/** One layer of a map. Null means: what suits the values. */
export interface ILayerSpec {
  readonly id: string;
  readonly name: string;
  /** In the order of time; never empty. */
  readonly frames: readonly IFrame[];
  /** Index of the frame that is shown. */
  readonly frame: number;
  readonly band: string | null;
  readonly isVisible: boolean;
  /** 0 to 1. */
  readonly opacity: number;
  readonly ramp: RampId | null;
  readonly stretch: IStretch | null;
  readonly mask: IMaskSpec | null;
  /** Place whose value counts as zero: `[longitude, latitude]` in degrees. */
  readonly reference: readonly [number, number] | null;
  /** The user wants the values as they are stored: no reference is set by itself. */
  readonly isUnreferenced: boolean;
  /** Shown by line and sample, whatever the file says of its place. */
  readonly lines: boolean;
}

/** An area (a closed ring is not needed) or a line that is asked about. */
export interface IShapeSpec {
  readonly kind: 'area' | 'line';
  /**
   * Corners: `[longitude, latitude]`, or sample and minus line. An area has two opposite ones, and
   * is a box of the map; a line has two or more.
   */
  readonly places: readonly (readonly [number, number])[];
}

/** The outline of a burst that is drawn on the map. */
export interface IFootprintSpec {
  readonly label: string;
  /** `[longitude, latitude]` in degrees. */
  readonly ring: readonly (readonly [number, number])[];
}

/** A map as it is saved. */
export interface IMapSpec {
  /** From the lowest layer to the uppermost. */
  readonly layers: readonly ILayerSpec[];
  /** Centre and size of a screen pixel; in radar geometry x is the sample and y minus the line. */
  readonly view: {
    readonly center: readonly [number, number];
    readonly isLonLat: boolean;
    readonly resolution: number;
  } | null;
  /** Places that were asked about: `[longitude, latitude]`, or sample and minus line. */
  readonly points: readonly (readonly [number, number])[];
  /** The area or the line that was asked about. */
  readonly shape: IShapeSpec | null;
  readonly footprints: readonly IFootprintSpec[];
}

export const EMPTY_MAP: IMapSpec = {
  layers: [],
  view: null,
  points: [],
  shape: null,
  footprints: []
};

/** Marks a document as a map. */
export const FORMAT = 'insarmap';

/** Of the document's form. */
export const VERSION = 1;

/** A layer of these frames, with everything as suits the values. */
export function layerOf(id: string, name: string, frames: readonly IFrame[]): ILayerSpec {
  return {
    id,
    name,
    frames,
    frame: 0,
    band: null,
    isVisible: true,
    opacity: 1,
    ramp: null,
    stretch: null,
    mask: null,
    reference: null,
    isUnreferenced: false,
    lines: false
  };
}

/** A key that two sources share exactly when they are the same raster. */
export function sourceKey(source: LayerSource): string {
  return 'path' in source ? `path:${source.path}` : `result:${source.result}`;
}

/** The document of a map: JSON with a line for each thing. */
export function writeMap(map: IMapSpec): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, ...map }, null, 2)}\n`;
}
