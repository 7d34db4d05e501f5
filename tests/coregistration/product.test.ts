import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileSource, nodeCodecs } from '../../src/node';
import { openGeoTiff, projectionFor } from '../../src/raster';
import type { Plane } from '../../src/raster';
import { shiftedOrbit } from '../../src/sar';
import type { Annotation } from '../../src/sar';
import { faultsOf, measurePlanes } from '../../src/sar/__tests__/pair-measures';
import type { PairMeasures } from '../../src/sar/__tests__/pair-measures';
import {
  croppedBurst,
  SAMPLES,
  simulatePair,
  STRIP_SAMPLES,
  STRIPS
} from '../../src/sar/__tests__/simulated-pair';
import type { SimulatedPair } from '../../src/sar/__tests__/simulated-pair';
import { moroccoAnnotation, moroccoElevation, TRUTH_MISSING } from '../../src/sar/__tests__/truth';
import { buildBackend, json, send, start, stopBackends, type Ready } from '../running-backend';
import { layElevation, simulatedReference, writeProduct } from './products';
import { expectedCoherence, nominalLooks } from '../../src/workflow';

const PRIMARY = '2023-09-04';
const SECONDARY = '2023-09-16';
const BURST = {
  burst_id: 110431,
  sub_swath: 'IW1',
  temporal_extent: [PRIMARY, SECONDARY],
  primary_date: PRIMARY,
  polarization: ['VV'],
  remove_topographic_phase: true
};
const WINDOW = { windowAzimuthLines: 2, windowRangeSamples: 10 };

interface Raster {
  readonly planes: Plane[];
  readonly width: number;
  readonly height: number;
  readonly transform: readonly number[] | null;
  readonly epsg: number | null;
}

/** Runs a job of one process and save_result, and reads the files that it gives. */
async function rastersOf(
  ready: Ready,
  folder: string,
  processId: string,
  args: object
): Promise<Map<string, Raster>> {
  const process_graph = {
    make: { process_id: processId, arguments: args },
    save: {
      process_id: 'save_result',
      arguments: { data: { from_node: 'make' }, format: 'GTiff' },
      result: true
    }
  };
  const created = await send(ready, 'POST', '/jobs', { process: { process_graph } });
  const path = `/jobs/${created.headers.get('OpenEO-Identifier')}`;
  await send(ready, 'POST', `${path}/results`);
  for (;;) {
    const { status } = await json(await send(ready, 'GET', path));
    if (status === 'finished') {
      break;
    }
    if (status === 'error' || status === 'canceled') {
      throw new Error(await (await send(ready, 'GET', `${path}/logs`)).text());
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  const results = await json(await send(ready, 'GET', `${path}/results`));
  const rasters = new Map<string, Raster>();
  for (const [name, { href }] of Object.entries(
    results.assets as Record<string, { href: string }>
  )) {
    const file = join(folder, `${processId}-${name}`);
    writeFileSync(file, Buffer.from(await (await fetch(href)).arrayBuffer()));
    const tiff = await openGeoTiff(await fileSource(file), nodeCodecs);
    const { width, height, transform, epsg, bandCount } = tiff;
    const bands = Array.from({ length: bandCount }, (_, band) => band);
    const planes = await tiff.readWindow({ x: 0, y: 0, width, height }, bands);
    await tiff.close();
    rasters.set(name, { planes, width, height, transform, epsg });
  }
  return rasters;
}

/** Mean of a map over the pixels in the middle of each strip, by where they lie. */
function stripMeans(map: Raster, latDeg: Plane, lonDeg: Plane): number[] {
  const { forward } = projectionFor(map.epsg!);
  const [stepX, , x0, , stepY, y0] = map.transform!;
  return STRIPS.map((_, strip) => {
    let sum = 0;
    let count = 0;
    for (let line = 100; line < 1400; line += 3) {
      for (let s = strip * STRIP_SAMPLES + 40; s < (strip + 1) * STRIP_SAMPLES - 40; s += 4) {
        const i = line * SAMPLES + s;
        const [east, north] = forward(lonDeg[i], latDeg[i]);
        const column = Math.floor((east - x0) / stepX);
        const row = Math.floor((north - y0) / stepY);
        const value = map.planes[0][row * map.width + column];
        if (value === value) {
          sum += value;
          count++;
        }
      }
    }
    return sum / count;
  });
}

describe.skipIf(TRUTH_MISSING)(`from products to maps ${TRUTH_MISSING ?? ''}`, () => {
  let annotations: Annotation[];
  const folders: string[] = [];
  beforeAll(async () => {
    await buildBackend();
    annotations = ['20230904', '20230916'].map(date => moroccoAnnotation(date, 'iw1'));
  });
  afterAll(() => {
    stopBackends();
    folders.forEach(folder => rmSync(folder, { recursive: true, force: true }));
  });

  it.each([
    ['a baseline of 29 m', 0, 0.98, 1],
    ['a baseline above 300 m over relief', 300, 0.95, 0.98]
  ])(
    'keep what a simulated pair prescribes, at %s',
    { timeout: 300_000 },
    async (_what, shiftM, least, most) => {
      const [first, second] = annotations;
      const orbit =
        shiftM === 0
          ? second.orbit
          : shiftedOrbit(second.orbit, shiftM, 40, (29.9 * Math.PI) / 180);
      const pair = await simulatePair(
        simulatedReference(croppedBurst(first)),
        simulatedReference(croppedBurst(second, 0.37, orbit)),
        await moroccoElevation('iw1')
      );
      const folder = mkdtempSync(join(tmpdir(), 'insar-products-'));
      folders.push(folder);
      layElevation(folder);
      await writeProduct(folder, pair.primary);
      await writeProduct(folder, pair.secondary);
      const { ready, child } = await start(['--data', folder]);

      const stack = await rastersOf(ready, folder, 'sentinel1_sar_slc_preprocessing', BURST);
      const primary = stack.get(`openEO_${PRIMARY}Z.tif`)!;
      const secondary = stack.get(`openEO_${SECONDARY}Z.tif`)!;
      expect([primary.width, primary.height, primary.epsg]).toEqual([SAMPLES, 1507, null]);
      const measures = measuresOf(pair, primary, secondary);
      expect(faultsOf(measures)).toEqual([]);
      expect(measures.expected[5]).toBeGreaterThan(least);
      expect(measures.expected[5]).toBeLessThan(most);

      const maps = await rastersOf(ready, folder, 'sentinel1_sar_coherence', {
        ...BURST,
        temporal_baseline: 12,
        coherence_window_rg: WINDOW.windowRangeSamples,
        coherence_window_az: WINDOW.windowAzimuthLines
      });
      const map = maps.get(`openEO_${PRIMARY}Z.tif`)!;
      expect(map.epsg).toBe(32629);
      const means = stripMeans(map, primary.planes[2], primary.planes[3]);
      const looks = nominalLooks('IW1', WINDOW);
      means.forEach((mean, k) =>
        expect(Math.abs(mean - expectedCoherence(measures.expected[k], looks))).toBeLessThan(0.01)
      );
      child.kill('SIGTERM');
    }
  );
});

function measuresOf(pair: SimulatedPair, primary: Raster, secondary: Raster): PairMeasures {
  const [re, im] = primary.planes as Float32Array[];
  const [otherRe, otherIm] = secondary.planes as Float32Array[];
  return measurePlanes(pair, { re, im }, { re: otherRe, im: otherIm });
}
