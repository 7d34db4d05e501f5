import type { ByteSource } from '../../raster';

/** One file of a product. */
export interface ProductEntry {
  /** From the root of the product, with slashes. */
  readonly name: string;
  readonly sizeBytes: number;
  /** When it was last changed, ms; 0 in a zip. */
  readonly modifiedMs: number;
}

/** The files of a product, whether they lie in a folder or in a zip. */
export interface ProductFiles {
  /** The folder or zip. */
  readonly path: string;
  /** Name of the product, which a zip holds as its top folder; ends in `.SAFE` for a SAFE. */
  readonly name: string;
  readonly entries: readonly ProductEntry[];
  /** @throws InvalidProductError */
  readText(name: string): Promise<string>;
  /** @throws InvalidProductError */
  open(name: string): Promise<ByteSource>;
}
