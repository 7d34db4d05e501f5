import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Annotation, Orbit } from '../../sar';
import { secondsAfter } from '../../sar';
import { ArchiveError, InvalidOrbitFileError, OrbitCoverageError } from '../errors';
import { zipFiles } from '../products/zip-files';
import type { ArchiveTools } from '../tools';
import { readOrbitFile } from './read-orbit-file';

/** Precise orbits come three weeks after the acquisition, restituted ones within hours. */
export type OrbitKind = 'POEORB' | 'RESORB' | 'annotation';

/** An orbit for one burst, and where it is from. */
export interface ChosenOrbit {
  readonly orbit: Orbit;
  readonly kind: OrbitKind;
  /** Orbit files that would have come first and cannot be used. */
  readonly problems: readonly ArchiveError[];
}

/** An orbit out of a file; null when no file has it. */
export interface OrbitOfFiles {
  readonly found: { readonly orbit: Orbit; readonly kind: 'POEORB' | 'RESORB' } | null;
  /** Files that would have come first and cannot be used. */
  readonly problems: readonly ArchiveError[];
}

/** Seconds of state vectors before the first and after the last line: six vectors of 10 s. */
const MARGIN_S = 60;
/** The annotation's own vectors must at least enclose the burst. */
const OWN_MARGIN_S = 1;

const NAME =
  /^(S1[A-D])_OPER_AUX_(POEORB|RESORB)_[A-Z0-9]{4}_(\d{8}T\d{6})_V(\d{8}T\d{6})_(\d{8}T\d{6})\.EOF(\.zip)?$/i;

interface OrbitFile {
  readonly name: string;
  readonly kind: 'POEORB' | 'RESORB';
  readonly createdAt: string;
  readonly validFrom: string;
  readonly validTo: string;
}

/** The folder of orbit files (`*.EOF`, or each in a zip), as ESA names them. */
export class OrbitArchive {
  /** @param folder - It need not exist. */
  constructor(
    readonly folder: string,
    private readonly tools: ArchiveTools
  ) {}

  /**
   * The best orbit for one burst: precise, restituted, else the annotation's own; of several files
   * the one that was made last.
   *
   * @param burstIndex - Place in the annotation's list of bursts.
   * @throws OrbitCoverageError when no file covers it and neither does the annotation.
   */
  async orbitFor(annotation: Annotation, burstIndex: number): Promise<ChosenOrbit> {
    const { epoch, linesPerBurst, azimuthTimeIntervalS, mission } = annotation;
    const startS = annotation.bursts[burstIndex].azimuthTimeS;
    const endS = startS + linesPerBurst * azimuthTimeIntervalS;
    const { found, problems } = await this.ofFiles(mission, epoch, startS, endS);
    if (found !== null) {
      return { ...found, problems };
    }
    const own = annotation.orbit;
    if (!reaches(own, startS - OWN_MARGIN_S, endS + OWN_MARGIN_S)) {
      const covered =
        own.vectors.length === 0
          ? 'it holds no state vector'
          : `its state vectors reach from ${own.vectors[0].timeS.toFixed(3)} to ` +
            `${own.vectors[own.vectors.length - 1].timeS.toFixed(3)} s`;
      throw new OrbitCoverageError(
        annotation.source,
        `${covered} after ${epoch}, and the burst lasts from ${startS.toFixed(3)} to ` +
          `${endS.toFixed(3)} s`,
        this.folder
      );
    }
    return { orbit: own, kind: 'annotation', problems };
  }

  /**
   * The orbit of a satellite around some seconds out of the best file: precise, else restituted.
   *
   * @param mission - `S1A`.
   * @param epoch - Midnight (UTC) that the times count from.
   */
  async ofFiles(
    mission: string,
    epoch: string,
    startS: number,
    endS: number
  ): Promise<OrbitOfFiles> {
    const problems: ArchiveError[] = [];
    for (const file of await this.candidates(mission, epoch, startS, endS)) {
      const path = join(this.folder, file.name);
      try {
        const text = await this.textOf(path);
        const orbit = readOrbitFile(text, path, epoch, startS - MARGIN_S, endS + MARGIN_S);
        if (!reaches(orbit, startS - OWN_MARGIN_S, endS + OWN_MARGIN_S)) {
          throw new InvalidOrbitFileError(path, 'its state vectors do not reach as its name says');
        }
        return { found: { orbit, kind: file.kind }, problems };
      } catch (error) {
        if (!(error instanceof ArchiveError)) {
          throw error;
        }
        problems.push(error);
      }
    }
    return { found: null, problems };
  }

  /** Names of the files that `ofFiles` would look into, best first; empty when there are none. */
  async stateAt(mission: string, epoch: string, startS: number, endS: number): Promise<string> {
    const files = await this.candidates(mission, epoch, startS, endS);
    return files.map(({ name }) => name).join(' ');
  }

  private async candidates(
    mission: string,
    epoch: string,
    startS: number,
    endS: number
  ): Promise<OrbitFile[]> {
    const names = await readdir(this.folder).catch(() => []);
    return names
      .flatMap(name => {
        const parts = NAME.exec(name);
        if (!parts || parts[1].toUpperCase() !== mission) {
          return [];
        }
        const [, , kind, createdAt, validFrom, validTo] = parts.map(part => part?.toUpperCase());
        return [{ name, kind: kind as OrbitFile['kind'], createdAt, validFrom, validTo }];
      })
      .filter(
        file =>
          compactSeconds(epoch, file.validFrom) <= startS - MARGIN_S &&
          compactSeconds(epoch, file.validTo) >= endS + MARGIN_S
      )
      .sort(
        (a, b) =>
          // POEORB comes before RESORB in the alphabet, too.
          a.kind.localeCompare(b.kind) || b.createdAt.localeCompare(a.createdAt)
      );
  }

  private async textOf(path: string): Promise<string> {
    if (!/\.zip$/i.test(path)) {
      return readFile(path, 'utf8');
    }
    const zip = await zipFiles(path, this.folder, this.tools.openFile);
    const entry = zip.entries.find(({ name }) => /\.EOF$/i.test(basename(name)));
    if (!entry) {
      throw new InvalidOrbitFileError(path, 'it holds no .EOF file');
    }
    return zip.readText(entry.name);
  }
}

function reaches({ vectors }: Orbit, fromS: number, toS: number): boolean {
  return (
    vectors.length >= 2 && vectors[0].timeS <= fromS && vectors[vectors.length - 1].timeS >= toS
  );
}

/** Seconds from a midnight to a time as file names have it, `20230904T063731`. */
function compactSeconds(epoch: string, time: string): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)$/.exec(time) ?? [];
  return secondsAfter(epoch, `${year}-${month}-${day}T${hour}:${minute}:${second}`);
}
