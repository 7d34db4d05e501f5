import { carrierRad, carrierTable } from '../burst/carrier-table';
import type { BurstReference } from '../burst/slc-source';
import { TopsCarrier } from '../burst/tops-carrier';
import { validSamples } from '../burst/valid-samples';
import { BurstGround } from '../coregistration/burst-ground';
import { SincResampler } from '../coregistration/sinc-resampler';
import { emptyGroundLine } from '../geometry/ground-line';
import { newKernels } from '../kernels/kernels';
import { bandFilter, BandFilter, HALF_TAPS, newLine } from './band-filter';
import type { ComplexLine } from './band-filter';
import { ChangedScatterers, MARGIN_LINES, MARGIN_SAMPLES, Scatterers } from './scatterers';
import type { SimulatedPass, SimulatedScene, SlcBlock } from './scene';

const BLOCK_LINES = 32;
const DIGITAL_NUMBER = 60;
const INT16_LIMIT = 32767;
/** Wide enough that white scatterers keep their spectrum up to the edge of every band. */
const RANGE_SINC = { taps: 32, kaiserBeta: 5 };
const AZIMUTH_SINC = { taps: 24, kaiserBeta: 5 };

/**
 * The primary burst of a scene, block by block of lines: scatterers limited to the annotation's
 * processed bands, with the carrier of TOPS.
 */
export async function* simulatePrimary(scene: SimulatedScene): AsyncGenerator<SlcBlock, void> {
  const scatterers = new Scatterers(scene, null);
  const lead = MARGIN_SAMPLES - HALF_TAPS;
  const last = scene.primary.annotation.linesPerBurst - 1 + HALF_TAPS;
  async function* lines(): AsyncGenerator<ComplexLine, void> {
    for (let line = -HALF_TAPS; line <= last; line++) {
      const { re, im } = scatterers.line(line);
      yield { re: re.subarray(lead), im: im.subarray(lead) };
    }
  }
  yield* focused(scene.primary, lines(), scene.digitalNumber);
}

/**
 * A second pass over a scene: the same scatterers with the change prescribed, moved to the grid of
 * the secondary by its geometry over the elevation. Decorrelation by different viewing angles and
 * Doppler frequencies comes about by itself, for scatterers are white before bands are limited.
 */
export async function* simulateSecondary(
  scene: SimulatedScene,
  pass: SimulatedPass
): AsyncGenerator<SlcBlock, void> {
  yield* focused(pass.reference, movedLines(scene, pass), scene.digitalNumber);
}

/** Lines of the changed scatterers on the secondary's grid, with the margin of the filter. */
async function* movedLines(
  scene: SimulatedScene,
  pass: SimulatedPass
): AsyncGenerator<ComplexLine, void> {
  const { annotation } = pass.reference;
  const kernels = newKernels();
  const source = new ChangedScatterers(scene, pass, kernels);
  const width = annotation.samplesPerBurst + 2 * HALF_TAPS;
  const first = -HALF_TAPS;
  const last = annotation.linesPerBurst - 1 + HALF_TAPS;
  const ground = new BurstGround(pass.reference, scene.primary, scene.elevation, {
    firstLine: -MARGIN_LINES,
    lastLine: annotation.linesPerBurst - 1 + MARGIN_LINES,
    firstSample: -MARGIN_SAMPLES,
    lastSample: annotation.samplesPerBurst - 1 + MARGIN_SAMPLES
  });
  const resampler = new SincResampler(
    source,
    {
      range: RANGE_SINC,
      azimuth: AZIMUTH_SINC,
      carrier: new Float64Array(3 * (Math.ceil(source.samples / 64) + 3)),
      middleLine: 0,
      lineS: 0,
      phaseRad: 0,
      phasePerSampleRad: 0
    },
    width,
    BLOCK_LINES,
    kernels
  );
  const re = new Float32Array(BLOCK_LINES * width);
  const im = new Float32Array(BLOCK_LINES * width);
  const unused = emptyGroundLine(width);
  for (let line = first; line <= last; line += BLOCK_LINES) {
    const count = Math.min(BLOCK_LINES, last - line + 1);
    for (let l = 0; l < count; l++) {
      ground.line(line + l, -HALF_TAPS, width, {
        ...unused,
        azimuthOffset: resampler.azimuthOffset.subarray(l * width, (l + 1) * width),
        rangeOffset: resampler.rangeOffset.subarray(l * width, (l + 1) * width)
      });
    }
    await resampler.resample(line, count, MARGIN_SAMPLES - HALF_TAPS, re, im);
    for (let l = 0; l < count; l++) {
      const row = newLine(width);
      for (let i = 0; i < width; i++) {
        const at = l * width + i;
        const isThere = re[at] === re[at];
        row.re[i] = isThere ? re[at] : 0;
        row.im[i] = isThere ? im[at] : 0;
      }
      yield row;
    }
  }
}

/** Limits the band, puts the carrier on, and rounds. */
async function* focused(
  reference: BurstReference,
  lines: AsyncGenerator<ComplexLine, void>,
  digitalNumber = DIGITAL_NUMBER
): AsyncGenerator<SlcBlock, void> {
  const { annotation, burstIndex } = reference;
  const samples = annotation.samplesPerBurst;
  const tops = new TopsCarrier(reference);
  const carrier = carrierTable(tops, samples);
  const valid = validSamples(annotation.bursts[burstIndex]);
  const filter = new BandFilter(
    bandFilter(annotation.rangeBand, annotation.rangeSamplingRateHz),
    bandFilter(annotation.azimuthBand, 1 / annotation.azimuthTimeIntervalS),
    samples
  );
  let data = new Int16Array(2 * samples * BLOCK_LINES);
  let line = 0;
  let firstLine = 0;
  for await (const white of lines) {
    const limited = filter.push(white);
    if (!limited) {
      continue;
    }
    const start = 2 * samples * (line - firstLine);
    const etaS = tops.azimuthTimeS(line);
    for (let s = Math.max(0, valid[2 * line]); s <= valid[2 * line + 1]; s++) {
      const phase = carrierRad(carrier, s, etaS);
      const cosine = digitalNumber * Math.cos(phase);
      const sine = digitalNumber * Math.sin(phase);
      data[start + 2 * s] = toInt16(limited.re[s] * cosine - limited.im[s] * sine);
      data[start + 2 * s + 1] = toInt16(limited.im[s] * cosine + limited.re[s] * sine);
    }
    line++;
    if (line - firstLine === BLOCK_LINES || line === annotation.linesPerBurst) {
      const count = line - firstLine;
      yield { firstLine, lines: count, data: data.subarray(0, 2 * samples * count) };
      firstLine = line;
      data = new Int16Array(2 * samples * BLOCK_LINES);
    }
  }
}

function toInt16(value: number): number {
  return Math.max(-INT16_LIMIT, Math.min(INT16_LIMIT, Math.round(value)));
}
