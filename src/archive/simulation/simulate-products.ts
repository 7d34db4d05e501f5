import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  baselineAt,
  burstBox,
  NOMINAL_BURST,
  nominalAnnotation,
  OrbitInterpolator,
  readAnnotation,
  simulatePrimary,
  simulateSecondary,
  wavelengthM,
  writeAnnotation
} from '../../sar';
import type { BurstReference, SlcBlock } from '../../sar';
import { InvalidSimulationError } from '../errors';
import { writeSafeBurst } from '../safe/write-safe-burst';
import { acquisitionsOf } from './acquisitions';
import type { SimulatedDate } from './acquisitions';
import { prescribedPlanes, simulatedPasses, simulatedScene } from './prescription';
import type { LaidScene } from './prescription';
import { writeElevation, writeRadarPlanes } from './rasters';
import type { WritingTools } from './rasters';
import { reliefGrid, reliefM } from './relief';
import { sceneNamed } from './scenes';

/** What shall be simulated. */
export interface SimulationRequest {
  /** `strips` or `south-tyrol`. */
  readonly scene: string;
  /** Days, YYYY-MM-DD; the satellite passes every 12 days. */
  readonly dates: readonly string[];
  /** `VV` or `VH`. */
  readonly polarization: string;
  /** Samples of the middle of the swath, 64 to the whole swath. */
  readonly samples: number;
  readonly seed: number;
  /** Movement away from the satellite over 12 days where the scene moves most. */
  readonly movementM: number;
}

const LEAST_SAMPLES = 64;
const POLARIZATIONS = ['VV', 'VH'];
/** Elevation beyond the burst's box: coregistration asks for some posts more. */
const BOX_MARGIN_DEG = 0.02;

/**
 * Simulates products of burst 249435 IW2 into a data folder: `slc/*.SAFE`, `dem/*.tif`, and the
 * truth, `truth.json` with rasters in `truth/`.
 *
 * @param progress - One sentence when a step is done.
 * @throws InvalidSimulationError that names the option and what it may be; nothing is written then.
 */
export async function simulateProducts(
  folder: string,
  request: SimulationRequest,
  tools: WritingTools,
  progress: (message: string) => void = () => undefined
): Promise<void> {
  const scene = sceneNamed(request.scene);
  const dates = acquisitionsOf(request.dates, request.seed);
  checkSize(request);
  const references = dates.map(date => referenceOf(date, request));
  const [primary] = references;
  const box = burstBox(primary);
  const elevation = reliefGrid({
    westDeg: box.westDeg - BOX_MARGIN_DEG,
    southDeg: box.southDeg - BOX_MARGIN_DEG,
    eastDeg: box.eastDeg + BOX_MARGIN_DEG,
    northDeg: box.northDeg + BOX_MARGIN_DEG
  });
  const { seed, movementM } = request;
  const laid: LaidScene = { scene, primary, elevation, seed, movementM };
  const dem = `simulated-relief-${NOMINAL_BURST.burstId}.tif`;
  await mkdir(join(folder, 'dem'), { recursive: true });
  await writeElevation(join(folder, 'dem', dem), elevation, tools);
  progress(`Relief: ${elevation.rows} by ${elevation.columns} posts in dem/${dem}.`);

  const simulated = simulatedScene(laid);
  const passes = simulatedPasses(laid, dates, references);
  for (const [k, reference] of references.entries()) {
    const blocks =
      k === 0 ? simulatePrimary(simulated) : simulateSecondary(simulated, passes[k - 1]);
    const annotationXml = writeAnnotation(reference.annotation);
    await writeSafeBurst(join(folder, 'slc'), { annotationXml, blocks: samplesOf(blocks) }, tools);
    const baseline = `${dates[k].perpendicularM.toFixed(1)} m beside the first orbit`;
    progress(`${dates[k].date} (${k + 1} of ${dates.length}): ${baseline}.`);
  }
  await writeTruth(folder, laid, dates, references, request, tools);
  progress(`Truth: truth.json and a raster for each pair in truth/.`);
}

