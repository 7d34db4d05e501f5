import type { Plane } from '../plane';
import type { BandStatistics } from './spec';

/** Gathers the statistics of a band part by part; parts are joined as Chan et al. (1983) do. */
export class StatisticsGatherer {
  #cells = 0;
  #count = 0;
  #mean = 0;
  #squares = 0;
  #minimum = Infinity;
  #maximum = -Infinity;

  /** Adds the first `length` cells of a plane. */
  add(plane: Plane, length: number): void {
    this.#cells += length;
    let count = 0;
    let sum = 0;
    let minimum = this.#minimum;
    let maximum = this.#maximum;
    for (let i = 0; i < length; i++) {
      const value = plane[i];
      if (value === value) {
        count++;
        sum += value;
        minimum = value < minimum ? value : minimum;
        maximum = value > maximum ? value : maximum;
      }
    }
    if (count === 0) {
      return;
    }
    const mean = sum / count;
    let squares = 0;
    for (let i = 0; i < length; i++) {
      const difference = plane[i] - mean;
      if (difference === difference) {
        squares += difference * difference;
      }
    }
    const total = this.#count + count;
    const shift = mean - this.#mean;
    this.#squares += squares + (shift * shift * this.#count * count) / total;
    this.#mean += (shift * count) / total;
    this.#count = total;
    this.#minimum = minimum;
    this.#maximum = maximum;
  }

  result(): BandStatistics {
    const some = this.#count > 0;
    return {
      minimum: some ? this.#minimum : NaN,
      maximum: some ? this.#maximum : NaN,
      mean: some ? this.#mean : NaN,
      standardDeviation: some ? Math.sqrt(this.#squares / this.#count) : NaN,
      validShare: this.#cells > 0 ? this.#count / this.#cells : 0
    };
  }
}
