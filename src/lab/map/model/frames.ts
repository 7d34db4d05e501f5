import type { IFrame, LayerSource } from './spec';

const DATE = /(?<!\d)(19|20)(\d{2})-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)/g;

/**
 * Dates in the name of a file, as `YYYY-MM-DD`: `coh_VV_20240809_20240821.tif` holds a pair,
 * `openEO_2023-03-19Z.tif` a single one. Times after a date are passed over.
 */
export function datesOf(file: string): string[] {
  const dates = [...file.matchAll(DATE)].map(
    ([, century, year, month, day]) => `${century}${year}-${month}-${day}`
  );
  const real = dates.filter(
    date => new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10) === date
  );
  return [...new Set(real)].slice(0, 2);
}

/** A frame from where a raster is, with the dates that its name holds. */
export function frameOf(source: LayerSource, file: string): IFrame {
  const [first = null, second = null] = datesOf(file);
  const isTurned = first !== null && second !== null && second < first;
  return {
    source,
    file,
    firstDate: isTurned ? second : first,
    secondDate: isTurned ? first : second
  };
}

/** A frame with the days that its file tells, where its name does not tell as many. */
export function datedFrame(frame: IFrame, days: readonly string[] = []): IFrame {
  const known = [frame.firstDate, frame.secondDate].filter(date => date !== null).length;
  const [first, second = null] = [...days].sort();
  return days.length > known ? { ...frame, firstDate: first, secondDate: second } : frame;
}

/** Frames in the order of their first and second dates; those without a date by name, at the end. */
export function framesByTime(frames: readonly IFrame[]): IFrame[] {
  const key = (frame: IFrame): string =>
    `${frame.firstDate ?? '9999'} ${frame.secondDate ?? ''} ${frame.file}`;
  return [...frames].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}

/** A pair or a date in words. */
export function dateText({ firstDate, secondDate }: IFrame): string {
  return secondDate === null ? (firstDate ?? '') : `${firstDate} – ${secondDate}`;
}

/** A name without its dates and its ending: what rasters of one kind share. */
function stemOf(file: string): string {
  const bare = file
    .replace(/\.tiff?$/i, '')
    .replace(DATE, '')
    .replace(/[_\-\s.]{2,}/g, '_');
  return bare.replace(/^[_\-\s.]+|[_\-\s.Z]+$/g, '');
}

/**
 * Rasters as layers: those whose names differ by their dates alone make one layer in the order of
 * time, every other one a layer of its own.
 */
export function layersOf(
  frames: readonly IFrame[]
): { readonly name: string; readonly frames: readonly IFrame[] }[] {
  const groups = new Map<string, IFrame[]>();
  for (const frame of frames) {
    const key = frame.firstDate === null ? `file ${frame.file}` : `time ${stemOf(frame.file)}`;
    groups.set(key, [...(groups.get(key) ?? []), frame]);
  }
  return [...groups.values()].map(group => ({
    name:
      group.length > 1
        ? stemOf(group[0].file) || group[0].file
        : group[0].file.replace(/\.tiff?$/i, ''),
    frames: framesByTime(group)
  }));
}
