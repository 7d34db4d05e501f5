/**
 * A way to colour numbers: `coherence`, `grey` and `heat` grow lighter in even steps, `cycle`
 * closes, and `diverging` is lightest in its middle. `relief` is grey for the shade of a slope, which
 * stands for heights.
 */
export type RampId = 'coherence' | 'grey' | 'heat' | 'cycle' | 'diverging' | 'relief';

/** Entries of a colour table; the last one stands for the upper end of the stretch. */
export const RAMP_LENGTH = 256;

const cube = (value: number): number => value * value * value;

/**
 * OKLCH to sRGB in bytes, clipped to the gamut: Björn Ottosson, "A perceptual color space for
 * image processing" (2020), and the sRGB transfer function of IEC 61966-2-1.
 */
export function oklch(lightness: number, chroma: number, hueDeg: number): [number, number, number] {
  const hue = (hueDeg * Math.PI) / 180;
  const a = chroma * Math.cos(hue);
  const b = chroma * Math.sin(hue);
  const l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
  const m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
  const s = cube(lightness - 0.0894841775 * a - 1.291485548 * b);
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s
  ];
  return linear.map(value => {
    const clipped = Math.min(1, Math.max(0, value));
    const encoded =
      clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * Math.pow(clipped, 1 / 2.4) - 0.055;
    return Math.round(255 * encoded);
  }) as [number, number, number];
}

function entry(ramp: RampId, t: number): [number, number, number] {
  switch (ramp) {
    case 'coherence':
      // Dark violet over blue and green to light yellow: even in lightness, read by anyone who
      // tells blue from yellow, and in grey print too.
      return oklch(0.26 + 0.68 * t, 0.09 + 0.07 * Math.sin(Math.PI * t) + 0.03 * t, 300 - 195 * t);
    case 'grey':
    case 'relief':
      return oklch(0.12 + 0.86 * t, 0, 0);
    case 'heat':
      return oklch(0.22 + 0.74 * t, 0.16 * Math.sin(Math.PI * t), 25 + 80 * t);
    case 'diverging': {
      // Blue below, red above, equally dark at both ends.
      const off = Math.abs(2 * t - 1);
      return oklch(0.95 - 0.5 * off, 0.16 * Math.pow(off, 0.8), t < 0.5 ? 255 : 30);
    }
    case 'cycle':
      // One turn of hue; lightness waves twice, so that a fringe keeps its shape in grey.
      return oklch(0.66 + 0.12 * Math.cos(2 * Math.PI * t), 0.12, 30 + 360 * t);
  }
}

/** Colour table of a ramp: `RAMP_LENGTH` triples of red, green, blue. */
export function rampColours(ramp: RampId): Uint8ClampedArray {
  const colours = new Uint8ClampedArray(3 * RAMP_LENGTH);
  for (let index = 0; index < RAMP_LENGTH; index++) {
    colours.set(entry(ramp, index / (RAMP_LENGTH - 1)), 3 * index);
  }
  return colours;
}
