import type { Connection, Job } from '@openeo/js-client';

import type { IJobRow } from '../tokens';
import { failureOf, logEntryOf, requestOf, resultFilesOf } from './answers';
import type { IAssetAnswer, ILogAnswer } from './answers';
import { rowOf } from './record';
import type { IJobRequest, IJobsSource, ILogEntry, IResultFile } from './source';

/** How to reach a back-end and the files of its jobs. */
export interface IJobsConnection {
  /** Called when the first method is. */
  connection(): Promise<Connection>;
  /** Where the browser finds a result file, which the back-end has at `href`. */
  fileUrl(jobId: string, name: string, href: string): string;
}

/** The batch jobs of a back-end, by the openEO client. */
export class OpeneoJobs implements IJobsSource {
  constructor(
    private readonly _client: IJobsConnection,
    readonly shortestMs = 0
  ) {}

  async list(): Promise<IJobRow[]> {
    const connection = await this._client.connection();
    const pages = connection.paginateJobs(null);
    const jobs = new Map<string, Job>();
    do {
      const page = (await pages.nextPage([...this._jobs.values()])) as Job[];
      for (const job of page) {
        jobs.set(job.id, job);
      }
    } while (pages.hasNextPage());
    this._jobs = jobs;
    return [...jobs.values()].map(job => rowOf(job));
  }

  async request(id: string): Promise<IJobRequest> {
    const job = await this._job(id);
    return requestOf((await job.describeJob()).process);
  }

  openLog(id: string): () => Promise<ILogEntry[]> {
    let log: ReturnType<Job['debugJob']> | null = null;
    return async () => {
      log ??= (await this._job(id)).debugJob();
      return ((await log.nextLogs()) as ILogAnswer[]).map(logEntryOf);
    };
  }

  async failure(id: string): Promise<string | null> {
    const log = (await this._job(id)).debugJob('error');
    return failureOf(((await log.nextLogs()) as ILogAnswer[]).map(logEntryOf));
  }

  async results(id: string): Promise<IResultFile[]> {
    const stac = await (await this._job(id)).getResultsAsStac();
    const assets = (stac.assets ?? {}) as Record<string, IAssetAnswer>;
    return resultFilesOf(assets, (name, href) => this._client.fileUrl(id, name, href));
  }

  async start(id: string): Promise<void> {
    await (await this._job(id)).startJob();
  }

  async cancel(id: string): Promise<void> {
    await (await this._job(id)).stopJob();
  }

  async remove(id: string): Promise<void> {
    await (await this._job(id)).deleteJob();
    this._jobs.delete(id);
  }

  private async _job(id: string): Promise<Job> {
    return this._jobs.get(id) ?? (await this._client.connection()).getJob(id);
  }

  private _jobs = new Map<string, Job>();
}
