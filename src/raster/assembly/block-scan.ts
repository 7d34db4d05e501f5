/*
 * Boxes of blocks of quads and areas of their quads; the twin is in ../geocode/block-scan.ts.
 */

// @ts-ignore: decorator
@inline
function cross(ax: v128, ay: v128, bx: v128, by: v128): v128 {
  return f32x4.sub(f32x4.mul(ax, by), f32x4.mul(ay, bx));
}

/**
 * Widens the boxes of the blocks of a line by its longitudes and latitudes, and the ranges of areas by
 * those of the quads between the upper line and this one, at each of their corners. Each block has
 * `blockSamples` quads; one of fewer than four is left as it is.
 *
 * @param upperLon - Place of the upper line; that of the line itself where there is none.
 * @param blocks - Seven vectors of four float32 a block, to be taken together: west, east, south,
 *   north, least and greatest area, and something that is NaN once a pixel is.
 */
export function scanLine(
  upperLon: usize,
  upperLat: usize,
  lon: usize,
  lat: usize,
  count: u32,
  blockSamples: u32,
  blocks: usize
): void {
  const hasUpper = upperLon != lon;
  for (let first: u32 = 0; first + 1 < count; first += blockSamples) {
    const samples = min(blockSamples, count - 1 - first);
    if (samples >= 4) {
      const at: usize = 4 * <usize>first;
      widen(lon + at, lat + at, samples + 1, blocks);
      if (hasUpper) {
        widenAreas(upperLon + at, upperLat + at, lon + at, lat + at, samples, blocks);
      }
    }
    blocks += 112;
  }
}

// @ts-ignore: decorator
@inline
function widen(lon: usize, lat: usize, pixels: u32, block: usize): void {
  let west = v128.load(block);
  let east = v128.load(block, 16);
  let south = v128.load(block, 32);
  let north = v128.load(block, 48);
  for (let next: u32 = 0; next < pixels; next += 4) {
    // The last step goes over pixels again rather than beyond the block.
    const i: usize = 4 * <usize>(next + 4 <= pixels ? next : pixels - 4);
    const x = v128.load(lon + i);
    const y = v128.load(lat + i);
    west = f32x4.pmin(west, x);
    east = f32x4.pmax(east, x);
    south = f32x4.pmin(south, y);
    north = f32x4.pmax(north, y);
  }
  v128.store(block, west);
  v128.store(block, east, 16);
  v128.store(block, south, 32);
  v128.store(block, north, 48);
}

// @ts-ignore: decorator
@inline
function widenAreas(
  upperLon: usize,
  upperLat: usize,
  lon: usize,
  lat: usize,
  samples: u32,
  block: usize
): void {
  let least = v128.load(block, 64);
  let most = v128.load(block, 80);
  let sum = v128.load(block, 96);
  for (let next: u32 = 0; next < samples; next += 4) {
    const i: usize = 4 * <usize>(next + 4 <= samples ? next : samples - 4);
    const ax0 = v128.load(upperLon + i);
    const ay0 = v128.load(upperLat + i);
    const ax1 = v128.load(upperLon + i, 4);
    const ay1 = v128.load(upperLat + i, 4);
    const bx0 = v128.load(lon + i);
    const by0 = v128.load(lat + i);
    const bx1 = v128.load(lon + i, 4);
    const by1 = v128.load(lat + i, 4);
    const ex = f32x4.sub(ax1, ax0);
    const ey = f32x4.sub(ay1, ay0);
    const fx = f32x4.sub(bx0, ax0);
    const fy = f32x4.sub(by0, ay0);
    const gx = f32x4.sub(bx1, bx0);
    const gy = f32x4.sub(by1, by0);
    const hx = f32x4.sub(bx1, ax1);
    const hy = f32x4.sub(by1, ay1);
    const a = cross(ex, ey, fx, fy);
    const b = cross(ex, ey, hx, hy);
    const c = cross(gx, gy, fx, fy);
    const d = cross(gx, gy, hx, hy);
    least = f32x4.pmin(f32x4.pmin(least, a), f32x4.pmin(f32x4.pmin(b, c), d));
    most = f32x4.pmax(f32x4.pmax(most, a), f32x4.pmax(f32x4.pmax(b, c), d));
    // The pseudo-minimum may drop NaN; the sum does not.
    sum = f32x4.add(sum, f32x4.add(a, d));
  }
  v128.store(block, least, 64);
  v128.store(block, most, 80);
  v128.store(block, sum, 96);
}
