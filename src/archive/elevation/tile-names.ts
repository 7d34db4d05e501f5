/** West, south, east, north in degrees. */
export type LonLatBox = readonly [west: number, south: number, east: number, north: number];

/** Names of the Copernicus GLO-30 tiles (one degree each) that a box touches. */
export function glo30TileNames([west, south, east, north]: LonLatBox): string[] {
  const names: string[] = [];
  for (let lat = Math.floor(south); lat < north; lat++) {
    for (let lon = Math.floor(west); lon < east; lon++) {
      names.push(glo30TileName(lat, lon));
    }
  }
  return names;
}

/** Name of the tile whose south-west corner is at whole degrees `lat`, `lon`. */
export function glo30TileName(lat: number, lon: number): string {
  const wrapped = ((((lon + 180) % 360) + 360) % 360) - 180;
  const northing = `${lat < 0 ? 'S' : 'N'}${String(Math.abs(lat)).padStart(2, '0')}_00`;
  const easting = `${wrapped < 0 ? 'W' : 'E'}${String(Math.abs(wrapped)).padStart(3, '0')}_00`;
  return `Copernicus_DSM_COG_10_${northing}_${easting}_DEM`;
}
