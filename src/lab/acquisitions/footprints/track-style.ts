/** How the footprints of one track look: told apart by line pattern as well as by colour. */
export interface TrackStyle {
  /** CSS colour, legible on light and dark themes. */
  readonly colour: string;
  /** Lengths of dashes and gaps in pixels; empty for a full line. */
  readonly dash: readonly number[];
}

/** Okabe and Ito's colours without those that vanish on white or black: safe for colour blindness. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'];

const DASHES: readonly (readonly number[])[] = [[], [8, 4], [2, 4], [12, 4, 2, 4], [5, 5]];

/** Styles by relative orbit; the first few tracks differ in colour and pattern both. */
export function trackStyles(relativeOrbits: readonly number[]): Map<number, TrackStyle> {
  const tracks = [...new Set(relativeOrbits)].sort((a, b) => a - b);
  return new Map(
    tracks.map((track, index) => [
      track,
      { colour: COLOURS[index % COLOURS.length], dash: DASHES[index % DASHES.length] }
    ])
  );
}
