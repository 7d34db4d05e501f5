import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError, StackNotFoundError } from './errors';
import { readStack } from './read-stack';
import type { Acquisition, Stack } from './stack';

/** What is asked of the archive: the parameters of an InSAR preprocessing. */
export interface StackRequest {
  readonly burstId: number;
  readonly subSwath: string;
  /** Day that the stack is coregistered to, YYYY-MM-DD. */
  readonly primaryDate: string;
  /** First and last day, both included, YYYY-MM-DD. */
  readonly startDate: string;
  readonly endDate: string;
  readonly polarizations: readonly string[];
}

/** A stack, and those of its acquisitions that were asked for, in order of date. */
export interface StackSelection {
  readonly stack: Stack;
  readonly acquisitions: readonly Acquisition[];
}

/** Stacks, and why some folders are none. */
export interface StackListing {
  readonly stacks: readonly Stack[];
  readonly problems: readonly ArchiveError[];
}

/** Already coregistered stacks, by folder. Folders are read at each call: a new stack needs no restart. */
export class StackArchive {
  /** @param folder - Holds one folder per stack; it need not exist. */
  constructor(readonly folder: string) {}

  /** Every stack in order of id. A folder that is no stack is a problem, not an error. */
  async list(): Promise<StackListing> {
    const stacks: Stack[] = [];
    const problems: ArchiveError[] = [];
    for (const id of await this.ids()) {
      try {
        stacks.push(await readStack(join(this.folder, id), id));
      } catch (error) {
        if (!(error instanceof ArchiveError)) {
          throw error;
        }
        problems.push(error);
      }
    }
    return { stacks, problems };
  }

  /** @throws StackNotFoundError when no stack has this id, InvalidStackError when it cannot be read. */
  async get(id: string): Promise<Stack> {
    const ids = await this.ids();
    if (!ids.includes(id)) {
      const known = ids.length > 0 ? `There are: ${ids.join(', ')}.` : this.emptySentence();
      throw new StackNotFoundError('collection', `There is no stack "${id}". ${known}`);
    }
    return readStack(join(this.folder, id), id);
  }

  /**
   * The stack that answers `request`.
   *
   * @throws StackNotFoundError naming the first part of the request that no stack has, and what
   * the stacks have instead.
   */
  async find(request: StackRequest): Promise<StackSelection> {
    const { stacks, problems } = await this.list();
    if (stacks.length === 0) {
      const unread = problems.map(problem => ` ${problem.message}.`).join('');
      throw new StackNotFoundError('burst', this.emptySentence() + unread);
    }
    const { burstId, primaryDate, startDate, endDate } = request;
    const subSwath = request.subSwath.toUpperCase();
    const ofBurst = narrow(
      stacks,
      stack => stack.burstId === burstId,
      'burst',
      () => {
        const known = stacks.map(stack => `${stack.burstId} (${stack.subSwath})`);
        return `No stack of burst ${burstId}. There are stacks of burst ${unique(known)}. ${this.placeSentence()}`;
      }
    );
    const ofSwath = narrow(
      ofBurst,
      stack => stack.subSwath === subSwath,
      'sub-swath',
      () => {
        const known = unique(ofBurst.map(stack => stack.subSwath));
        return `Burst ${burstId} is there in sub-swath ${known}, not ${subSwath}.`;
      }
    );
    const wanted = request.polarizations.map(pol => pol.toUpperCase());
    const polarized = narrow(
      ofSwath,
      stack => wanted.every(pol => stack.polarizations.includes(pol)),
      'polarization',
      () => {
        const known = unique(ofSwath.map(stack => stack.polarizations.join(' and ')));
        return `Burst ${burstId} ${subSwath} is there in polarization ${known}, not ${wanted.join(' and ')}.`;
      }
    );
    const ofPrimary = narrow(
      polarized,
      stack => stack.primaryDate === primaryDate,
      'primary date',
      () => {
        const known = unique(polarized.map(stack => stack.primaryDate));
        return `Burst ${burstId} ${subSwath} is coregistered to ${known}, not to ${primaryDate}: use that date as primary (master) date. ${this.placeSentence()}`;
      }
    );
    const stack = ofPrimary[0];
    const within = stack.acquisitions.filter(({ date }) => date >= startDate && date <= endDate);
    if (within.length === 0) {
      const known = stack.acquisitions.map(({ date }) => date).join(', ');
      throw new StackNotFoundError(
        'dates',
        `Burst ${burstId} ${subSwath} has no acquisition from ${startDate} to ${endDate}. There are: ${known}.`
      );
    }
    // The primary belongs to a stack whatever the dates.
    const acquisitions = stack.acquisitions.filter(
      each => each.date === primaryDate || within.includes(each)
    );
    return { stack, acquisitions };
  }

  private async ids(): Promise<string[]> {
    try {
      const entries = await readdir(this.folder, { withFileTypes: true });
      return entries
        .filter(entry => entry.isDirectory() || entry.isSymbolicLink())
        .map(entry => entry.name)
        .filter(name => !name.startsWith('.'))
        .sort();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return [];
      }
      throw error;
    }
  }

  private emptySentence(): string {
    return `There is no coregistered stack yet. ${this.placeSentence()}`;
  }

  private placeSentence(): string {
    return `A stack is a folder in ${this.folder} with a stack.json and one openEO_<date>Z.tif per date.`;
  }
}

function narrow(
  stacks: readonly Stack[],
  fits: (stack: Stack) => boolean,
  part: StackNotFoundError['missing'],
  message: () => string
): Stack[] {
  const kept = stacks.filter(fits);
  if (kept.length === 0) {
    throw new StackNotFoundError(part, message());
  }
  return kept;
}

function unique(words: readonly string[]): string {
  return [...new Set(words)].join(', ');
}
