import type { Dataset, File } from 'h5wasm/node';

/** Attributes of a variable or file; numbers become arrays of one element, as netCDF has them. */
export type Attributes = Readonly<Record<string, string | Float32Array | Float64Array>>;

/** Shape and storage of a variable that is written window by window. */
export interface VariableLayout {
  /** Names of the coordinates, outermost first; each must have been written before. */
  readonly dimensions: readonly string[];
  readonly shape: readonly number[];
  /** Part that is compressed as one; no larger than `shape`. */
  readonly chunk: readonly number[];
}

/**
 * An HDF5 file with what netCDF-4 needs of it: coordinates as dimension scales, and variables
 * attached to them. It is written to disk as it grows and holds no variable in memory.
 */
export class Hdf5File {
  private constructor(private readonly file: File) {}

  /** Creates the file, or empties the one that is there. */
  static async create(path: string): Promise<Hdf5File> {
    // The library is large, and few runs write netCDF.
    const { File: Hdf5, ready } = await import('h5wasm/node');
    await ready;
    return new Hdf5File(new Hdf5(path, 'w', { track_order: true }));
  }

  attributes(attributes: Attributes): void {
    setAttributes(this.file, attributes);
  }

  /** A coordinate of the dimension of the same name. Texts have variable length. */
  coordinate(
    name: string,
    values: Float64Array | readonly string[],
    attributes: Attributes = {}
  ): void {
    const texts = values instanceof Float64Array ? null : [...values];
    const dataset = this.file.create_dataset(
      texts ? { name, data: texts, dtype: 'S' } : { name, data: values as Float64Array }
    );
    dataset.make_scale(name);
    setAttributes(dataset, attributes);
  }

  /** A variable without dimensions that only carries attributes, such as a grid mapping. */
  marker(name: string, attributes: Attributes): void {
    const dataset = this.file.create_dataset({ name, data: new Int32Array(1), shape: [] });
    setAttributes(dataset, attributes);
  }

  /** A compressed variable of float32. */
  variable(name: string, layout: VariableLayout, attributes: Attributes): Hdf5Variable {
    const { dimensions, shape, chunk } = layout;
    // The library wants the first values at once: one cell of them, grown to the shape afterwards.
    const dataset = this.file.create_dataset({
      name,
      data: new Float32Array(1),
      shape: shape.map(() => 1),
      maxshape: [...shape],
      chunks: [...chunk],
      compression: 'gzip',
      compression_opts: [1]
    });
    dataset.resize([...shape]);
    dimensions.forEach((dimension, i) => dataset.attach_scale(i, `/${dimension}`));
    setAttributes(dataset, attributes);
    return new Hdf5Variable(dataset);
  }

  /** Writes what is left to the disk. */
  close(): void {
    this.file.flush();
    this.file.close();
  }
}

/** A variable of an open file. */
export class Hdf5Variable {
  constructor(private readonly dataset: Dataset) {}

  /** @param ranges - Start and end (excluded) along each dimension. */
  write(ranges: readonly (readonly [number, number])[], values: Float32Array): void {
    this.dataset.write_slice(
      ranges.map(([start, end]) => [start, end]),
      values
    );
  }
}

function setAttributes(owner: File | Dataset, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'string') {
      const bytes = new TextEncoder().encode(value).length;
      owner.create_attribute(name, value, [], `S${Math.max(1, bytes)}`);
    } else {
      const type = value instanceof Float32Array ? '<f4' : '<f8';
      owner.create_attribute(name, value, [value.length], type);
    }
  }
}
