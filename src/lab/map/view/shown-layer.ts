import { datedFrame } from '../model/frames';
import type { IFrame, ILayerSpec } from '../model/spec';
import { OtherGeometry } from '../model/errors';
import type { IBandView, IPixel, IRaster } from '../raster';
import { pixelAt, valueAtPixel } from '../raster';
import { readView } from './paint';
import type { IPlane, ISeat } from './plane';
import { seatOf } from './plane';
import type { IDrawnBand, IPainting } from './raster-layer';
import { RasterLayer } from './raster-layer';
import type { RasterStore } from './raster-store';
import { rampColours, type RampId } from './ramps';
import type { IStretch } from './stretch';
import { rampFor, stretchFor } from './stretch';

export interface IShownLayerOptions {
  readonly plane: IPlane;
  readonly store: RasterStore;
  /** The layer of an id, for masks. */
  readonly other: (id: string) => ShownLayer | null;
  /** Something about the layer is another one: its raster, its range, an error. */
  readonly onChange: () => void;
  /** The drawing layer is made. */
  readonly onDrawn: (layer: RasterLayer) => void;
}

/** One layer of a map while it is shown: its open raster, its drawing, its error. */
export class ShownLayer {
  constructor(
    private _spec: ILayerSpec,
    private readonly _options: IShownLayerOptions
  ) {}

  get spec(): ILayerSpec {
    return this._spec;
  }

  /** Why it cannot be shown, or a part of it; null: nothing is wrong. */
  get error(): unknown {
    return this._error;
  }

  /** What is drawn; null before the first raster is open. */
  get drawn(): (IDrawnBand & { readonly frame: IFrame }) | null {
    return this._drawn;
  }

  get drawing(): RasterLayer | null {
    return this._drawing;
  }

  /** The range in use: the layer's own, or what suits its values. */
  get stretch(): IStretch {
    return this._spec.stretch ?? this._suits?.stretch ?? { low: 0, high: 1 };
  }

  get ramp(): RampId {
    return this._spec.ramp ?? rampFor(this._drawn?.view.kind ?? 'other');
  }

  /** Value of the reference place, which is subtracted; 0 without one. */
  get zero(): number {
    return this._zero;
  }

  /** Whether the reference place holds no data in the frame that is shown. */
  get isReferenceLost(): boolean {
    return this._isReferenceLost;
  }

  /** Whether no pixel of the raster holds data. */
  get isEmpty(): boolean {
    return this._suits?.isEmpty ?? false;
  }

  /** Takes the layer's record and shows it so. Never rejects: see `error`. */
  async sync(spec: ILayerSpec): Promise<void> {
    this._spec = spec;
    const asked = ++this._asked;
    const isStale = (): boolean => asked !== this._asked || this._isDisposed;
    try {
      this._opening = this._openFrame(spec, isStale);
      await this._opening;
      const { mask } = spec;
      const masking = mask && (await this._options.other(mask.layer)?.whenOpen());
      if (isStale()) {
        return;
      }
      this._error = null;
      this._draw(masking && mask ? { ...masking, atLeast: mask.atLeast } : null);
    } catch (error) {
      if (isStale()) {
        return;
      }
      this._error = error;
    }
    this._options.onChange();
  }

  /** Opens its files again: they changed, or could not be read. */
  reload(anyway = false): void {
    const { frames, frame } = this._spec;
    if (anyway) {
      this._options.store.allow(frames[frame].source);
    } else {
      this._options.store.forget(frames[frame].source);
    }
    this._suits = null;
    this._error = null;
    void this.sync(this._spec);
  }

  /** The band that is shown, as soon as its file is open; null: it cannot be opened. */
  async whenOpen(): Promise<IDrawnBand | null> {
    await this._opening.catch(() => undefined);
    return this._drawn;
  }

  /** The pixel below a place of the plane; null: outside. */
  pixelAt(x: number, y: number): IPixel | null {
    const at = this._drawn?.seat.toRaster(x, y);
    if (!at || !this._drawn) {
      return null;
    }
    const [column, row] = at.map(Math.floor);
    const { widthPx, heightPx } = this._drawn.raster;
    return column >= 0 && row >= 0 && column < widthPx && row < heightPx ? { column, row } : null;
  }