function checkSize({ samples, polarization, seed, movementM }: SimulationRequest): void {
  if (!Number.isInteger(samples) || samples < LEAST_SAMPLES || samples > NOMINAL_BURST.samples) {
    const reason = `expected a whole number from ${LEAST_SAMPLES} to ${NOMINAL_BURST.samples}`;
    throw new InvalidSimulationError('--samples', reason);
  }
  if (!POLARIZATIONS.includes(polarization)) {
    const reason = `"${polarization}" is neither ${POLARIZATIONS.join(' nor ')}`;
    throw new InvalidSimulationError('--polarization', reason);
  }
  if (!Number.isInteger(seed)) {
    throw new InvalidSimulationError('--seed', 'expected a whole number');
  }
  if (!Number.isFinite(movementM)) {
    throw new InvalidSimulationError('--movement', 'expected millimetres over 12 days');
  }
}

/** The annotation as it reads back, so that the simulation has the times of the product. */
function referenceOf(date: SimulatedDate, request: SimulationRequest): BurstReference {
  const annotation = nominalAnnotation({
    ...date,
    polarization: request.polarization,
    samples: request.samples,
    firstSample: Math.floor((NOMINAL_BURST.samples - request.samples) / 2),
    heightM: reliefM
  });
  const read = readAnnotation(writeAnnotation(annotation), annotation.source);
  return { annotation: read, burstIndex: 0 };
}

async function* samplesOf(blocks: AsyncGenerator<SlcBlock, void>): AsyncGenerator<Int16Array> {
  for await (const { data } of blocks) {
    yield data;
  }
}

/** Rasters of every pair in the radar geometry of the first date, and what they are. */
async function writeTruth(
  folder: string,
  laid: LaidScene,
  dates: readonly SimulatedDate[],
  references: readonly BurstReference[],
  request: SimulationRequest,
  tools: WritingTools
): Promise<void> {
  const planes = prescribedPlanes(laid);
  const { annotation } = laid.primary;
  const samples = annotation.samplesPerBurst;
  await mkdir(join(folder, 'truth'), { recursive: true });
  const pairs = [];
  for (const [k, first] of dates.entries()) {
    for (const second of dates.slice(k + 1)) {
      const cycles = second.cycle - first.cycle;
      const radPerCycle = (4 * Math.PI * request.movementM) / wavelengthM(annotation);
      const file = `truth/${first.date}_${second.date}.tif`;
      await writeRadarPlanes(
        join(folder, file),
        samples,
        {
          coherence: planes.coherence.map(coherence => coherence ** cycles),
          movement_rad: planes.movement.map(share => share * cycles * radPerCycle),
          grid_lat: planes.latDeg,
          grid_lon: planes.lonDeg
        },
        tools
      );
      pairs.push({ primary: first.date, secondary: second.date, file });
    }
  }
  const truth = {
    simulated: true,
    scene: laid.scene.name,
    description: laid.scene.description,
    burst_id: NOMINAL_BURST.burstId,
    sub_swath: NOMINAL_BURST.subSwath,
    polarization: request.polarization,
    seed: request.seed,
    movement_mm_per_12_days: 1000 * request.movementM,
    lines: annotation.linesPerBurst,
    samples,
    geometry: `Rasters lie in the radar geometry of ${dates[0].date}: a row a line, a column a sample.`,
    bands: {
      coherence: 'prescribed; baselines take off up to 2 % more',
      movement_rad: 'phase of primary times conj(secondary) by movement away from the satellite',
      grid_lat: 'degrees',
      grid_lon: 'degrees'
    },
    dates: dates.map((date, k) => ({
      date: date.date,
      ...measuredOf(date, laid.primary, references[k])
    })),
    pairs
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
