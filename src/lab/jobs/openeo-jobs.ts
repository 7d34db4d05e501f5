import type { Job } from '@openeo/js-client';

import type { IBackendClient, IJobRow } from '../tokens';
import { failureOf, logEntryOf, requestOf, resultFilesOf } from './answers';
import type { IAssetAnswer, ILogAnswer } from './answers';
import { rowOf } from './record';
import type { IJobRequest, IJobsSource, ILogEntry, IResultFile } from './source';

/** The batch jobs of the back-end, by the openEO client. */
export class OpeneoJobs implements IJobsSource {
  /** @param client - Connects when the first method is called. */
  constructor(private readonly _client: IBackendClient) {}

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
    return resultFilesOf(assets, href => this._client.proxied(href));
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
