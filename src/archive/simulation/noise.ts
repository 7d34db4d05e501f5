/** Repeatable noise, 0 to 1, that varies smoothly over one unit. */
export function smoothNoise(x: number, y: number, salt: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const u = eased(x - column);
  const v = eased(y - row);
  const top = hash(column, row, salt) * (1 - u) + hash(column + 1, row, salt) * u;
  const bottom = hash(column, row + 1, salt) * (1 - u) + hash(column + 1, row + 1, salt) * u;
  return top * (1 - v) + bottom * v;
}

function eased(t: number): number {
  return t * t * (3 - 2 * t);
}

/** Repeatable number, 0 to 1, of a cell. */
export function hash(x: number, y: number, salt: number): number {
  let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(salt, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}

/** Three octaves of noise: coarse shapes with ragged edges. */
export function raggedNoise(x: number, y: number, salt: number): number {
  return (
    (4 * smoothNoise(x, y, salt) +
      2 * smoothNoise(2 * x, 2 * y, salt + 1) +
      smoothNoise(4 * x, 4 * y, salt + 2)) /
    7
  );
}
