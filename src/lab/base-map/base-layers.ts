import Graticule from 'ol/layer/Graticule';
import VectorLayer from 'ol/layer/Vector';
import VectorSource from 'ol/source/Vector';
import Fill from 'ol/style/Fill';
import Stroke from 'ol/style/Stroke';
import Style from 'ol/style/Style';
import Text from 'ol/style/Text';

import { outlinesAround } from './outlines';
import type { IGroundPlane } from './ground-plane';

/** Colours that canvases need as values, from JupyterLab's theme. */
interface IThemeColours {
  readonly line: string;
  readonly halo: string;
  readonly text: string;
  readonly grid: string;
}

function themeColours(node: HTMLElement): IThemeColours {
  const style = getComputedStyle(node);
  const read = (name: string, otherwise: string): string =>
    style.getPropertyValue(name).trim() || otherwise;
  return {
    line: read('--jp-ui-font-color1', '#333'),
    halo: read('--jp-layout-color1', '#fff'),
    text: read('--jp-ui-font-color1', '#333'),
    grid: read('--jp-border-color1', '#bdbdbd')
  };
}

/** Degrees with no more decimals than the lines of the graticule need. */
function degreeText(value: number, positive: string, negative: string): string {
  const size = Number(Math.abs(value).toFixed(4));
  return size === 0 ? '0°' : `${size}° ${value < 0 ? negative : positive}`;
}

/** Steps of the graticule in degrees, all of them short decimals. */
const INTERVALS_DEG = [
  90, 30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001
];

function graticule(colours: IThemeColours, targetPx: number): Graticule {
  const label = (align: 'center' | 'end', baseline: 'top' | 'middle'): Text =>
    new Text({
      font: '11px sans-serif',
      textAlign: align,
      textBaseline: baseline,
      fill: new Fill({ color: colours.text }),
      stroke: new Stroke({ color: colours.halo, width: 3 })
    });
  return new Graticule({
    strokeStyle: new Stroke({ color: colours.grid, width: 1, lineDash: [2, 4] }),
    showLabels: true,
    wrapX: false,
    targetSize: targetPx,
    intervals: INTERVALS_DEG,
    lonLabelPosition: 0.99,
    latLabelPosition: 0.995,
    lonLabelFormatter: lon => degreeText(((lon + 540) % 360) - 180, 'E', 'W'),
    latLabelFormatter: lat => degreeText(lat, 'N', 'S'),
    lonLabelStyle: label('center', 'top'),
    latLabelStyle: label('end', 'middle'),
    zIndex: 1002
  });
}

/** Coasts, borders and the graticule of a map, in the theme's colours; they need no network. */
export class BaseLayers {
  readonly outlines: VectorLayer<VectorSource>;
  graticule: Graticule;

  constructor(
    private readonly _plane: IGroundPlane,
    private readonly _node: HTMLElement
  ) {
    this.outlines = new VectorLayer({
      source: new VectorSource({ wrapX: false }),
      zIndex: 1001,
      updateWhileAnimating: true
    });
    // Meridians crowd towards the poles; labels on them need some room.
    const [, south, , north] = _plane.ground?.surroundings ?? [0, 0, 0, 0];
    const shrink = Math.cos(((south + north) / 2) * (Math.PI / 180));
    this._targetPx = Math.max(120, 70 / Math.max(0.1, shrink));
    this.graticule = graticule(themeColours(_node), this._targetPx);
    this.restyle();
  }

  /** Reads the outlines; a map without them is still a map, so failure is not reported. */
  async load(): Promise<void> {
    const features = await outlinesAround(this._plane).catch(() => []);
    this.outlines.getSource()?.addFeatures(features);
  }

  /** Takes the colours of the present theme. A graticule cannot be restyled, so it is made anew. */
  restyle(): void {
    const colours = themeColours(this._node);
    this.outlines.setStyle([
      new Style({ stroke: new Stroke({ color: colours.halo, width: 2.5 }) }),
      new Style({ stroke: new Stroke({ color: colours.line, width: 1 }) })
    ]);
    this.graticule = graticule(colours, this._targetPx);
  }

  private readonly _targetPx: number;
}
