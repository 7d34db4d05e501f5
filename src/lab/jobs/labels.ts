function inUnit(value: number, unit: string): string {
  return new Intl.NumberFormat(document.documentElement.lang || 'en', {
    style: 'unit',
    unit,
    maximumSignificantDigits: 3
  }).format(value);
}

/** A size in the language of the page, such as "1.23 MB". */
export function sizeLabel(sizeBytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, sizeBytes)) / 3));
  return inUnit(sizeBytes / 1000 ** power, units[power]);
}

/** A duration in the language of the page, such as "1.8 sec" or "12 min". */
export function durationLabel(durationS: number): string {
  if (durationS < 100) {
    return inUnit(durationS, 'second');
  }
  return durationS < 6000 ? inUnit(durationS / 60, 'minute') : inUnit(durationS / 3600, 'hour');
}
