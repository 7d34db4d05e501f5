/** One resolution of the file that is being written, and where its tiles lie. */
export interface PyramidLevel {
  readonly width: number;
  readonly height: number;
  readonly tilesAcross: number;
  readonly tilesDown: number;
  /** Of the packed bytes of each tile in row-major order; the leader of 4 bytes is before them. */
  readonly offsets: Float64Array;
  readonly byteCounts: Float64Array;
}

/** Full resolution, then halves of it until one tile holds the whole raster. */
export function pyramidLevels(width: number, height: number, tileSize: number): PyramidLevel[] {
  const levels: PyramidLevel[] = [];
  let [w, h] = [width, height];
  for (;;) {
    const tilesAcross = Math.ceil(w / tileSize);
    const tilesDown = Math.ceil(h / tileSize);
    const tiles = tilesAcross * tilesDown;
    levels.push({
      width: w,
      height: h,
      tilesAcross,
      tilesDown,
      offsets: new Float64Array(tiles),
      byteCounts: new Float64Array(tiles)
    });
    if (tiles === 1) {
      return levels;
    }
    w = Math.ceil(w / 2);
    h = Math.ceil(h / 2);
  }
}
