/** Bytes that can be read at any place: a file, an HTTP resource, a buffer. */
export interface ByteSource {
  /** What messages call it: a path or an address without its query. */
  readonly name: string;
  /** Length in bytes. */
  readonly size: number;
  /**
   * @param into - Memory of the caller that may be used instead of new one; what is returned counts.
   * @throws when fewer than `length` bytes are there.
   */
  read(offset: number, length: number, into?: Uint8Array): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** A file that is being written, at any place, and read back. */
export interface ByteFile extends ByteSource {
  write(offset: number, bytes: Uint8Array): Promise<void>;
  /** Cuts the file to its first `length` bytes. */
  truncate(length: number): Promise<void>;
}

/**
 * A temporary file of many small parts, which are written and read without waiting: handing each of
 * them to another thread would take longer, and its memory would have to stay meanwhile.
 */
export interface ScratchFile {
  /** @throws when there is no room. */
  write(offset: number, bytes: Uint8Array): void;
  /** Fills `into`. @throws when fewer bytes are there. */
  read(offset: number, into: Uint8Array): void;
  close(): Promise<void>;
}

/** Compression, given by the runtime. */
export interface Codecs {
  /**
   * Unpacks a zlib stream.
   *
   * @param maxLength - Most bytes the result may have; an implementation that can, stops there.
   */
  inflate(bytes: Uint8Array, maxLength?: number): Uint8Array;
  /**
   * Packs into a zlib stream; `level` 1 (fast) to 9 (small). An implementation that gives a
   * promise copies `bytes` first: their memory is used again.
   *
   * @param runsOnly - Look for nothing but runs of one byte. Floats behind their predictor hardly
   *   repeat otherwise: that is as small to a percent or two, in a quarter of the time.
   */
  deflate(bytes: Uint8Array, level: number, runsOnly?: boolean): Uint8Array | Promise<Uint8Array>;
  /** Unpacks a Zstandard frame; absent where the runtime has none. */
  unzstd?(bytes: Uint8Array, maxLength?: number): Uint8Array;
}
