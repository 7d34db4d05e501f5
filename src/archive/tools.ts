import type { ByteFile, ByteSource, Codecs } from '../raster';

/** Bytes of this machine and of the network, as the runtime gives them. */
export interface ArchiveTools {
  readonly codecs: Codecs;
  openFile(path: string): Promise<ByteSource>;
  createFile(path: string): Promise<ByteFile>;
}

/** Opens a resource that is read by HTTP ranges; fails with the `status` of the answer. */
export type OpenUrl = (url: string) => Promise<ByteSource>;
