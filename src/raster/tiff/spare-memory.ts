/** Smallest memory that is handed out, so that it fits the next read as well. */
const LEAST_BYTES = 4 * 2 ** 20;
/** Most memories that are kept. */
const MOST = 4;

/** Memory of reads that are over. The readers of a thread share it: there may be many of them. */
const spare: Uint8Array[] = [];

/** Memory of at least so many bytes, with leftovers in it. */
export function takeMemory(length: number): Uint8Array {
  const bytes = spare.pop();
  return bytes && bytes.length >= length ? bytes : new Uint8Array(Math.max(length, LEAST_BYTES));
}

/** Gives memory back that nobody looks at any more. */
export function giveMemoryBack(bytes: Uint8Array): void {
  if (spare.length < MOST) {
    spare.push(bytes);
  }
}
