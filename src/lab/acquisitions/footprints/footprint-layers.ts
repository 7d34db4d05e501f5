import Feature from 'ol/Feature';
import type { FeatureLike } from 'ol/Feature';
import Polygon from 'ol/geom/Polygon';
import type { Coordinate } from 'ol/coordinate';
import type { Extent } from 'ol/extent';
import VectorLayer from 'ol/layer/Vector';
import VectorImageLayer from 'ol/layer/VectorImage';
import { fromLonLat } from 'ol/proj';
import VectorSource from 'ol/source/Vector';
import Fill from 'ol/style/Fill';
import Stroke from 'ol/style/Stroke';
import Style from 'ol/style/Style';
import Text from 'ol/style/Text';

import type { LonLat } from '../../../workflow';
import type { BurstSeries } from '../series';
import { trackStyles } from './track-style';
import type { TrackStyle } from './track-style';

/** A footprint carries its burst's name from this width on, in pixels. */
const NAMED_FROM_PX = 110;

/**
 * The drawn picture reaches this many times over the map, so that moving the map shows the picture
 * that is there instead of drawing a thousand outlines anew.
 */
const IMAGE_RATIO = 2;

/** One series on the map. */
interface Footprint {
  readonly feature: Feature;
  readonly series: BurstSeries;
}

/** Closed ring of degrees in the plane of the map. */
export function ringInPlane(ring: readonly LonLat[]): Coordinate[] {
  return ring.map(point => fromLonLat([point[0], Math.max(-85, Math.min(85, point[1]))]));
}

/** Footprints by track, the one that is pointed at and the chosen one above them. */
export class FootprintLayers {
  constructor() {
    this.layers = [this._footprints, this._names, this._highlights];
  }

  readonly layers: readonly (VectorImageLayer<VectorSource> | VectorLayer<VectorSource>)[];

  /** Box around all footprints in the plane; null without any. */
  get extent(): Extent | null {
    return this._source.isEmpty() ? null : this._source.getExtent();
  }

  /** Shows these series, in colours of the theme of `node`. */
  show(series: readonly BurstSeries[], node: HTMLElement): void {
    const theme = getComputedStyle(node);
    this._halo = theme.getPropertyValue('--jp-layout-color1').trim() || '#fff';
    this._text = theme.getPropertyValue('--jp-ui-font-color1').trim() || '#333';
    this._styles = trackStyles(series.map(({ relativeOrbit }) => relativeOrbit));
    this._outlines = new Map(
      [...this._styles].map(([track, style]) => [track, outlineOf(style, this._halo)])
    );
    this._source.clear(true);
    this._byKey.clear();
    for (const one of series) {
      const feature = new Feature(new Polygon([ringInPlane(one.footprint)]));
      feature.setId(one.key);
      this._byKey.set(one.key, { feature, series: one });
    }
    this._source.addFeatures([...this._byKey.values()].map(({ feature }) => feature));
    this.highlight(this._highlighted.chosen, this._highlighted.pointed);
  }

  /** Marks the chosen series and the one that is pointed at. */
  highlight(chosen: string | null, pointed: string | null): void {
    if (chosen !== this._highlighted.chosen) {
      this._names.changed();
    }
    this._highlighted = { chosen, pointed };
    const source = this._highlights.getSource()!;
    source.clear(true);
    for (const key of new Set([chosen, pointed])) {
      const found = key === null ? undefined : this._byKey.get(key);
      if (found) {
        const marked = new Feature(found.feature.getGeometry());
        marked.setStyle((_, resolution) => this._markOf(found, key === chosen, resolution));
        source.addFeature(marked);
      }
    }
  }

  /** Keys of the series at a place of the plane, the one whose middle is nearest first. */
  keysAt(place: Coordinate): string[] {
    const away = (feature: Feature): number => {
      const [x, y] = (feature.getGeometry() as Polygon).getInteriorPoint().getCoordinates();
      return Math.hypot(x - place[0], y - place[1]);
    };
    return this._source
      .getFeaturesAtCoordinate(place)
      .sort((a, b) => away(a) - away(b))
      .map(feature => String(feature.getId()));
  }

  /** Box around one series in the plane; null where it is not shown. */
  extentOf(key: string): Extent | null {
    return this._byKey.get(key)?.feature.getGeometry()?.getExtent() ?? null;
  }

  private _markOf({ feature, series }: Footprint, isChosen: boolean, resolution: number): Style[] {
    const { colour } = this._styles.get(series.relativeOrbit)!;
    const isNamed = !isChosen && isWide(feature, resolution);
    return [
      new Style({ stroke: new Stroke({ color: this._halo, width: isChosen ? 7 : 5 }) }),
      new Style({
        stroke: new Stroke({ color: colour, width: isChosen ? 4 : 2.5 }),
        fill: new Fill({ color: `${colour}${isChosen ? '55' : '2a'}` }),
        text: isNamed ? undefined : this._textOf(series)
      })
    ];
  }

  private _nameOf(feature: FeatureLike, resolution: number): Style | undefined {
    const found = this._byKey.get(String(feature.getId()));
    // The name of the chosen one must not give way to others.
    const isOwn = found?.series.key !== this._highlighted.chosen;
    return found && isOwn && isWide(found.feature, resolution)
      ? new Style({ text: this._textOf(found.series) })
      : undefined;
  }

  private _textOf({ relativeOrbit, burstId, subSwath }: BurstSeries): Text {
    return new Text({
      text: `${relativeOrbit}: ${burstId} ${subSwath}`,
      font: '11px sans-serif',
      fill: new Fill({ color: this._text }),
      stroke: new Stroke({ color: this._halo, width: 3 }),
      overflow: true
    });
  }

  private _halo = '#fff';
  private _text = '#333';
  private _styles = new Map<number, TrackStyle>();
  private _highlighted: { chosen: string | null; pointed: string | null } = {
    chosen: null,
    pointed: null
  };
  private _outlines = new Map<number, Style[]>();
  private readonly _byKey = new Map<string, Footprint>();
  private readonly _source = new VectorSource<Feature>({ wrapX: false });
  private readonly _footprints = new VectorImageLayer({
    source: this._source,
    imageRatio: IMAGE_RATIO,
    zIndex: 990,
    style: feature => {
      const found = this._byKey.get(String(feature.getId()));
      return found && this._outlines.get(found.series.relativeOrbit);
    }
  });
  private readonly _names = new VectorLayer({
    source: this._source,
    declutter: true,
    zIndex: 1003,
    style: (feature, resolution) => this._nameOf(feature, resolution)
  });
  private readonly _highlights = new VectorLayer({
    source: new VectorSource<Feature>({ wrapX: false }),
    zIndex: 991
  });
}

function isWide(feature: Feature, resolution: number): boolean {
  const [west, , east] = feature.getGeometry()!.getExtent();
  return (east - west) / resolution >= NAMED_FROM_PX;
}

function outlineOf({ colour, dash }: TrackStyle, halo: string): Style[] {
  return [
    new Style({ stroke: new Stroke({ color: halo, width: 3.5 }) }),
    new Style({
      stroke: new Stroke({ color: colour, width: 1.5, lineDash: [...dash], lineCap: 'butt' }),
      fill: new Fill({ color: `${colour}0d` })
    })
  ];
}
