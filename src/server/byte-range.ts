/** Bytes `start` to `end`, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a Range header (RFC 9110, section 14).
 *
 * @returns The range within a file of `size` bytes; null where the header is to be ignored (none,
 *   another unit, several ranges, malformed); `unsatisfiable` where nothing of the file is in it.
 */
export function byteRange(
  header: string | undefined,
  size: number
): ByteRange | null | 'unsatisfiable' {
  const match = /^bytes=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) {
    return null;
  }
  const [first, last] = [match[1], match[2]];
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length > 0 ? { start: size - length, end: size - 1 } : 'unsatisfiable';
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < start) {
    return null;
  }
  return start < size ? { start, end } : 'unsatisfiable';
}
