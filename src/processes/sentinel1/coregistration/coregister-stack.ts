import { ArchiveError, stackBands } from '../../../archive';
import type {
  Acquisition,
  Archives,
  BurstAcquisition,
  BurstSelection,
  CoregisteredKey,
  OpenBurst,
  StackRequest,
  StackSelection
} from '../../../archive';
import { ProcessError } from '../../../engine';
import type { Call, LogLevel } from '../../../engine';
import { RasterError, writeCog } from '../../../raster';
import { coregister, PixelHeights, readPrimary, SarError } from '../../../sar';
import type { ElevationSource, GroundBlock } from '../../../sar';
import type { ProcessServices } from '../../services';
import { elevationFor } from '../fetching/elevation';
import { keptElevation } from './kept-elevation';
import { StackLines } from './stack-lines';

/** Changes when the same inputs give other values, so that kept files are made anew. */
const METHOD = 'geometric coregistration, sinc 16 x 8, 1';

/** What is asked for, and what is done to it. */
export interface CoregistrationRequest extends StackRequest {
  readonly removesTopographicPhase: boolean;
}

/** Where products and elevation come from, and where what is made of them goes. */
export type ProductArchives = Pick<Archives, 'slc' | 'elevation' | 'coregistered'>;

/** Share of the burst that must have elevation; pixels without have no position and no sample. */
const LEAST_COVER = 0.9;

/** Deflate at its quickest: noise packs hardly better at higher levels. */
const DEFLATE_LEVEL = 1;

/**
 * Coregisters the acquisitions of a burst to its primary, by the products, orbits and elevation of
 * some archives. Dates that were made before from the same are taken as they are. A date that
 * fails is named in the log and left out; the others are kept.
 *
 * @throws ArchiveError, SarError, RasterError of the primary, which nothing can be made without.
 * @throws ProcessError `NoDataAvailable` when there is no date beside the primary.
 */
export async function coregisterStack(
  request: CoregistrationRequest,
  archives: ProductArchives,
  call: Call<ProcessServices>
): Promise<StackSelection> {
  const log = (level: LogLevel, message: string): void =>
    call.context.log(level, message, call.nodeId ?? undefined);
  const selection = await archives.slc.find(request);
  selection.notes.forEach(note => log('warning', note));
  checkDates(selection, request, call.context.services.slc.folder);
  const run = await CoregistrationRun.begin(selection, request, archives, call, log);
  try {
    const acquisitions = await run.all();
    const [burst] = selection.primary.bursts;
    const stack = {
      id: `coregistered-${request.burstId}-${burst.subSwath}`,
      title: null,
      burstId: request.burstId,
      subSwath: burst.subSwath,
      relativeOrbit: burst.relativeOrbit ?? 0,
      polarizations: run.key.polarizations,
      primaryDate: request.primaryDate,
      simulated: run.simulated,
      acquisitions
    };
    return { stack, acquisitions };
  } finally {
    await run.close();
  }
}

/** @throws ProcessError `NoDataAvailable` for a primary that is alone. */
function checkDates(selection: BurstSelection, request: StackRequest, folder: string): void {
  if (selection.acquisitions.length > 1) {
    return;
  }
  const { burstId, subSwath, primaryDate, startDate, endDate } = request;
  throw new ProcessError(
    'NoDataAvailable',
    `Of burst ${burstId} ${subSwath} only the primary, ${primaryDate}, is there from ${startDate} to ${endDate}: there is nothing to coregister to it. Widen temporal_extent, or put products of other dates into ${folder}.`
  );
}

/** One stack that is being made. */
class CoregistrationRun {
  private constructor(
    readonly key: CoregisteredKey,
    private readonly selection: BurstSelection,
    private readonly primary: readonly OpenBurst[],
    private readonly primaryInputs: readonly string[],
    private readonly elevation: ElevationSource,
    private readonly archives: ProductArchives,
    private readonly call: Call<ProcessServices>,
    private readonly log: (level: LogLevel, message: string) => void
  ) {
    const { linesPerBurst, samplesPerBurst } = primary[0].reference.annotation;
    this.heights = new PixelHeights(linesPerBurst, samplesPerBurst);
  }

  /** Opens the primary and finds elevation for it. */
  static async begin(
    selection: BurstSelection,
    request: CoregistrationRequest,
    archives: ProductArchives,
    call: Call<ProcessServices>,
    log: (level: LogLevel, message: string) => void
  ): Promise<CoregistrationRun> {
    const primary = await openAll(selection.primary, archives, log);
    try {
      const { outline } = primary[0].burst;
      const { source, notes, warnings, state } = await elevationFor(
        outline,
        LEAST_COVER,
        archives.elevation,
        call
      );
      notes.forEach(note => log('info', note));
      warnings.forEach(warning => log('warning', warning));
      const key: CoregisteredKey = {
        burstId: request.burstId,
        subSwath: primary[0].burst.subSwath,
        primaryDate: request.primaryDate,
        polarizations: request.polarizations,
        variant: request.removesTopographicPhase ? 'without-topography' : ''
      };
      const inputs = [METHOD, key.variant, state, ...(await inputsOf(primary, archives))];
      return new CoregistrationRun(
        key,
        selection,
        primary,
        inputs,
        keptElevation(source),
        archives,
        call,
        log
      );
    } catch (error) {
      await closeAll(primary);
      throw error;
    }
  }

  /** Of the primary's pixels; solved once for all dates and polarisations. */
  private readonly heights: PixelHeights;

