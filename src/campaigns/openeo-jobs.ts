import type { ProcessGraph } from '../workflow';
import { BackendNotReadyError, BackendRefusalError } from './errors';

/** A back-end that campaigns run on. */
export interface CampaignBackend {
  /** What users call it. */
  readonly title: string;
  /** How many bursts it is asked to compute at once where nobody says. */
  readonly usualAtOnce: number;
  /** Time between two questions for the states of jobs, ms. */
  readonly pollMs: number;
  /** Whether its jobs end when this process ends, so that they have to be started again. */
  readonly endsWithThisProcess: boolean;
  /**
   * Sends a request with the user's login.
   *
   * @param path - Below the API root, with a slash at its begin and the query at its end.
   */
  ask(path: string, init: { readonly method: string; readonly body?: string }): Promise<Response>;
}

export interface JobRequest {
  readonly title: string;
  readonly description: string;
  readonly process: { readonly process_graph: ProcessGraph };
  /** Members of the request beside these, as openEO clients send job options. */
  readonly options: Readonly<Record<string, unknown>>;
}

export type OpeneoJobStatus = 'created' | 'queued' | 'running' | 'canceled' | 'finished' | 'error';

export interface OpeneoJob {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly status: OpeneoJobStatus;
  readonly progressPercent: number | null;
}

/** Most pages of a list of jobs that are turned. */
const MOST_PAGES = 200;

/** The batch jobs of a back-end. All throw BackendNotReadyError and BackendRefusalError. */
export class OpeneoJobs {
  constructor(private readonly backend: CampaignBackend) {}

  /** Gives the id of a new job, which is not started. */
  async create({ options, ...request }: JobRequest): Promise<string> {
    const answer = await this.send('POST', '/jobs', { ...options, ...request });
    const location = answer.headers.get('Location') ?? '';
    const id =
      answer.headers.get('OpenEO-Identifier') ?? location.split(/[?#]/)[0].split('/').pop();
    if (!id) {
      throw new BackendNotReadyError(
        `${this.backend.title} made a job without naming it; it is looked for in the list.`
      );
    }
    return decodeURIComponent(id);
  }

  /** Queues a job; without effect where it is queued or runs. */
  async start(id: string): Promise<void> {
    await this.send('POST', `/jobs/${encodeURIComponent(id)}/results`);
  }

  async cancel(id: string): Promise<void> {
    await this.send('DELETE', `/jobs/${encodeURIComponent(id)}/results`);
  }

  /** Replaces the process graph of a job that does not run. */
  async change(id: string, process: JobRequest['process']): Promise<void> {
    await this.send('PATCH', `/jobs/${encodeURIComponent(id)}`, { process });
  }

  async get(id: string): Promise<OpeneoJob> {
    return jobOf(await this.read(`/jobs/${encodeURIComponent(id)}`));
  }

  /** The first job whose title or description holds a text, page after page. */
  async find(text: string): Promise<OpeneoJob | null> {
    let query = '?limit=100';
    for (let page = 0; page < MOST_PAGES; page++) {
      const list = await this.read(`/jobs${query}`);
      const jobs = (Array.isArray(list.jobs) ? list.jobs : []).map(jobOf);
      const found = jobs.find(job => job.title.includes(text) || job.description.includes(text));
      const next = linkOf(list, 'next');
      if (found || !next) {
        return found ?? null;
      }
      query = new URL(next, 'http://localhost').search;
    }
    return null;
  }

  /** Address of the STAC document of a finished job, signed, and the names of its files. */
  async results(id: string): Promise<{ stacUrl: string; fileNames: string[] }> {
    const results = await this.read(`/jobs/${encodeURIComponent(id)}/results`);
    const stacUrl = linkOf(results, 'canonical');
    if (!stacUrl) {
      throw new BackendRefusalError(
        `The results of job ${id} have no canonical link, by which another job could read them.`,
        200,
        'NoCanonicalLink'
      );
    }
    return { stacUrl, fileNames: Object.keys(recordOf(results.assets)) };
  }

  /** What the log of a failed job says last about its error. */
  async lastError(id: string): Promise<string> {
    const { logs } = await this.read(`/jobs/${encodeURIComponent(id)}/logs?level=error`);
    const messages = (Array.isArray(logs) ? logs : [])
      .map(recordOf)
      .filter(({ level }) => level === 'error')
      .map(({ message }) => String(message));
    return messages.at(-1) ?? 'The job failed; its log does not say why.';
  }

  private async read(path: string): Promise<Record<string, unknown>> {
    const answer = await this.send('GET', path);
    return recordOf(await answer.json().catch(() => null));
  }

  private async send(method: string, path: string, body?: object): Promise<Response> {
    const { backend } = this;
    let answer: Response;
    try {
      answer = await backend.ask(path, {
        method,
        ...(body && { body: JSON.stringify(body) })
      });
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new BackendNotReadyError(`${backend.title} cannot be asked: ${why}`, { cause });
    }
    if (answer.ok) {
      return answer;
    }
    const { code = '', message } = recordOf(await answer.json().catch(() => null));
    const said = String(message ?? `it answered with status ${answer.status}`);
    if (answer.status === 401 || answer.status === 403) {
      throw new BackendNotReadyError(
        `${backend.title} wants a login (${said}). Log in in the panel; the campaign goes on by itself.`
      );
    }
    if (answer.status === 408 || answer.status === 429 || answer.status >= 500) {
      throw new BackendNotReadyError(`${backend.title} cannot answer now: ${said}`);
    }
    throw new BackendRefusalError(`${backend.title}: ${said}`, answer.status, String(code));
  }
}

function jobOf(value: unknown): OpeneoJob {
  const { id, title, description, status, progress } = recordOf(value);
  return {
    id: String(id),
    title: typeof title === 'string' ? title : '',
    description: typeof description === 'string' ? description : '',
    status: status as OpeneoJobStatus,
    progressPercent: typeof progress === 'number' ? progress : null
  };
}

function linkOf(document: Record<string, unknown>, rel: string): string | null {
  const links = Array.isArray(document.links) ? document.links.map(recordOf) : [];
  const href = links.find(link => link.rel === rel)?.href;
  return typeof href === 'string' ? href : null;
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