  dispose(): void {
    this._isDisposed = true;
    this._drawing?.dispose();
  }

  private async _openFrame(spec: ILayerSpec, isStale: () => boolean): Promise<void> {
    const { store, plane } = this._options;
    const frame = spec.frames[spec.frame];
    const raster = await store.get(frame, spec.lines);
    await raster.wantOverviews();
    const seat = this._seat(raster, plane);
    const view = raster.views.find(each => each.id === spec.band) ?? raster.views[0];
    const zero = spec.reference ? await valueNear(raster, view, spec.reference) : 0;
    const isOther = this._suits?.view !== view.id || this._suits.reference !== spec.reference;
    if (isOther) {
      const suits = await firstLook(raster, view, zero ?? 0);
      if (isStale()) {
        return;
      }
      // Kept for every frame: a range that moves with time would hide what changes.
      this._suits = { view: view.id, reference: spec.reference, ...suits };
    }
    if (!isStale()) {
      this._drawn = { raster, seat, view, frame: datedFrame(frame, raster.origin.days) };
      this._zero = zero ?? 0;
      this._isReferenceLost = zero === null;
    }
  }

  private _seat(raster: IRaster, plane: IPlane): ISeat {
    const known = this._drawn;
    if (known?.raster === raster) {
      return known.seat;
    }
    const seat = seatOf(raster, plane);
    if (!seat) {
      throw new OtherGeometry(raster.file, plane.ground === null);
    }
    return seat;
  }

  private _draw(mask: IPainting['mask']): void {
    const painting: IPainting = {
      ...this._drawn!,
      stretch: this.stretch,
      colours: rampColours(this.ramp),
      isRelief: this.ramp === 'relief',
      zero: this._zero,
      mask
    };
    if (this._drawing) {
      if (!isSamePainting(this._drawing.painting, painting)) {
        this._drawing.repaint(painting);
      }
      return;
    }
    this._drawing = new RasterLayer(this._options.plane, painting, error => {
      if (!this._error) {
        this._error = error;
        this._options.onChange();
      }
    });
    this._options.onDrawn(this._drawing);
  }

  private _asked = 0;
  private _isDisposed = false;
  private _error: unknown = null;
  private _zero = 0;
  private _suits: {
    view: string;
    reference: ILayerSpec['reference'];
    stretch: IStretch;
    isEmpty: boolean;
  } | null = null;
  private _drawn: (IDrawnBand & { readonly frame: IFrame }) | null = null;
  private _drawing: RasterLayer | null = null;
  private _isReferenceLost = false;
  private _opening: Promise<void> = Promise.resolve();
}

function isSamePainting(one: IPainting, other: IPainting): boolean {
  return (
    one.raster === other.raster &&
    one.view.id === other.view.id &&
    one.stretch.low === other.stretch.low &&
    one.stretch.high === other.stretch.high &&
    one.zero === other.zero &&
    one.isRelief === other.isRelief &&
    one.mask?.raster === other.mask?.raster &&
    one.mask?.view.id === other.mask?.view.id &&
    one.mask?.atLeast === other.mask?.atLeast &&
    one.colours.every((value, index) => value === other.colours[index])
  );
}

/** What the coarsest level tells about a view whose values count from `zero`. */
async function firstLook(
  raster: IRaster,
  view: IBandView,
  zero: number
): Promise<{ stretch: IStretch; isEmpty: boolean }> {
  const level = raster.levels.length - 1;
  const { widthPx, heightPx } = raster.levels[level];
  const values = await readView(raster, view, level, { x0: 0, y0: 0, x1: widthPx, y1: heightPx });
  const stretch = stretchFor(view.kind, zero === 0 ? values : values.map(value => value - zero));
  return { stretch, isEmpty: !values.some(Number.isFinite) };
}

async function valueNear(
  raster: IRaster,
  view: IBandView,
  [lonDeg, latDeg]: readonly [number, number]
): Promise<number | null> {
  const pixel = await pixelAt(raster, lonDeg, latDeg);
  return pixel && valueAtPixel(raster, view.id, pixel);
}
