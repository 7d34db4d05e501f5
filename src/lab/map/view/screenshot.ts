import { numberText } from './dom';
import type { MapView } from './map-view';
import { RAMP_LENGTH } from './ramps';

const PAD_PX = 12;
const LEGEND_PX = 46;
const BAR_PX = 12;

/** What stands below an image of the map. */
const ATTRIBUTION = 'Outlines: Natural Earth. Made with jupyterlab-insar.';

/**
 * The map as it is seen, with the legend of every layer below it and where the outlines are from.
 */
export function imageOf(view: MapView): HTMLCanvasElement {
  const { node } = view.frame;
  const ratio = window.devicePixelRatio || 1;
  const style = getComputedStyle(node);
  const ink = style.getPropertyValue('--jp-ui-font-color1').trim() || '#000';
  const paper = style.getPropertyValue('--jp-layout-color1').trim() || '#fff';
  const legends = view.legends();
  const widthPx = node.clientWidth;
  const heightPx = node.clientHeight + PAD_PX + legends.length * LEGEND_PX + 2 * PAD_PX;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(widthPx * ratio);
  canvas.height = Math.round(heightPx * ratio);
  const context = canvas.getContext('2d')!;
  context.scale(ratio, ratio);
  context.fillStyle = paper;
  context.fillRect(0, 0, widthPx, heightPx);
  for (const layer of node.querySelectorAll<HTMLCanvasElement>('.ol-layer canvas')) {
    context.globalAlpha = Number(layer.parentElement?.style.opacity || 1);
    context.drawImage(layer, 0, 0, widthPx, node.clientHeight);
  }
  context.globalAlpha = 1;
  context.font = `13px ${style.fontFamily || 'sans-serif'}`;
  context.textBaseline = 'top';
  let top = node.clientHeight + PAD_PX;
  for (const { title, stretch, colours } of legends) {
    context.fillStyle = ink;
    context.fillText(title, PAD_PX, top, widthPx - 2 * PAD_PX);
    const barPx = Math.min(420, widthPx - 2 * PAD_PX - 120);
    for (let index = 0; index < RAMP_LENGTH; index++) {
      const [red, green, blue] = colours.subarray(3 * index, 3 * index + 3);
      context.fillStyle = `rgb(${red} ${green} ${blue})`;
      const from = PAD_PX + 60 + (barPx * index) / RAMP_LENGTH;
      context.fillRect(from, top + 18, barPx / RAMP_LENGTH + 0.6, BAR_PX);
    }
    context.fillStyle = ink;
    context.textAlign = 'right';
    context.fillText(numberText(stretch.low, 4), PAD_PX + 54, top + 18);
    context.textAlign = 'left';
    context.fillText(numberText(stretch.high, 4), PAD_PX + 66 + barPx, top + 18);
    top += LEGEND_PX;
  }
  context.fillStyle = ink;
  context.font = `11px ${style.fontFamily || 'sans-serif'}`;
  context.fillText(ATTRIBUTION, PAD_PX, top);
  return canvas;
}

/** Offers the image as a PNG file. */
export async function saveImage(view: MapView, name: string): Promise<void> {
  const blob = await new Promise<Blob | null>(resolve => imageOf(view).toBlob(resolve));
  if (blob) {
    offer(blob, `${name.replace(/\.(tiff?|insarmap\.json)$/i, '')}.png`);
  }
}

/** Hands a file to the browser's downloads. */
export function offer(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
