/** Bytes that can be read at any place: a file, an HTTP resource, a buffer. */
export interface ByteSource {
  /** What messages call it: a path or an address without its query. */
  readonly name: string;
  /** Length in bytes. */
  readonly size: number;
  /** @throws when fewer than `length` bytes are there. */
  read(offset: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** A file that is being written, at any place, and read back. */
export interface ByteFile extends ByteSource {
  write(offset: number, bytes: Uint8Array): Promise<void>;
}

/** zlib streams, given by the runtime. */
export interface Codecs {
  inflate(bytes: Uint8Array): Uint8Array;
  deflate(bytes: Uint8Array, level: number): Uint8Array;
}
