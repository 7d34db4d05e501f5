import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Arguments, RecordingContext } from '../../engine';
import { cropRange } from '../../sar';
import type { SlcBurst } from '../../sar';
import { moroccoAnnotation, TRUTH_MISSING } from '../../sar/__tests__/truth';
import { simulatedReference, writeProduct } from '../../../tests/coregistration/products';
import type { ProcessServices } from '..';
import { withBurst } from '../sentinel1/burst-of-area';
import { Scratch } from './harness';
import { addStack, positionPlanes } from './stack-files';

/** In the middle of burst 110431 IW1. */
const AREA = { west: -8.42, south: 31.7, east: -8.4, north: 31.73 };

describe.skipIf(TRUTH_MISSING)(`an area in place of a burst ${TRUTH_MISSING ?? ''}`, () => {
  let scratch: Scratch;
  beforeEach(async () => {
    scratch = await Scratch.make();
  });
  afterEach(() => scratch.clear());

  /** A product without samples worth looking at. */
  function product(burstIndex: number): SlcBurst {
    const annotation = cropRange(moroccoAnnotation('20230904', 'iw1'), 0, 22000);
    const reference = simulatedReference({ annotation, burstIndex });
    const { linesPerBurst: lines, samplesPerBurst: samples } = annotation;
    const readLines = async (_first: number, count: number): Promise<Int16Array> =>
      new Int16Array(2 * samples * count);
    return { reference, slc: { source: 'zeros', lines, samples, readLines } };
  }

  const find = (
    args: Arguments,
    context: RecordingContext<ProcessServices> = scratch.context()
  ): Promise<Arguments> =>
    withBurst(args, { context, processId: 'sentinel1_sar_coherence', nodeId: 'coh' });

  it('is the burst of a product that sees it', async () => {
    await writeProduct(scratch.folder, product(0));
    const context = scratch.context();
    const found = await find({ spatial_extent: AREA, burst_id: null }, context);
    expect(found).toMatchObject({ burst_id: 110431, sub_swath: 'IW1' });
    expect(context.messages[0].message).toBe(
      'The area is seen by burst 110431 IW1 (relative orbit 52).'
    );
  });

  it('is asked about when several bursts see it', async () => {
    await writeProduct(scratch.folder, product(0));
    await writeProduct(scratch.folder, product(1));
    const both = { ...AREA, south: 31.4 };
    await expect(find({ spatial_extent: both })).rejects.toThrow(
      /2 bursts see this area: 110431 IW1 \(relative orbit 52\), 110432 IW1 .*Choose one/
    );
  });

  it('is the burst of a stack that lies there', async () => {
    const [lines, samples] = [20, 30];
    const planes = [
      [0, 1].map(() => new Float32Array(lines * samples)),
      positionPlanes(lines, samples)
    ];
    await addStack(scratch, 'laid', {
      lines,
      samples,
      dates: ['2024-08-09'],
      polarizations: ['VV'],
      planes: [planes.flat()]
    });
    const around = { west: 680_000, south: 5_180_000, east: 680_100, north: 5_180_100, crs: 32632 };
    const found = await find({ spatial_extent: around });
    expect(found).toMatchObject({ burst_id: 249435, sub_swath: 'IW2' });
    await expect(find({ spatial_extent: AREA })).rejects.toThrow(
      'No burst that is there sees this area.'
    );
  });

  it('is needed where no burst is given', async () => {
    await expect(find({ sub_swath: 'IW1' })).rejects.toThrow('give burst_id and sub_swath, or');
    await expect(find({ burst_id: 110431 })).rejects.toThrow('sub_swath');
  });
});
