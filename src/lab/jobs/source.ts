import type { IJobRow } from '../tokens';

/** Levels of openEO's log entries. */
export type LogLevel = 'error' | 'warning' | 'info' | 'debug';

/** One line of a job's log. */
export interface ILogEntry {
  readonly id: string;
  readonly level: LogLevel;
  readonly message: string;
  /** Null where the back-end does not say. */
  readonly timeMs: number | null;
}

/** One file that a job made. */
export interface IResultFile {
  readonly name: string;
  /** Where the browser finds it. */
  readonly url: string;
  readonly isGeoTiff: boolean;
  /** Null where the back-end does not say. */
  readonly sizeBytes: number | null;
}

/** What a job was asked to do. */
export interface IJobRequest {
  /** How many nodes its process graph has. */
  readonly nodeCount: number;
  /** File name prefixes that its `save_result` nodes ask for. */
  readonly prefixes: readonly string[];
  /** How many results it saves. */
  readonly resultCount: number;
}

/** Where jobs come from and go to. Every method rejects with a `ClientError`. */
export interface IJobsSource {
  /** Shortest time between two readings of a job that is watched, in milliseconds; none for 0. */
  readonly shortestMs: number;
  /** All jobs, all pages, in any order. */
  list(): Promise<IJobRow[]>;
  request(id: string): Promise<IJobRequest>;
  /** A reader of the log from its start: each call gives the entries since the call before. */
  openLog(id: string): () => Promise<ILogEntry[]>;
  /** The message of the last error in the log; null if there is none. */
  failure(id: string): Promise<string | null>;
  /** The files of a finished job. */
  results(id: string): Promise<IResultFile[]>;
  start(id: string): Promise<void>;
  /** Ends a queued or running job. */
  cancel(id: string): Promise<void>;
  /** Deletes a job with its log and results. */
  remove(id: string): Promise<void>;
}
