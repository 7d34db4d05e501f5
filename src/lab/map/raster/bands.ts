/** What the numbers of a band mean, as far as names tell. Decides stretch and colours. */
export type BandKind =
  'coherence' | 'phase' | 'unwrapped' | 'displacement' | 'amplitude' | 'height' | 'other';

/** One thing that can be shown: a band of the file, or an amplitude made from two. */
export interface IBandView {
  /** Unique in the file. */
  readonly id: string;
  /** As the user reads it. */
  readonly label: string;
  readonly kind: BandKind;
  /** As `rad` or `dB`; empty: a plain number, or not known. */
  readonly unit: string;
  /** Zero-based bands of the file that it is made from. */
  readonly samples: readonly number[];
  /** Makes the value from the bands' values (none of them no-data); null: the band as stored. */
  readonly combine: ((...values: number[]) => number) | null;
}

const COHERENCE = /(^|[_\-\s.])coh(erence)?([_\-\s.]|$)/i;
const PHASE = /(^|[_\-\s.])(phi|phase|ifg)([_\-\s.]|$)/i;
const UNWRAPPED = /(^|[_\-\s.])unw(rapped)?([_\-\s.]|$)/i;
const DISPLACEMENT = /(^|[_\-\s.])(disp(lacement)?|velocity|los)([_\-\s.]|$)/i;
const HEIGHT = /(^|[_\-\s.])(dem|dsm|dtm|height|elevation)([_\-\s.]|$)/i;
const AMPLITUDE = /(^|[_\-\s.])amp(litude)?([_\-\s.]|$)/i;
const DECIBELS = /(^|[_\-\s.(])db([_\-\s.)]|$)/i;

/** What a name says about the numbers. */
export function kindOf(name: string): BandKind {
  const kinds: readonly (readonly [RegExp, BandKind])[] = [
    [COHERENCE, 'coherence'],
    [UNWRAPPED, 'unwrapped'],
    [PHASE, 'phase'],
    [DISPLACEMENT, 'displacement'],
    [AMPLITUDE, 'amplitude'],
    [HEIGHT, 'height']
  ];
  return kinds.find(([pattern]) => pattern.test(name))?.[1] ?? 'other';
}

/** 20 log10(a): an amplitude in decibels; no-data where it is not above zero. */
export function amplitudeDb(amplitude: number): number {
  return amplitude > 0 ? 20 * Math.log10(amplitude) : NaN;
}

/** 10 log10(i^2 + q^2): intensity in decibels; no-data where the pixel is exactly zero. */
export function intensityDb(i: number, q: number): number {
  const intensity = i * i + q * q;
  return intensity > 0 ? 10 * Math.log10(intensity) : NaN;
}

/**
 * What to offer for a file. `names` holds one description a band (null: none). Pairs of `i_X` and
 * `q_X` come first as intensity, because neither part alone shows a scene.
 */
export function bandViews(
  names: readonly (string | null)[],
  file: string,
  units: readonly (string | null)[] = []
): IBandView[] {
  const single = names.length === 1;
  const stored = names.map((name, sample): IBandView => {
    const kind = kindOf(name || (single ? file : ''));
    return {
      id: String(sample + 1),
      label: name || (single ? file.replace(/\.tiff?$/i, '') : `Band ${sample + 1}`),
      kind,
      unit: units[sample] ?? (kind === 'phase' || kind === 'unwrapped' ? 'rad' : ''),
      samples: [sample],
      combine: null
    };
  });
  const intensities = names.flatMap((name, i): IBandView[] => {
    const suffix = /^i(_.+)?$/i.exec(name ?? '')?.[1] ?? null;
    const q = suffix === null ? -1 : names.findIndex(other => other === `q${suffix}`);
    return q < 0
      ? []
      : [
          {
            id: `intensity${suffix}`,
            label: `Intensity ${suffix!.slice(1)} (dB)`,
            kind: 'amplitude',
            unit: 'dB',
            samples: [i, q],
            combine: intensityDb
          }
        ];
  });
  const decibels = stored
    .filter(view => view.kind === 'amplitude' && !DECIBELS.test(view.label))
    .map((view): IBandView => ({
      ...view,
      id: `${view.id}-dB`,
      label: `${view.label} (dB)`,
      unit: 'dB',
      combine: amplitudeDb
    }));
  return [...intensities, ...decibels, ...stored];
}

/** Bands that hold latitude and longitude of each pixel of a raster in radar geometry, or null. */
export function gridBands(
  names: readonly (string | null)[]
): { readonly lat: number; readonly lon: number } | null {
  const lat = names.indexOf('grid_lat');
  const lon = names.indexOf('grid_lon');
  return lat < 0 || lon < 0 ? null : { lat, lon };
}
