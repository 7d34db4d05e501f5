import { carrierTable } from '../burst/carrier-table';
import type { BurstReference, SlcSource } from '../burst/slc-source';
import { TopsCarrier } from '../burst/tops-carrier';
import { validSamples } from '../burst/valid-samples';
import type { Kernels } from '../kernels/kernels';
import type { PlaneLines } from './sinc-resampler';

/** Around what is not valid the main lobe of the sinc still leans on zeros. */
const RIM = 2;

/** Lines of a burst for the resampler: read, deramped, zero where they are not valid. */
export class BurstLines implements PlaneLines {
  readonly firstLine = 0;
  readonly lastLine: number;
  readonly samples: number;
  /** Parabolas of azimuth time; see `carrierTable`. */
  readonly carrier: Float64Array;
  readonly #tops: TopsCarrier;
  readonly #valid: Int32Array;
  readonly #resampled: Int32Array;
  readonly #tableAt: number;
  readonly #lineAt: number;

  constructor(
    reference: BurstReference,
    readonly slc: SlcSource,
    readonly kernels: Kernels
  ) {
    const { annotation, burstIndex } = reference;
    this.lastLine = annotation.linesPerBurst - 1;
    this.samples = annotation.samplesPerBurst;
    this.#tops = new TopsCarrier(reference);
    this.carrier = carrierTable(this.#tops, this.samples);
    this.#valid = validSamples(annotation.bursts[burstIndex]);
    this.#resampled = validSamples(annotation.bursts[burstIndex], RIM, RIM);
    this.#tableAt = kernels.reserve(this.carrier.byteLength);
    this.#lineAt = kernels.reserve(4 * this.samples + 16);
    kernels.float64(this.#tableAt, this.carrier.length).set(this.carrier);
  }

  async load(
    first: number,
    count: number,
    placesOf: (line: number) => readonly [reAt: number, imAt: number]
  ): Promise<void> {
    const { samples, kernels } = this;
    const data = await this.slc.readLines(first, count);
    const staging = kernels.int16(this.#lineAt, 2 * samples);
    for (let line = first; line < first + count; line++) {
      const start = 2 * samples * (line - first);
      staging.set(data.subarray(start, start + 2 * samples));
      const [reAt, imAt] = placesOf(line);
      kernels.run.deramp(
        this.#lineAt,
        reAt,
        imAt,
        samples,
        this.#valid[2 * line],
        this.#valid[2 * line + 1],
        this.#tableAt,
        this.#tops.azimuthTimeS(line)
      );
    }
  }

  limits(line: number): readonly [first: number, last: number] {
    return [this.#resampled[2 * line], this.#resampled[2 * line + 1]];
  }
}
