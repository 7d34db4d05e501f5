import type { ByteSource, GeoTiff } from '../../raster';
import type { Annotation, SlcSource } from '../../sar';
import { MeasurementMismatchError } from '../errors';
import { openRaster } from '../open-raster';
import type { ArchiveTools } from '../tools';
import type { IndexedBurst } from './indexed-burst';

/** Lines of a strip are fetched together; nothing is read twice, so little is kept. */
const CACHE_BYTES = 8 * 2 ** 20;

/**
 * Opens the image of a burst and looks at whether it can be that of `annotation`, and whether it is
 * whole: the last line is read once, so that a cut file is found before work begins.
 *
 * @throws MeasurementMismatchError when its size or type is another.
 * @throws RasterError (truncated, corrupt, unsupported) when it cannot be read.
 */
export async function openMeasurement(
  file: ByteSource,
  burst: IndexedBurst,
  annotation: Annotation,
  tools: ArchiveTools
): Promise<SlcSource & { close(): Promise<void> }> {
  const tiff = await openRaster(file, tools, { cacheBytes: CACHE_BYTES });
  const { linesPerBurst: lines, samplesPerBurst: samples } = annotation;
  const readLines = async (first: number, count: number): Promise<Int16Array> => {
    const window = { x: 0, y: burst.firstLine + first, width: samples, height: count };
    const [re, im] = await tiff.readWindow(window, [0, 1], { mask: false });
    const pairs = new Int16Array(2 * re.length);
    for (let i = 0; i < re.length; i++) {
      pairs[2 * i] = re[i];
      pairs[2 * i + 1] = im[i];
    }
    return pairs;
  };
  try {
    checkSize(tiff, burst, annotation);
    await readLines(lines - 1, 1);
  } catch (error) {
    await tiff.close();
    throw error;
  }
  return { source: tiff.name, lines, samples, readLines, close: () => tiff.close() };
}

function checkSize(tiff: GeoTiff, burst: IndexedBurst, annotation: Annotation): void {
  const { linesPerBurst: lines, samplesPerBurst: samples, source } = annotation;
  const isWhole = burst.kind !== 'asf' && annotation.bursts.length > 1;
  const allLines = isWhole ? lines * annotation.bursts.length : lines;
  const is = `${tiff.height} lines of ${tiff.width} samples`;
  if (tiff.height !== allLines || tiff.width !== samples) {
    const should = `${allLines} lines of ${samples} samples`;
    throw new MeasurementMismatchError(tiff.name, source, `it has ${is}, not ${should}`);
  }
  if (!tiff.isComplex || tiff.sampleType !== 'int16') {
    const type = `${tiff.isComplex ? 'complex ' : ''}${tiff.sampleType}`;
    throw new MeasurementMismatchError(
      tiff.name,
      source,
      `its samples are ${type}, not complex int16`
    );
  }
}
