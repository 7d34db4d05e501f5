import type { Json, LogLevel } from '../engine';

/** States of a batch job as openEO names them. */
export type JobStatus = 'created' | 'queued' | 'running' | 'canceled' | 'finished' | 'error';

/** A process as a client sends it: a process graph and whatever metadata stands beside it. */
export type JobProcess = { process_graph: Json } & { [key: string]: Json };

/** What a run has used, where it could be measured. */
export interface JobUsage {
  readonly durationS: number;
  /** CPU time of the thread that ran the job, in seconds. */
  readonly cpuS?: number;
  /** Most memory that the thread was seen to hold, in bytes. */
  readonly peakMemoryBytes?: number;
}

/** What a client says of a job; an absent member was not said. */
export interface JobRequest {
  readonly process: JobProcess;
  readonly title?: string;
  readonly description?: string;
  readonly plan?: string;
  readonly budget?: number;
  /** Lowest level of log entries that are kept; `info` when not said. */
  readonly logLevel?: LogLevel;
  /** Members that openEO does not name, such as `job_options`, kept as they came. */
  readonly additional?: Readonly<Record<string, Json>>;
}

/** Changes to a job: `null` removes a member, an absent one stays. */
export type JobChanges = {
  readonly [K in Exclude<keyof JobRequest, 'process'>]?: JobRequest[K] | null;
} & { readonly process?: JobProcess };

/** A batch job as it is stored. Dates are RFC 3339 in UTC. */
export interface Job extends JobRequest {
  readonly id: string;
  /** Increases with every new job. */
  readonly sequence: number;
  readonly logLevel: LogLevel;
  readonly additional: Readonly<Record<string, Json>>;
  readonly status: JobStatus;
  /** 0 to 100. */
  readonly progress: number;
  readonly created: string;
  readonly updated: string;
  /** When the latest run was asked for, and when it began. */
  readonly queued?: string;
  readonly started?: string;
  readonly usage?: JobUsage;
}

/** One line of a job's log, before it is stored. */
export interface LogLine {
  readonly level: LogLevel;
  readonly message: string;
  /** An openEO error code, where there is one. */
  readonly code?: string;
  /** The node of the process graph that speaks. */
  readonly nodeId?: string;
}

/** One stored line; `id` increases with time and is what clients send back as an offset. */
export interface LogEntry extends LogLine {
  readonly id: string;
  readonly time: string;
}

const SEVERITY: Record<LogLevel, number> = { debug: 0, info: 1, warning: 2, error: 3 };

export const LOG_LEVELS = Object.keys(SEVERITY) as LogLevel[];

/** Rank of a level: the higher, the more severe. */
export function severity(level: LogLevel): number {
  return SEVERITY[level];
}

export function isActive(status: JobStatus): boolean {
  return status === 'queued' || status === 'running';
}
