import type { CampaignBackend } from '../openeo-jobs';

interface FakeJob {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  graph: Record<string, { process_id: string; arguments: Record<string, unknown> }>;
  status: string;
  starts: number;
  /** Questions for its state until it is finished. */
  left: number;
}

/** When and how the connection breaks. */
export interface Break {
  /** Which request from now, from 1. */
  readonly request: number;
  /** Whether the request still takes effect, so that only its answer is lost. */
  readonly isDone: boolean;
}

/** Dates of every stack of the fake back-end. */
export const FAKE_DATES = ['2024-08-09', '2024-08-21', '2024-09-02'];

/** A back-end in memory that answers as openEO's API says, and that can be cut off at any request. */
export class FakeBackend implements CampaignBackend {
  readonly title = 'Fake back-end';
  readonly usualAtOnce = 3;
  readonly pollMs = 1;
  readonly jobs: FakeJob[] = [];
  mostActive = 0;
  /** Whether the next requests are answered with 401. */
  isLoggedOut = false;
  /** Part of the title of jobs that fail, each as often as said. */
  readonly failing = new Map<string, number>();
  /** Whether jobs can be changed and started again. */
  refusesChanges = false;
  private life = 0;
  private requests = 0;
  private breaking: Break | null = null;

  constructor(
    readonly endsWithThisProcess = true,
    private readonly asksUntilFinished = 2
  ) {}

  /** Cuts the connection of this life for good at a request; gives a promise of that moment. */
  breakAt(breaking: Break): Promise<void> {
    this.requests = 0;
    this.breaking = breaking;
    return new Promise(resolve => (this.broken = resolve));
  }

  /** A new process begins: what was queued or running is an error now. */
  restart(): void {
    this.life++;
    this.breaking = null;
    if (this.endsWithThisProcess) {
      for (const job of this.jobs.filter(({ status }) => isActive(status))) {
        job.status = 'error';
      }
    }
  }

  /** The side of one process: a request of an earlier life reaches nobody. */
  side(): CampaignBackend {
    const life = this.life;
    const { title, usualAtOnce, pollMs, endsWithThisProcess } = this;
    const ask: CampaignBackend['ask'] = (path, init) =>
      life === this.life ? this.ask(path, init) : new Promise(() => undefined);
    return { title, usualAtOnce, pollMs, endsWithThisProcess, ask };
  }

  async ask(path: string, init: { method: string; body?: string }): Promise<Response> {
    await Promise.resolve();
    this.requests++;
    if (this.breaking && this.requests >= this.breaking.request) {
      if (this.breaking.isDone && this.requests === this.breaking.request) {
        this.answer(path, init);
      }
      this.broken();
      return new Promise(() => undefined);
    }
    return this.isLoggedOut
      ? Response.json({ code: 'AuthenticationRequired', message: 'Log in.' }, { status: 401 })
      : this.answer(path, init);
  }

  private broken: () => void = () => undefined;

  private answer(path: string, { method, body }: { method: string; body?: string }): Response {
    const { pathname, searchParams } = new URL(path, 'http://fake');
    const [, , id, rest] = pathname.split('/');
    const request = body ? (JSON.parse(body) as Record<string, unknown>) : {};
    if (id === undefined) {
      return method === 'POST' ? this.create(request) : this.page(Number(searchParams.get('page')));
    }
    const job = this.jobs.find(other => other.id === decodeURIComponent(id));
    if (!job) {
      return Response.json({ code: 'JobNotFound', message: `No job ${id}.` }, { status: 404 });
    }
    if (rest === undefined && method === 'PATCH') {
      if (this.refusesChanges) {
        return Response.json({ code: 'JobLocked', message: 'Locked.' }, { status: 400 });
      }
      job.graph = (request.process as { process_graph: FakeJob['graph'] }).process_graph;
      return new Response(null, { status: 204 });
    }
    if (rest === undefined) {
      this.work(job);
      const { title, description, status } = job;
      return Response.json({ id: job.id, title, description, status, progress: null });
    }
    if (rest === 'logs') {
      const logs = [{ id: '1', level: 'error', message: 'The fake job failed.' }];
      return Response.json({ logs, links: [] });
    }
    return this.results(job, method);
  }

  private create(request: Record<string, unknown>): Response {
    const { title, description, process } = request as {
      title: string;
      description: string;
      process: { process_graph: FakeJob['graph'] };
    };
    const id = `j-${this.jobs.length + 1}`;
    const graph = process.process_graph;
    this.jobs.push({ id, title, description, graph, status: 'created', starts: 0, left: 0 });
    return new Response(null, { status: 201, headers: { 'OpenEO-Identifier': id } });
  }

  /** Five jobs a page, the newest first. */
  private page(page: number): Response {
    const jobs = [...this.jobs].reverse().slice(page * 5, page * 5 + 5);
    const isLast = (page + 1) * 5 >= this.jobs.length;
    const next = { rel: 'next', href: `http://elsewhere/openeo/jobs?page=${page + 1}` };
    return Response.json({
      jobs: jobs.map(({ id, title, status }) => ({ id, title, status })),
      links: isLast ? [] : [next]
    });
  }

  private results(job: FakeJob, method: string): Response {
    if (method === 'POST') {
      if (!isActive(job.status)) {
        job.status = 'running';
        job.starts++;
        job.left = this.asksUntilFinished;
        const active = this.jobs.filter(({ status }) => isActive(status)).length;
        this.mostActive = Math.max(this.mostActive, active);
      }
      return new Response(null, { status: 202 });
    }
    if (method === 'DELETE') {
      job.status = 'canceled';
      return new Response(null, { status: 204 });
    }
    return Response.json({
      assets: Object.fromEntries(FAKE_DATES.map(date => [`openEO_${date}Z.tif`, {}])),
      links: [{ rel: 'canonical', href: `http://fake/${this.life}/${job.id}?signature=x` }]
    });
  }

  private work(job: FakeJob): void {
    if (job.status !== 'running' || --job.left > 0) {
      return;
    }
    job.status = 'finished';
    for (const [part, times] of this.failing) {
      if (job.title.includes(part) && times > 0) {
        this.failing.set(part, times - 1);
        job.status = 'error';
      }
    }
  }
}

function isActive(status: string): boolean {
  return status === 'queued' || status === 'running';
}
