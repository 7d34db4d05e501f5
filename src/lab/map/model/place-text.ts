const NUMBER = String.raw`([+-]?\d+(?:\.\d+)?)`;
const ANGLE = String.raw`${NUMBER}\s*°?\s*(?:(\d+(?:\.\d+)?)\s*['′]\s*)?(?:(\d+(?:\.\d+)?)\s*["″]\s*)?`;
const PLACE = new RegExp(
  String.raw`^\s*(?:([NSEW])\s*)?${ANGLE}([NSEW])?\s*[,;\s]\s*(?:([NSEW])\s*)?${ANGLE}([NSEW])?\s*$`,
  'i'
);

/**
 * `[longitude, latitude]` in degrees from what people type: latitude first, unless letters say
 * otherwise; decimal degrees, or degrees, minutes and seconds. Null: not a place.
 */
export function placeIn(text: string): [number, number] | null {
  const found = PLACE.exec(text.trim().replace(/\s+/g, ' '));
  if (!found) {
    return null;
  }
  const angle = (at: number): number => {
    const [degrees, minutes = 0, seconds = 0] = found
      .slice(at, at + 3)
      .map(part => Number(part ?? 0));
    const size = Math.abs(degrees) + minutes / 60 + seconds / 3600;
    return String(found[at]).startsWith('-') ? -size : size;
  };
  const letters = [found[1] ?? found[5], found[6] ?? found[10]].map(
    letter => letter?.toUpperCase() ?? ''
  );
  const values = [angle(2), angle(7)].map((value, index) =>
    /[SW]/.test(letters[index]) ? -value : value
  );
  const isEast = letters.map(letter => /[EW]/.test(letter));
  const isNorth = letters.map(letter => /[NS]/.test(letter));
  if ((isEast[0] && isEast[1]) || (isNorth[0] && isNorth[1])) {
    return null;
  }
  const [lat, lon] = isEast[0] || isNorth[1] ? [values[1], values[0]] : values;
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 360 ? [lon, lat] : null;
}
