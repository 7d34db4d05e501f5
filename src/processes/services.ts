import type {
  Archives,
  CoregisteredStacks,
  ElevationArchive,
  RemoteArchive,
  SlcArchive,
  StackArchive
} from '../archive';
import type { ByteFile, ByteSource, Codecs, ScratchFile } from '../raster';
import type { MapCollections } from './map-collections/map-collections';

/** A result file that is being written under a temporary name. */
export interface OutputFile {
  /** Name in the output folder once it is finished. */
  readonly fileName: string;
  readonly file: ByteFile;
  /** Where the unfinished file lies, for libraries that write files themselves. */
  readonly path: string;
  /** Closes the file and gives it its name: only now it is a result. */
  commit(): Promise<void>;
  /** Closes and deletes it. */
  discard(): Promise<void>;
}

/**
 * What the processes of this back-end ask of the runtime. Sources that were opened stay open for
 * the run; whoever gives the services closes them afterwards.
 */
export interface ProcessServices {
  readonly codecs: Codecs;
  /** Opens an http(s) resource that can be read by range. */
  openUrl(url: string): Promise<ByteSource>;
  openFile(path: string): Promise<ByteSource>;
  fetchJson(url: string): Promise<unknown>;
  /**
   * Creates a temporary file without a name, for what is read several times and too large for
   * memory; it is closed as sources are. Without it such things are read again.
   */
  scratch?(): Promise<ScratchFile>;
  /** Begins a file in the output folder of the run; its name is made safe and unique. */
  createOutput(fileName: string): Promise<OutputFile>;
  /** Stacks that somebody laid there already coregistered. */
  readonly stacks: StackArchive;
  /** Products, elevation, and what was coregistered from them. */
  readonly slc: SlcArchive;
  readonly elevation: ElevationArchive;
  readonly coregistered: CoregisteredStacks;
  /** The simulated scene of a first run; null where there is none. */
  sampleScene(): Promise<Archives | null>;
  /** Where products and elevation that are missing come from; without it nothing is fetched. */
  readonly remote?: RemoteArchive;
  readonly mapCollections: MapCollections;
}
