import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateGraph } from '../../engine';
import type { Plane, ProcessGraph } from '../../engine';
import { fileSource, nodeCodecs } from '../../node';
import { openGeoTiff, projectionFor } from '../../raster';
import {
  coherenceGraph,
  DEFAULT_PARAMETERS,
  radarPositionAt,
  readRadarItems
} from '../../workflow';
import { registry } from '..';
import { Scratch } from './harness';
import { addStack, BURST, groundOf, normals, positionPlanes } from './stack-files';

const LINES = 200;
const SAMPLES = 700;
const DATES = ['2024-08-09', '2024-08-21', '2024-09-02'];

let scratch: Scratch;

beforeAll(async () => {
  scratch = await Scratch.make();
  const next = normals(7);
  const places = positionPlanes(LINES, SAMPLES);
  const noise = (): Plane => Float32Array.from({ length: LINES * SAMPLES }, next);
  const planes = DATES.map(() => [noise(), noise(), ...places]);
  const shape = { lines: LINES, samples: SAMPLES, dates: DATES, polarizations: ['VV'] };
  await addStack(scratch, 'noise', { ...shape, planes });
});
afterAll(() => scratch.clear());

/** What the files of a graph say of the radar data behind them, by file name. */
async function originsOf(graph: ProcessGraph) {
  const context = scratch.context();
  await evaluateGraph(graph, registry(), context);
  const found = context.results.map(async ({ fileName }) => {
    const source = await fileSource(join(scratch.results, fileName));
    try {
      const { metadata } = await openGeoTiff(source, nodeCodecs);
      return [fileName, readRadarItems(metadata)] as const;
    } finally {
      await source.close();
    }
  });
  return { origins: await Promise.all(found), results: context.results };
}

function savedOf(process_id: string, args: object): ProcessGraph {
  return {
    cube: { process_id, arguments: { ...BURST, temporal_extent: [DATES[0], DATES[2]], ...args } },
    save: {
      process_id: 'save_result',
      arguments: { data: { from_node: 'cube' }, format: 'GTiff' },
      result: true
    }
  } as unknown as ProcessGraph;
}

describe('files say of the radar data behind them', () => {
  it('in one process: burst, pair, window and where lines and samples lie', async () => {
    const { origins } = await originsOf(
      savedOf('sentinel1_sar_coherence', {
        primary_date: DATES[2],
        temporal_baseline: 12,
        coherence_window_az: 3,
        coherence_window_rg: 11
      })
    );
    expect(origins.map(([, origin]) => origin)).toMatchObject([
      { days: [DATES[0], DATES[1]] },
      { days: [DATES[1], DATES[2]] }
    ]);
    const [, origin] = origins[0];
    expect(origin).toMatchObject({
      burstId: BURST.burst_id,
      subSwath: BURST.sub_swath,
      window: { windowAzimuthLines: 3, windowRangeSamples: 11 }
    });
    const grid = origin.geolocation!;
    // The simulated ground is a plane, so that the grid is as good as its digits: 0.1 m.
    expect(grid.toleranceLines).toBeLessThan(0.1);
    expect(grid.toleranceSamples).toBeLessThan(0.3);
    const { inverse } = projectionFor(32632);
    for (const [line, sample] of [
      [1, 1],
      [77, 333],
      [198, 690]
    ]) {
      const [lon, lat] = inverse(...groundOf(line, sample));
      const found = radarPositionAt(grid, lon, lat)!;
      expect(Math.abs(found.line - line)).toBeLessThan(0.1 /* lines */);
      expect(Math.abs(found.sample - sample)).toBeLessThan(0.3 /* samples */);
    }
  });

  it('in the workflow of two jobs, through the files of the first', async () => {
    const preprocessing = savedOf('sentinel1_sar_slc_preprocessing', {
      polarization: ['VV'],
      primary_date: DATES[2]
    });
    const stack = await originsOf(preprocessing);
    expect(stack.origins.map(([, { days, subSwath }]) => [days, subSwath])).toEqual(
      DATES.map(date => [[date], 'IW2'])
    );
    const graph = coherenceGraph(
      { ...DEFAULT_PARAMETERS, windowAzimuthLines: 2, windowRangeSamples: 10 },
      {
        stacUrl: scratch.publish(stack.results),
        pairs: [{ primary: DATES[1], secondary: DATES[2] }],
        epsg: 32632
      }
    );
    const { origins } = await originsOf(graph as unknown as ProcessGraph);
    expect(origins).toHaveLength(1);
    expect(origins[0][1]).toMatchObject({
      burstId: BURST.burst_id,
      subSwath: 'IW2',
      days: [DATES[1], DATES[2]],
      window: { windowAzimuthLines: 2, windowRangeSamples: 10 }
    });
  });

  it('multilooked: lines and samples are those of the burst', async () => {
    const { origins } = await originsOf(
      savedOf('sentinel1_sar_interferogram', {
        primary_date: DATES[2],
        temporal_baseline: 12,
        n_rg_looks: 4,
        n_az_looks: 2
      })
    );
    const { samples, lines } = origins[0][1].geolocation!;
    expect([lines[0], samples[0]]).toEqual([0.5, 1.5]);
    expect(samples[samples.length - 1]).toBe(SAMPLES - 2.5);
  });
});
