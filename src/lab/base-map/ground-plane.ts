/** The plane that a map is drawn in, as far as coasts and borders need it. */
export interface IGroundPlane {
  /** Null where the plane has no place on the Earth. */
  readonly ground: {
    /** Degrees to the plane, or null where it has no such place. */
    fromLonLat(lonDeg: number, latDeg: number): [number, number] | null;
    /** `[west, south, east, north]` in degrees: what is drawn. */
    readonly surroundings: readonly [number, number, number, number];
  } | null;
}
