import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the files of jobs lie: `DIR/jobs/ID/results/`. */
export class JobFolders {
  private readonly root: string;

  /** @param dataFolder - The back-end's data folder; `jobs` is made in it. */
  constructor(dataFolder: string) {
    this.root = join(dataFolder, 'jobs');
    mkdirSync(this.root, { recursive: true });
  }

  /** The SQLite file. */
  get databasePath(): string {
    return join(this.root, 'jobs.sqlite');
  }

  /** @throws RangeError when the id could lead out of the folder. */
  results(jobId: string): string {
    return join(this.jobFolder(jobId), 'results');
  }

  /** Path of a result file, or null when the name is none or the file is not there. */
  resultFile(jobId: string, fileName: string): string | null {
    if (!/^[^/\\\0]+$/.test(fileName) || fileName === '.' || fileName === '..') {
      return null;
    }
    const path = join(this.results(jobId), fileName);
    return existsSync(path) ? path : null;
  }

  /** Makes an empty results folder, without what an earlier run left in it. */
  async freshResults(jobId: string): Promise<string> {
    const folder = this.results(jobId);
    await rm(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** Removes what lies in the results folder beside the named files, and the folder without any. */
  async keepResults(jobId: string, fileNames: readonly string[]): Promise<void> {
    const folder = this.results(jobId);
    if (fileNames.length === 0) {
      return this.removeResults(jobId);
    }
    const others = (await readdir(folder).catch(() => [])).filter(
      name => !fileNames.includes(name)
    );
    await Promise.all(others.map(name => rm(join(folder, name), { recursive: true, force: true })));
  }

  async removeResults(jobId: string): Promise<void> {
    await rm(this.results(jobId), { recursive: true, force: true });
  }

  async removeJob(jobId: string): Promise<void> {
    await rm(this.jobFolder(jobId), { recursive: true, force: true });
  }

  /** Removes the results folder at once; for a job that ended with the process before this one. */
  discardResults(jobId: string): void {
    rmSync(this.results(jobId), { recursive: true, force: true });
  }

  private jobFolder(jobId: string): string {
    if (!/^[\w-]+$/.test(jobId)) {
      throw new RangeError(`'${jobId}' is not the id of a job.`);
    }
    return join(this.root, jobId);
  }
}
