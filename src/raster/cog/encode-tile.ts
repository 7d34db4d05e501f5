import type { Codecs } from '../bytes';
import { RasterRequestError } from '../errors';
import { kernels, type Kernels } from '../kernels/kernels';
import type { Plane } from '../plane';
import { applyFloatingPoint, applyHorizontal } from '../tiff/predictor';
import { newSamples, SAMPLE_BYTES, type Samples } from '../tiff/samples';
import { Predictor } from '../tiff/tags';
import { integerRange, type CheckedSpec } from './checked-spec';
import { predictorOf } from './header';

/** Some rows of all bands, from which tiles are cut. */
export interface BandRows {
  readonly planes: readonly Plane[];
  readonly width: number;
  readonly rows: number;
}

/** Packs the tile of `column`; what lies beyond the raster is filled with no-data, or 0. */
export function encodeTile(
  file: string,
  rows: BandRows,
  column: number,
  spec: CheckedSpec,
  codecs: Codecs
): Uint8Array | Promise<Uint8Array> {
  const { tileSize, sampleType, bandNames, level } = spec;
  const bands = bandNames.length;
  const predictor = predictorOf(spec);
  const floats = predictor === Predictor.floatingPoint;
  const wasm = kernels();
  if (wasm !== null && floats && canBeCut(rows.planes, spec)) {
    return codecs.deflate(predictedTile(wasm, rows, column * tileSize, tileSize), level, true);
  }
  const samples = newSamples(sampleType, tileSize * tileSize * bands);
  if (spec.noData !== null) {
    samples.fill(spec.noData);
  }
  rows.planes.forEach((plane, band) => {
    interleave(file, plane, rows, column * tileSize, samples, band, spec);
  });
  const sampleBytes = SAMPLE_BYTES[sampleType];
  let bytes = new Uint8Array(samples.buffer as ArrayBuffer);
  if (floats) {
    bytes = applyFloatingPoint(bytes, tileSize, bands, sampleBytes) as Uint8Array<ArrayBuffer>;
  } else if (predictor === Predictor.horizontal) {
    applyHorizontal(bytes, tileSize, bands, sampleBytes);
  }
  return codecs.deflate(bytes, level, floats);
}

/** True when the samples of the file are those of the planes, bit by bit. */
function canBeCut(planes: readonly Plane[], { sampleType, noData }: CheckedSpec): boolean {
  return (
    sampleType === 'float32' &&
    noData !== null &&
    Number.isNaN(noData) &&
    planes.every(plane => plane instanceof Float32Array)
  );
}

/** The tile behind predictor 3, in the memory of the kernels; NaN beyond the raster. */
function predictedTile(
  wasm: Kernels,
  { planes, width, rows }: BandRows,
  left: number,
  tileSize: number
): Uint8Array {
  const cells = tileSize * tileSize;
  const length = 4 * cells * planes.length;
  const [from, to] = wasm.reserve(length, length);
  const samples = wasm.float32(from, cells * planes.length);
  const columns = Math.min(tileSize, width - left);
  if (columns < tileSize || rows < tileSize) {
    samples.fill(NaN);
  }
  planes.forEach((plane, band) => {
    for (let y = 0; y < rows; y++) {
      const start = y * width + left;
      samples.set(plane.subarray(start, start + columns), band * cells + y * tileSize);
    }
  });
  wasm.run.applyFloat32(from, to, tileSize, tileSize, planes.length);
  return wasm.bytes.subarray(to, to + length);
}

function interleave(
  file: string,
  plane: Plane,
  { width, rows }: BandRows,
  left: number,
  samples: Samples,
  band: number,
  { tileSize, bandNames, sampleType, noData }: CheckedSpec
): void {
  const bands = bandNames.length;
  const columns = Math.min(tileSize, width - left);
  const range = integerRange(sampleType);
  const missing = noData ?? NaN;
  for (let y = 0; y < rows; y++) {
    let from = y * width + left;
    let to = y * tileSize * bands + band;
    for (let x = 0; x < columns; x++, from++, to += bands) {
      const value = plane[from];
      if (value !== value) {
        if (range && noData === null) {
          throw new RasterRequestError(
            file,
            `band ${bandNames[band]} has cells without data, and ${sampleType} without a ` +
              'no-data value cannot hold them'
          );
        }
        samples[to] = missing;
      } else {
        samples[to] = range ? Math.min(Math.max(Math.round(value), range[0]), range[1]) : value;
      }
    }
  }
}
