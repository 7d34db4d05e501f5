/**
 * A map from raster coordinates to a plane:
 * `x = a * column + b * row + c`, `y = d * column + e * row + f`.
 * Column and row count from the upper left corner of the upper left pixel, so that the centre of
 * the first pixel is (0.5, 0.5).
 */
export interface IAffine {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

export const IDENTITY: IAffine = { a: 1, b: 0, c: 0, d: 0, e: 1, f: 0 };

/** Where a point goes: `[x, y]`. */
export function apply(map: IAffine, column: number, row: number): [number, number] {
  return [map.a * column + map.b * row + map.c, map.d * column + map.e * row + map.f];
}

/** The map back. A degenerate map (pixels without area) has none: null. */
export function invert(map: IAffine): IAffine | null {
  const determinant = map.a * map.e - map.b * map.d;
  if (!Number.isFinite(determinant) || determinant === 0) {
    return null;
  }
  const a = map.e / determinant;
  const b = -map.b / determinant;
  const d = -map.d / determinant;
  const e = map.a / determinant;
  return { a, b, c: -(a * map.c + b * map.f), d, e, f: -(d * map.c + e * map.f) };
}

/** The map whose results are those of `map` with both axes scaled. */
export function scaled(map: IAffine, factorX: number, factorY: number): IAffine {
  return {
    a: map.a * factorX,
    b: map.b * factorX,
    c: map.c * factorX,
    d: map.d * factorY,
    e: map.e * factorY,
    f: map.f * factorY
  };
}

/** Box around a raster of this size in the plane: `[minX, minY, maxX, maxY]`. */
export function extentOf(
  map: IAffine,
  widthPx: number,
  heightPx: number
): [number, number, number, number] {
  const corners = [
    apply(map, 0, 0),
    apply(map, widthPx, 0),
    apply(map, 0, heightPx),
    apply(map, widthPx, heightPx)
  ];
  const xs = corners.map(corner => corner[0]);
  const ys = corners.map(corner => corner[1]);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}
