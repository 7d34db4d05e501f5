import type { RunContext } from './context';

/** Share of what is left that nodes before the ends, and the cubes they made, have to tell of. */
const EARLY_SHARE = 0.8;

/**
 * The progress of a run, put together from what its nodes report; it never goes back.
 *
 * What nodes before the ends report while they run, as coregistration does, is the first part of the
 * whole. Their cubes may report again later, when an end reads them and they have much to compute:
 * that is the first part of the end's own share. Where none does, the ends have all of it.
 */
export class RunProgress<Services> {
  /** For the nodes before the ends. */
  readonly early: RunContext<Services>;
  #from = 0;
  #to = 1;
  /** How far `early` has come between `#from` and `#to`. */
  #reached = 0;
  #shown = 0;

  constructor(private readonly context: RunContext<Services>) {
    this.early = Object.create(context) as RunContext<Services>;
    this.early.progress = share => {
      const reached = this.#from + share * EARLY_SHARE * (this.#to - this.#from);
      this.#reached = Math.max(this.#reached, reached);
      this.#show(this.#reached);
    };
  }

  /** Contexts for the ends, to be asked for one after the other, when the one before is done. */
  ends(work: readonly number[]): (end: number) => RunContext<Services> {
    const before = this.#reached;
    const all = work.reduce((sum, part) => sum + part, 0);
    const startOf = (end: number): number =>
      before + ((1 - before) * work.slice(0, end).reduce((sum, part) => sum + part, 0)) / all;
    return end => {
      this.#from = this.#reached = startOf(end);
      this.#to = startOf(end + 1);
      const own = Object.create(this.context) as RunContext<Services>;
      own.progress = share => this.#show(this.#reached + share * (this.#to - this.#reached));
      return own;
    };
  }

  #show(share: number): void {
    this.#shown = Math.max(this.#shown, share);
    this.context.progress(this.#shown);
  }
}
