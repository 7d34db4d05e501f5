import type { CollectionCatalogue, Json, ProcessDefinition } from '../engine';
import type {
  JobFolders,
  JobProcess,
  JobQueue,
  JobStore,
  SynchronousRuns,
  UserProcess,
  UserProcessStore
} from '../jobs';

/** What speaks against a process; `nodeId` where it is about one node. */
export interface ValidationIssue {
  readonly code: string;
  readonly message: string;
  readonly nodeId?: string;
}

/** Everything that the HTTP API stands on. */
export interface AppOptions {
  readonly store: JobStore;
  readonly queue: JobQueue;
  readonly folders: JobFolders;
  readonly userProcesses: UserProcessStore;
  readonly synchronousRuns: SynchronousRuns;
  readonly processes: readonly ProcessDefinition[];
  /** What `/file_formats` answers: formats by name. */
  readonly fileFormats: {
    readonly input: { readonly [name: string]: Json };
    readonly output: { readonly [name: string]: Json };
  };
  readonly collections: CollectionCatalogue;
  validate(
    process: JobProcess,
    userProcesses: readonly UserProcess[]
  ): Promise<readonly ValidationIssue[]>;
  /** The one user there is. */
  readonly user: string;
  readonly password: string;
  /** Key of tokens and signed links, at least 32 bytes. */
  readonly secret: Uint8Array;
  readonly backendVersion: string;
  /** Address of the API root as clients reach it; from the request when absent. */
  readonly publicUrl?: string;
  /** Told of errors that are the back-end's own fault, with the id that the answer names. */
  readonly report?: (error: unknown, id: string) => void;
  readonly now?: () => Date;
}
