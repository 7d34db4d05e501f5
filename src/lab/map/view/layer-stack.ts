import type { MapModel } from '../model/map-model';
import type { IRaster } from '../raster';
import { levelFor } from './paint';
import type { IPlane, ISeat } from './plane';
import { planeOf, seatOf } from './plane';
import type { RasterLayer } from './raster-layer';
import { TILE_PX } from './raster-layer';
import type { RasterStore } from './raster-store';
import { ShownLayer } from './shown-layer';

/** A first view is read ahead up to this many pixels. */
const MOST_AHEAD_PX = 4e6;

/** What the strips above and below a map take of its height, and the free margins of both, about. */
const AROUND_PX: readonly [number, number] = [48, 190];

/** The layers of a map as they are drawn, kept in step with the model. */
export class LayerStack {
  /** Opens the layers of a model; the first raster that can be read decides the plane. */
  static async open(
    model: MapModel,
    store: RasterStore,
    sizePx: readonly [number, number]
  ): Promise<LayerStack> {
    const { layers } = model.spec;
    let failure: unknown = new Error('no layer');
    for (const { frames, frame, lines } of layers) {
      try {
        const raster = await store.get(frames[frame], lines);
        await raster.wantOverviews();
        readAhead(raster, sizePx);
        const stack = new LayerStack(model, store, raster);
        await stack._syncAll(layers[0].id);
        return stack;
      } catch (error) {
        failure = failure instanceof Error && failure.message === 'no layer' ? error : failure;
      }
    }
    throw failure;
  }

  readonly plane: IPlane;
  /** Of the raster that decided the plane. */
  readonly seat: ISeat;

  private constructor(
    private readonly _model: MapModel,
    private readonly _store: RasterStore,
    raster: IRaster
  ) {
    this.plane = planeOf(raster);
    this.seat = seatOf(raster, this.plane)!;
  }

  /** From the lowest to the uppermost. */
  get layers(): ShownLayer[] {
    return this._model.spec.layers.flatMap(({ id }) => this._layers.get(id) ?? []);
  }

  get(id: string): ShownLayer | null {
    return this._layers.get(id) ?? null;
  }

  /** From now on drawings go to the map, and changes are told. */
  show(onDrawn: (layer: RasterLayer) => void, onChange: () => void): void {
    this._onDrawn = onDrawn;
    this._onChange = onChange;
    this.layers.forEach(layer => layer.drawing && onDrawn(layer.drawing));
  }

  /** Takes over what the model says. */
  sync(): void {
    void this._syncAll(null);
  }

  /** Orders, hides and fades the drawings. */
  place(isHidden: (layer: ShownLayer) => boolean): void {
    this.layers.forEach((layer, index) => {
      layer.drawing?.setZIndex(index);
      layer.drawing?.setOpacity(layer.spec.opacity);
      if (!isHidden(layer)) {
        layer.drawing?.setVisible(layer.spec.isVisible);
      }
    });
  }

  dispose(): void {
    this._layers.forEach(layer => layer.dispose());
    this._layers.clear();
  }

  /** @param awaited the layer whose first drawing is waited for; its failure rejects */
  private async _syncAll(awaited: string | null): Promise<void> {
    const { layers } = this._model.spec;
    const waiting: Promise<void>[] = [];
    const isNew = new Set(
      layers.filter(spec => this._layers.get(spec.id)?.spec !== spec).map(spec => spec.id)
    );
    for (const spec of layers) {
      let layer = this._layers.get(spec.id);
      // What a changed layer hides is drawn anew too.
      if (!isNew.has(spec.id) && !(spec.mask && isNew.has(spec.mask.layer))) {
        continue;
      }
      if (!layer) {
        layer = new ShownLayer(spec, {
          plane: this.plane,
          store: this._store,
          other: id => this.get(id),
          onChange: () => this._onChange(),
          onDrawn: drawing => this._onDrawn(drawing)
        });
        this._layers.set(spec.id, layer);
      }
      const synced = layer.sync(spec);
      if (spec.id === awaited) {
        waiting.push(synced);
      }
    }
    for (const [id, layer] of [...this._layers]) {
      if (!layers.some(spec => spec.id === id)) {
        this._layers.delete(id);
        layer.dispose();
      }
    }
    await Promise.all(waiting);
    const only = layers.length === 1 && awaited !== null ? this.get(awaited) : null;
    if (only?.error && !only.drawn) {
      throw only.error;
    }
  }

  private readonly _layers = new Map<string, ShownLayer>();
  private _onDrawn: (layer: RasterLayer) => void = () => undefined;
  private _onChange: () => void = () => undefined;
}

/** Starts to read what the first view shows, while the coarsest level tells the range. */
function readAhead(raster: IRaster, sizePx: readonly [number, number]): void {
  const stepPx = Math.max(
    raster.widthPx / Math.max(100, sizePx[0] - AROUND_PX[0]),
    raster.heightPx / Math.max(100, sizePx[1] - AROUND_PX[1])
  );
  // Tiles are drawn at the power of two that is next to the view's resolution.
  const finer = 2 ** Math.floor(Math.log2(Math.max(1, stepPx)));
  const drawn = 2 * finer - stepPx < stepPx - finer ? 2 * finer : finer;
  const level = raster.levels[levelFor(raster, drawn, TILE_PX)];
  if (level.widthPx * level.heightPx <= MOST_AHEAD_PX) {
    const { samples } = raster.views[0];
    const all = { x0: 0, y0: 0, x1: level.widthPx, y1: level.heightPx };
    // What fails here fails again, and is told, when it is drawn.
    samples.forEach(sample => void level.read(sample, all).catch(() => undefined));
  }
}
