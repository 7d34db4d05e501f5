/** A map projection, between longitude and latitude in degrees (WGS 84) and map coordinates. */
export interface Projection {
  readonly epsg: number;
  /** `degree` for a geographic CRS, whose x is longitude and y latitude. */
  readonly unit: 'metre' | 'degree';
  /** Map coordinates, NaN where the projection has no value. */
  forward(lonDeg: number, latDeg: number): [x: number, y: number];
  inverse(x: number, y: number): [lonDeg: number, latDeg: number];
}
