import { carrierRad, carrierTable } from '../burst/carrier-table';
import { TopsCarrier } from '../burst/tops-carrier';
import { BurstGround } from '../coregistration/burst-ground';
import { topographicPhase } from '../coregistration/burst-resampler';
import type { PlaneLines } from '../coregistration/sinc-resampler';
import { emptyGroundLine } from '../geometry/ground-line';
import type { Kernels } from '../kernels/kernels';
import { normalSource } from '../random';
import { HALF_TAPS, newLine } from './band-filter';
import type { ComplexLine } from './band-filter';
import type { SceneLine, SimulatedPass, SimulatedScene } from './scene';

/** Samples of scatterers before and behind the burst's own. */
export const MARGIN_SAMPLES = 64;
/** Lines of scatterers before and behind: for the filter, the interpolation and the offsets. */
export const MARGIN_LINES = HALF_TAPS + 64;

/**
 * The scatterers of a scene: one on each pixel of the primary's grid, circular Gaussian and
 * independent of its neighbours. `line` gives them as the primary sees them, without its carrier.
 */
export class Scatterers {
  readonly samples: number;
  readonly ground: BurstGround;
  readonly #carrier: Float64Array;
  readonly #tops: TopsCarrier;
  readonly #amplitude: Float32Array;

  constructor(
    readonly scene: SimulatedScene,
    pass: SimulatedPass | null
  ) {
    const { primary, elevation } = scene;
    const { linesPerBurst, samplesPerBurst } = primary.annotation;
    this.samples = samplesPerBurst + 2 * MARGIN_SAMPLES;
    this.ground = new BurstGround(primary, pass?.reference ?? null, elevation, {
      firstLine: -MARGIN_LINES,
      lastLine: linesPerBurst - 1 + MARGIN_LINES,
      firstSample: -MARGIN_SAMPLES,
      lastSample: samplesPerBurst - 1 + MARGIN_SAMPLES
    });
    this.#tops = new TopsCarrier(primary);
    this.#carrier = carrierTable(this.#tops, samplesPerBurst + MARGIN_SAMPLES);
    this.#amplitude = new Float32Array(this.samples);
  }

  /** What the scene is asked with for a line. */
  place(line: number): SceneLine {
    const ground = emptyGroundLine(this.samples);
    this.ground.line(line, -MARGIN_SAMPLES, this.samples, ground);
    return { line, firstSample: -MARGIN_SAMPLES, ground };
  }

  /** Reflectivities of a line: noise of unit power times the amplitude of the scene. */
  reflectivity(place: SceneLine): ComplexLine {
    const out = this.noise(place.line, 0);
    const amplitude = this.amplitude(place);
    for (let i = 0; i < this.samples; i++) {
      out.re[i] *= amplitude[i];
      out.im[i] *= amplitude[i];
    }
    return out;
  }

