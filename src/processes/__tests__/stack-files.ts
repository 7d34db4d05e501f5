import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cutWindow } from '../../engine';
import type { Plane } from '../../engine';
import { createFile, nodeCodecs } from '../../node';
import { projectionFor, writeCog } from '../../raster';

/** A simulated stack to write: planes by date, in the order of the bands. */
export interface StackPlanes {
  readonly lines: number;
  readonly samples: number;
  readonly dates: readonly string[];
  readonly polarizations: readonly string[];
  readonly planes: readonly (readonly Plane[])[];
  /** {@link BURST} where absent. */
  readonly burstId?: number;
}

export const BURST = { burst_id: 249435, sub_swath: 'IW2' };

/** Puts a stack into a data folder; its primary is the last date. */
export async function addStack(
  data: { readonly folder: string },
  id: string,
  stack: StackPlanes
): Promise<void> {
  const { lines, samples, dates, polarizations, planes, burstId = BURST.burst_id } = stack;
  const folder = join(data.folder, 'stacks', id);
  await mkdir(folder, { recursive: true });
  const description = {
    ...BURST,
    burst_id: burstId,
    relative_orbit: 117,
    polarizations,
    master_date: dates[dates.length - 1],
    simulated: true
  };
  await writeFile(join(folder, 'stack.json'), JSON.stringify(description));
  const bandNames = [
    ...polarizations.flatMap(pol => [`i_${pol}`, `q_${pol}`]),
    'grid_lat',
    'grid_lon'
  ];
  for (const [d, date] of dates.entries()) {
    const file = await createFile(join(folder, `openEO_${date}Z.tif`));
    await writeCog(
      file,
      {
        width: samples,
        height: lines,
        bandNames,
        sampleType: 'float32',
        noData: null,
        transform: null,
        epsg: null
      },
      async window => planes[d].map(plane => cutWindow(plane, samples, window)),
      nodeCodecs
    );
    await file.close();
  }
}

/** Where a pixel lies in UTM zone 32: lines of 14 m and samples of 4 m, 12 degrees off north. */
export function groundOf(line: number, sample: number): [eastM: number, northM: number] {
  const [along, across] = [line * 14, sample * 4];
  const turn = (12 * Math.PI) / 180;
  return [
    680_000 + across * Math.cos(turn) - along * Math.sin(turn),
    5_180_000 + along * Math.cos(turn) + across * Math.sin(turn)
  ];
}

/** Planes of latitude and longitude of the pixels of {@link groundOf}. */
export function positionPlanes(lines: number, samples: number): [lat: Plane, lon: Plane] {
  const { inverse } = projectionFor(32632);
  const places = Array.from({ length: lines * samples }, (_, i) =>
    inverse(...groundOf(Math.floor(i / samples), i % samples))
  );
  return [Float32Array.from(places, ([, lat]) => lat), Float32Array.from(places, ([lon]) => lon)];
}

/** Numbers of a normal distribution, the same in every run. */
export function normals(seed: number): () => number {
  let state = seed;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 1) / 4294967297;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}
