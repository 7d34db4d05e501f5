import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { baselineAt, NOMINAL_BURST, OrbitInterpolator, wavelengthM } from '../../sar';
import type { BurstReference } from '../../sar';
import { CYCLE_DAYS } from './acquisitions';
import type { SimulatedDate } from './acquisitions';
import { prescribedPlanes, shareOf } from './prescription';
import type { LaidScene } from './prescription';
import { writeRadarPlanes } from './rasters';
import type { WritingTools } from './rasters';
import type { SimulationRequest } from './simulate-products';

/** Where the pixels of the truth lie. */
const POSITION = 'truth/position.tif';

/**
 * Writes what was prescribed, in the radar geometry of the first date: a raster for each time
 * between two dates, where its pixels lie, and `truth.json` that says what is what.
 */
export async function writeTruth(
  folder: string,
  laid: LaidScene,
  dates: readonly SimulatedDate[],
  references: readonly BurstReference[],
  request: SimulationRequest,
  tools: WritingTools
): Promise<void> {
  const { polarizations, movementM } = request;
  const planes = prescribedPlanes(laid);
  const { annotation } = laid.primary;
  const { linesPerBurst: lines, samplesPerBurst: samples } = annotation;
  const radPerCycle = (4 * Math.PI * movementM) / wavelengthM(annotation);
  await mkdir(join(folder, 'truth'), { recursive: true });
  const write = (name: string, rasters: Record<string, Float32Array>) =>
    writeRadarPlanes(join(folder, name), samples, rasters, tools);
  await write(POSITION, { grid_lat: planes.latDeg, grid_lon: planes.lonDeg });
  const pairs = dates.flatMap((first, k) =>
    dates.slice(k + 1).map(second => {
      const cycles = second.cycle - first.cycle;
      const file = `truth/over-${CYCLE_DAYS * cycles}-days.tif`;
      return { primary: first.date, secondary: second.date, cycles, file };
    })
  );
  for (const [file, cycles] of new Map(pairs.map(pair => [pair.file, pair.cycles]))) {
    const coherences = polarizations.map(polarization => {
      const share = shareOf(laid.scene, polarization).coherence;
      const plane = planes.coherence.map(coherence => (share * coherence) ** cycles);
      return [`coherence_${polarization}`, plane] as const;
    });
    await write(file, {
      ...Object.fromEntries(coherences),
      movement_rad: planes.movement.map(share => share * cycles * radPerCycle)
    });
  }
  const truth = {
    simulated: true,
    scene: laid.scene.name,
    description: laid.scene.description,
    burst_id: NOMINAL_BURST.burstId,
    sub_swath: NOMINAL_BURST.subSwath,
    polarizations,
    seed: request.seed,
    movement_mm_per_12_days: 1000 * movementM,
    lines,
    samples,
    geometry: `Rasters lie in the radar geometry of ${dates[0].date}: a row a line, a column a sample.`,
    bands: {
      'coherence_<pol>': 'prescribed; baselines take off up to 2 % more',
      movement_rad: 'phase of primary times conj(secondary) by movement away from the satellite'
    },
    position: POSITION,
    chart: laid.scene.chart.map(({ coherence, lonDeg, latDeg, sideM }) => ({
      coherence_VV_over_12_days: coherence,
      lon: lonDeg,
      lat: latDeg,
      side_m: sideM
    })),
    dates: dates.map((date, k) => ({
      date: date.date,
      ...measuredOf(date, laid.primary, references[k])
    })),
    pairs: pairs.map(({ primary, secondary, file }) => ({ primary, secondary, file }))
  };
  await writeFile(join(folder, 'truth.json'), `${JSON.stringify(truth, null, 2)}\n`);
}

/** Baseline to the first date in the middle of the burst, and the other differences. */
function measuredOf(date: SimulatedDate, primary: BurstReference, secondary: BurstReference) {
  const { annotation } = primary;
  const { geolocationGrid } = annotation;
  const middle = geolocationGrid[Math.floor(geolocationGrid.length / 2)];
  const { perpendicularM, parallelM } = baselineAt(
    new OrbitInterpolator(annotation.orbit),
    new OrbitInterpolator(secondary.annotation.orbit),
    middle,
    wavelengthM(annotation),
    middle.azimuthTimeS,
    middle.azimuthTimeS
  );
  return {
    perpendicular_baseline_m: perpendicularM,
    parallel_baseline_m: parallelM,
    line_shift: date.lineShift,
    doppler_centroid_hz: date.dopplerCentroidHz
  };
}