  /** True when the products say that they were simulated. */
  get simulated(): boolean {
    return this.primary.some(({ reference }) => reference.annotation.isSimulated);
  }

  /** Makes the dates one after the other, the primary first. */
  async all(): Promise<Acquisition[]> {
    const { primary, acquisitions } = this.selection;
    const others = acquisitions.filter(({ date }) => date !== primary.date);
    const made = [await this.#one(primary, this.primary, 0, others.length + 1)];
    const failures: string[] = [];
    for (const [k, acquisition] of others.entries()) {
      try {
        made.push(await this.#secondary(acquisition, k + 1, others.length + 1));
      } catch (error) {
        if (!isFailureOfDate(error)) {
          throw error;
        }
        this.log('error', `${acquisition.date} is left out: ${error.message}`);
        failures.push(`${acquisition.date}: ${error.message}`);
      }
    }
    if (made.length === 1) {
      throw new ProcessError(
        'NoDataAvailable',
        `No date could be coregistered to ${primary.date}. ${failures.join(' ')}`
      );
    }
    return made.sort((a, b) => (a.date < b.date ? -1 : 1));
  }

  close(): Promise<void> {
    return closeAll(this.primary);
  }

  async #secondary(
    acquisition: BurstAcquisition,
    index: number,
    count: number
  ): Promise<Acquisition> {
    const bursts = await openAll(acquisition, this.archives, this.log);
    try {
      return await this.#one(acquisition, bursts, index, count);
    } finally {
      await closeAll(bursts);
    }
  }

  /** One date, made or found. */
  async #one(
    { date }: BurstAcquisition,
    bursts: readonly OpenBurst[],
    index: number,
    count: number
  ): Promise<Acquisition> {
    const { services, cancellation, progress } = this.call.context;
    const { coregistered } = this.archives;
    const own = bursts === this.primary ? [] : await inputsOf(bursts, this.archives);
    const inputs = [...this.primaryInputs, ...own].join('\n');
    const place = `${date} (${index + 1} of ${count})`;
    const known = await coregistered.find(this.key, date, inputs);
    if (known !== null) {
      this.log('info', `${place} was coregistered before from the same products.`);
      progress.call(this.call.context, (index + 1) / count);
      return known;
    }
    const startedMs = performance.now();
    const lines = new StackLines(bursts.map((burst, k) => this.#blocks(burst, k)));
    const { linesPerBurst, samplesPerBurst } = this.primary[0].reference.annotation;
    try {
      const made = await coregistered.make(this.key, date, inputs, file =>
        writeCog(
          file,
          {
            width: samplesPerBurst,
            height: linesPerBurst,
            bandNames: bandsOf(this.key, bursts === this.primary),
            sampleType: 'float32',
            noData: NaN,
            transform: null,
            epsg: null,
            tileSize: 256,
            level: DEFLATE_LEVEL,
            overviews: false,
            statistics: false
          },
          window => lines.read(window, bursts === this.primary),
          services.codecs,
          {
            check: () => cancellation.throwIfCancelled(),
            progress: share => this.call.context.progress((index + share) / count)
          }
        )
      );
      const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
      const done = bursts === this.primary ? 'Read the primary' : 'Coregistered';
      this.log('info', `${done} ${place} in ${seconds} s, ${bursts[0].orbitKind} orbit.`);
      return made;
    } finally {
      await lines.close();
    }
  }

  #blocks(burst: OpenBurst, k: number): AsyncGenerator<GroundBlock, void> {
    const { elevation, heights } = this;
    const primary = this.primary[k];
    return burst === primary
      ? readPrimary(burst, elevation, { heights })
      : coregister(primary.reference, burst, elevation, {
          removeTopographicPhase: this.key.variant !== '',
          heights
        });
  }
}

/** Bands of a file: where its pixels lie is told by that of the primary alone. */
function bandsOf({ polarizations }: CoregisteredKey, isPrimary: boolean): string[] {
  const bands = stackBands(polarizations);
  return isPrimary ? bands : bands.slice(0, 2 * polarizations.length);
}

/** Opens every polarisation of a date, or none. */
async function openAll(
  { bursts }: BurstAcquisition,
  { slc }: ProductArchives,
  log: (level: LogLevel, message: string) => void
): Promise<OpenBurst[]> {
  const opened: OpenBurst[] = [];
  try {
    for (const burst of bursts) {
      const open = await slc.openBurst(burst);
      opened.push(open);
      open.notes.forEach(note => log('warning', note));
    }
    return opened;
  } catch (error) {
    await closeAll(opened);
    throw error;
  }
}

async function closeAll(bursts: readonly OpenBurst[]): Promise<void> {
  await Promise.all(bursts.map(burst => burst.close()));
}

/** What the values of a date depend on: its products and its orbit. */
async function inputsOf(bursts: readonly OpenBurst[], { slc }: ProductArchives): Promise<string[]> {
  return Promise.all(
    bursts.map(async ({ burst, orbitKind, reference }) => {
      const vectors = reference.orbit?.vectors ?? [];
      const state = await slc.stateOf(burst);
      const reach = `${vectors.length} ${vectors[0]?.positionM.join(' ') ?? ''}`;
      return `${burst.product} ${state} ${burst.burstIndex} ${orbitKind} ${reach}`;
    })
  );
}

/** Failures that one date has and others may not. */
function isFailureOfDate(error: unknown): error is Error {
  return error instanceof ArchiveError || error instanceof SarError || error instanceof RasterError;
}
