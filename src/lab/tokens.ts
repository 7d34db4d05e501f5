import type { ServerConnection } from '@jupyterlab/services';
import { Token } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import type { Widget } from '@lumino/widgets';
import type { Connection } from '@openeo/js-client';

import type { InsarParameters } from '../workflow';
import type { RemotesModel } from './remotes/model';

/** What the Jupyter server says about the back-end that it starts. */
export interface IBackendStatus {
  /** Whether the back-end process runs and answers. */
  readonly running: boolean;
  /** Why it does not, in one sentence; empty when it runs. */
  readonly message: string;
}

/** The back-end that comes with the extension, reached through the Jupyter server. */
export interface IBackendClient {
  readonly serverSettings: ServerConnection.ISettings;

  /** Root of the openEO API, below the base URL of the Jupyter server; no trailing slash. */
  readonly openeoUrl: string;

  /**
   * Connects once and keeps the connection; a failed attempt is forgotten, so that the next call
   * tries again. Loads the openEO client when first called.
   *
   * @throws BackendNotRunning, BackendRefused, BackendUnreachable, OpeneoError
   */
  connection(): Promise<Connection>;

  /**
   * Where the browser finds a resource that the back-end names by its own address
   * (`http://127.0.0.1:PORT/...`). Other addresses come back as they are.
   */
  proxied(href: string): string;

  /** Asks the Jupyter server whether the back-end runs; never rejects. */
  status(): Promise<IBackendStatus>;
}

export const IBackendClient = new Token<IBackendClient>(
  'jupyterlab-insar:IBackendClient',
  'The openEO back-end that comes with the InSAR extension, through the Jupyter server.'
);

/** States of an openEO batch job. */
export type JobStatus = 'created' | 'queued' | 'running' | 'canceled' | 'finished' | 'error';

/** One batch job, as lists show it. */
export interface IJobRow {
  readonly id: string;
  /** The job's title, or its id where it has none. */
  readonly title: string;
  readonly status: JobStatus;
  /** 0 to 100, or null where the back-end does not say. */
  readonly progressPercent: number | null;
  readonly createdMs: number;
  /** Last change of state; the time of creation where the back-end does not say. */
  readonly updatedMs: number;
  /** How long the back-end worked on it, in seconds; null where it does not say. */
  readonly durationS: number | null;
}

/** The live list of the back-end's jobs. */
export interface IJobsModel extends IDisposable {
  /** Active jobs first, then the newest first. */
  readonly jobs: readonly IJobRow[];
  /** Whether any job is queued or running. */
  readonly isActive: boolean;
  /** Whether the list has been read at least once. */
  readonly isReady: boolean;
  /** Why the last attempt to read the list failed; null when it succeeded. */
  readonly problem: Error | null;
  /** The list, or the problem, is another one. */
  readonly changed: ISignal<IJobsModel, void>;
  /** A job came to its end after it had been seen unfinished. */
  readonly ended: ISignal<IJobsModel, IJobRow>;
  /** Reads the list now. Never rejects: see `problem`. */
  refresh(): Promise<void>;
}

export const IJobsModel = new Token<IJobsModel>(
  'jupyterlab-insar:IJobsModel',
  'The live list of the batch jobs of the InSAR back-end.'
);

/** The sidebar panel, as other parts add to it. */
export interface IInsarPanel {
  /** Adds a section below those of smaller rank; `widget.title.label` is its heading. */
  addSection(widget: Widget, rank: number): void;

  /**
   * Puts these values into the form, as if the user had typed them, and shows it. Resolves when the
   * form holds them.
   */
  fillForm(values: Partial<InsarParameters>): Promise<void>;

  /** The parameters that the form holds; null while one of them is wrong. */
  readForm(): Promise<InsarParameters | null>;
}

export const IInsarPanel = new Token<IInsarPanel>(
  'jupyterlab-insar:IInsarPanel',
  'The InSAR sidebar panel, to which other extensions can add sections.'
);

/** openEO back-ends beside the one that comes with the extension. */
export interface IRemotes {
  /** Their list and what is known of each; loaded and asked for when first called. */
  load(): Promise<RemotesModel>;
}

export const IRemotes = new Token<IRemotes>(
  'jupyterlab-insar:IRemotes',
  'The list of other openEO back-ends, and the logins there.'
);