  amplitude(place: SceneLine): Float32Array {
    this.#amplitude.fill(1);
    this.scene.amplitude?.(place, this.#amplitude);
    return this.#amplitude;
  }

  /** Circular Gaussian noise of unit power that line, stream and seed determine. */
  noise(line: number, stream: number): ComplexLine {
    const seed = Math.imul(this.scene.seed, 0x85ebca6b) + Math.imul(stream, 0xc2b2ae35);
    const normal = normalSource((seed + Math.imul(line + 100_000, 0x27d4eb2f)) | 0);
    const out = newLine(this.samples);
    for (let i = 0; i < this.samples; i++) {
      out.re[i] = normal.next() * Math.SQRT1_2;
      out.im[i] = normal.next() * Math.SQRT1_2;
    }
    return out;
  }

  /** A line of the primary before its band is limited: reflectivity times exp(-i carrier). */
  line(line: number): ComplexLine {
    const out = this.reflectivity(this.place(line));
    const etaS = this.#tops.azimuthTimeS(line);
    turnBack(out, i => carrierRad(this.#carrier, i - MARGIN_SAMPLES, etaS));
    return out;
  }
}

/**
 * The scatterers as a second pass sees them, still on the primary's grid: changed, and turned back
 * by the phase of range, of movement, and of the secondary's carrier where they lie in it.
 */
export class ChangedScatterers implements PlaneLines {
  readonly slc = { source: 'simulated scatterers' };
  readonly firstLine = -MARGIN_LINES;
  readonly lastLine: number;
  readonly samples: number;
  readonly #scatterers: Scatterers;
  readonly #carrier: Float64Array;
  readonly #coherence: Float32Array;
  readonly #deformationRad: Float32Array;

  constructor(
    scene: SimulatedScene,
    readonly pass: SimulatedPass,
    readonly kernels: Kernels
  ) {
    const { annotation } = pass.reference;
    this.#scatterers = new Scatterers(scene, pass);
    this.samples = this.#scatterers.samples;
    this.lastLine = scene.primary.annotation.linesPerBurst - 1 + MARGIN_LINES;
    this.#carrier = carrierTable(
      new TopsCarrier(pass.reference),
      annotation.samplesPerBurst + 1024
    );
    this.#coherence = new Float32Array(this.samples);
    this.#deformationRad = new Float32Array(this.samples);
  }

  async load(
    first: number,
    count: number,
    placesOf: (line: number) => readonly [reAt: number, imAt: number]
  ): Promise<void> {
    for (let line = first; line < first + count; line++) {
      const { re, im } = this.#line(line);
      const [reAt, imAt] = placesOf(line);
      this.kernels.float32(reAt, this.samples).set(re);
      this.kernels.float32(imAt, this.samples).set(im);
    }
  }

  limits(): readonly [first: number, last: number] {
    return [0, this.samples - 1];
  }

  #line(line: number): ComplexLine {
    const { annotation } = this.pass.reference;
    const { primary } = this.#scatterers.scene;
    const place = this.#scatterers.place(line);
    const out = this.#changed(place, this.pass);
    const amplitude = this.#scatterers.amplitude(place);
    for (let i = 0; i < this.samples; i++) {
      out.re[i] *= amplitude[i];
      out.im[i] *= amplitude[i];
    }
    const { azimuthOffset, rangeOffset } = place.ground;
    const range = topographicPhase(primary.annotation, annotation);
    const middle = (annotation.linesPerBurst - 1) / 2;
    turnBack(out, i => {
      const there = i - MARGIN_SAMPLES + rangeOffset[i];
      const etaS = (line + azimuthOffset[i] - middle) * annotation.azimuthTimeIntervalS;
      return (
        range.phaseRad +
        range.phasePerSampleRad * rangeOffset[i] +
        this.#deformationRad[i] +
        carrierRad(this.#carrier, there, etaS)
      );
    });
    return out;
  }

  /** The noise that a pass finds, after its own change and those before; leaves its movement. */
  #changed(place: SceneLine, pass: SimulatedPass): ComplexLine {
    const { line } = place;
    const out = pass.before ? this.#changed(place, pass.before) : this.#scatterers.noise(line, 0);
    const fresh = this.#scatterers.noise(line, pass.number);
    pass.change(place, this.#coherence, this.#deformationRad);
    for (let i = 0; i < this.samples; i++) {
      const kept = this.#coherence[i];
      const renewed = Math.sqrt(1 - kept * kept);
      out.re[i] = kept * out.re[i] + renewed * fresh.re[i];
      out.im[i] = kept * out.im[i] + renewed * fresh.im[i];
    }
    return out;
  }
}

/** Times exp(-i phase); zero where the phase is not known. */
function turnBack(line: ComplexLine, phaseOf: (i: number) => number): void {
  for (let i = 0; i < line.re.length; i++) {
    const phase = phaseOf(i);
    const cosine = Math.cos(phase);
    const sine = Math.sin(phase);
    const re = line.re[i];
    const im = line.im[i];
    line.re[i] = phase === phase ? re * cosine + im * sine : 0;
    line.im[i] = phase === phase ? im * cosine - re * sine : 0;
  }
}
