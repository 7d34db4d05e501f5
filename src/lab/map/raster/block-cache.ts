/**
 * Least recently used results of asynchronous reads, bounded by their bytes. Reads in flight are
 * shared; failed ones are forgotten, so that a later look tries again.
 */
export class BlockCache<T extends { readonly byteLength: number }> {
  constructor(private readonly _mostB: number) {}

  get(key: string, read: () => Promise<T>): Promise<T> {
    const known = this._entries.get(key);
    if (known) {
      this._entries.delete(key);
      this._entries.set(key, known);
      return known.value;
    }
    const entry = { value: read(), sizeB: 0 };
    this._entries.set(key, entry);
    entry.value.then(
      value => {
        if (this._entries.get(key) === entry) {
          entry.sizeB = value.byteLength;
          this._totalB += value.byteLength;
          this._evict();
        }
      },
      () => {
        if (this._entries.get(key) === entry) {
          this._entries.delete(key);
        }
      }
    );
    return entry.value;
  }

  /** Whether a finished read is at hand. */
  has(key: string): boolean {
    return (this._entries.get(key)?.sizeB ?? 0) > 0;
  }

  clear(): void {
    this._entries.clear();
    this._totalB = 0;
  }

  private _evict(): void {
    for (const [key, entry] of this._entries) {
      if (this._totalB <= this._mostB || this._entries.size === 1) {
        return;
      }
      if (entry.sizeB > 0) {
        this._entries.delete(key);
        this._totalB -= entry.sizeB;
      }
    }
  }

  private readonly _entries = new Map<string, { value: Promise<T>; sizeB: number }>();
  private _totalB = 0;
}
