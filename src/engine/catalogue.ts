import type { Json } from './process-graph';

/** A STAC Collection as JSON, ready to be answered. */
export type StacCollection = { id: string; [member: string]: Json };

/** The collections that `load_collection` knows. */
export interface CollectionCatalogue {
  list(): Promise<StacCollection[]>;
  /** Null when there is no collection of that id. */
  get(id: string): Promise<StacCollection | null>;
  /**
   * What conditions on the metadata of a collection may ask for: JSON Schemas by property. Null when
   * there is no collection of that id.
   */
  queryables(id: string): Promise<Json | null>;
}
