import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  burstBox,
  NOMINAL_BURST,
  nominalAnnotation,
  readAnnotation,
  simulatePrimary,
  simulateSecondary,
  writeAnnotation
} from '../../sar';
import type { BurstReference, ElevationGrid, SlcBlock } from '../../sar';
import { InvalidSimulationError } from '../errors';
import { writeSafeBurst } from '../safe/write-safe-burst';
import { acquisitionsOf } from './acquisitions';
import type { SimulatedDate } from './acquisitions';
import { PrescribedLines, simulatedPasses, simulatedScene } from './prescription';
import type { LaidScene } from './prescription';
import { writeElevation } from './rasters';
import type { WritingTools } from './rasters';
import { reliefGrid, reliefM } from './relief';
import { sceneNamed } from './scenes';
import { writeTruth } from './truth';

/** What shall be simulated. */
export interface SimulationRequest {
  /** `strips` or `south-tyrol`. */
  readonly scene: string;
  /** Days, YYYY-MM-DD; the satellite passes every 12 days. */
  readonly dates: readonly string[];
  /** `VV`, `VH` or both. */
  readonly polarizations: readonly string[];
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
  checkRequest(request);
  const referencesOf = (polarization: string) =>
    dates.map(date => referenceOf(date, polarization, request.samples));
  const references = referencesOf(request.polarizations[0]);
  const elevation = reliefAround(references[0]);
  const dem = `simulated-relief-${NOMINAL_BURST.burstId}.tif`;
  await mkdir(join(folder, 'dem'), { recursive: true });
  await writeElevation(join(folder, 'dem', dem), elevation, tools);
  progress(`Relief: ${elevation.rows} by ${elevation.columns} posts in dem/${dem}.`);

  const prescribed = new PrescribedLines(scene, references[0].annotation);
  const { seed, movementM } = request;
  const laid: LaidScene = {
    scene,
    primary: references[0],
    elevation,
    seed,
    movementM,
    prescribed
  };
  for (const polarization of request.polarizations) {
    const own = referencesOf(polarization);
    // Another polarisation has speckle of its own.
    const ownSeed = seed + POLARIZATIONS.indexOf(polarization);
    const ofPolarization = { ...laid, primary: own[0], seed: ownSeed };
    await writeSeries(folder, ofPolarization, dates, own, tools, progress);
  }
  await writeTruth(folder, laid, dates, references, request, tools);
  progress('Truth: truth.json, and rasters of what was prescribed in truth/.');
}

/** Products of one polarisation, a date after the other. */
async function writeSeries(
  folder: string,
  laid: LaidScene,
  dates: readonly SimulatedDate[],
  references: readonly BurstReference[],
  tools: WritingTools,
  progress: (message: string) => void
): Promise<void> {
  const simulated = simulatedScene(laid);
  const passes = simulatedPasses(laid, dates, references);
  for (const [k, reference] of references.entries()) {
    const blocks =
      k === 0 ? simulatePrimary(simulated) : simulateSecondary(simulated, passes[k - 1]);
    const annotationXml = writeAnnotation(reference.annotation);
    await writeSafeBurst(join(folder, 'slc'), { annotationXml, blocks: samplesOf(blocks) }, tools);
    const baseline = `${dates[k].perpendicularM.toFixed(1)} m beside the first orbit`;
    const name = `${dates[k].date} ${reference.annotation.polarization}`;
    progress(`${name} (${k + 1} of ${dates.length}): ${baseline}.`);
  }
}

/** Relief under a burst and somewhat around it. */
function reliefAround(burst: BurstReference): ElevationGrid {
  const box = burstBox(burst);
  return reliefGrid({
    westDeg: box.westDeg - BOX_MARGIN_DEG,
    southDeg: box.southDeg - BOX_MARGIN_DEG,
    eastDeg: box.eastDeg + BOX_MARGIN_DEG,
    northDeg: box.northDeg + BOX_MARGIN_DEG
  });
}

function checkRequest({ samples, polarizations, seed, movementM }: SimulationRequest): void {
  if (!Number.isInteger(samples) || samples < LEAST_SAMPLES || samples > NOMINAL_BURST.samples) {
    const reason = `expected a whole number from ${LEAST_SAMPLES} to ${NOMINAL_BURST.samples}`;
    throw new InvalidSimulationError('--samples', reason);
  }
  const wrong = polarizations.find(polarization => !POLARIZATIONS.includes(polarization));
  if (wrong !== undefined || polarizations.length === 0) {
    const reason = `"${wrong ?? ''}" is neither ${POLARIZATIONS.join(' nor ')}`;
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
function referenceOf(date: SimulatedDate, polarization: string, samples: number): BurstReference {
  const annotation = nominalAnnotation({
    ...date,
    polarization,
    samples,
    firstSample: Math.floor((NOMINAL_BURST.samples - samples) / 2),
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
