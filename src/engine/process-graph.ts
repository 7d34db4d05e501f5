/** A value of a process argument as JSON: constants, references and callbacks, nested at will. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** One node of a process graph. */
export interface ProcessNode {
  process_id: string;
  namespace?: string | null;
  arguments: Record<string, Json>;
  result?: boolean;
  description?: string | null;
}

/** Nodes by id. A result node is one with `result: true`; more than one is allowed. */
export type ProcessGraph = Record<string, ProcessNode>;

/** A process as openEO defines it: what `/processes` lists and what a user stores. */
export interface ProcessDefinition {
  id: string;
  summary?: string;
  description: string;
  categories?: string[];
  deprecated?: boolean;
  experimental?: boolean;
  parameters: ProcessParameter[];
  returns: { description: string; schema: Json };
  exceptions?: Record<string, { description?: string; message: string; http?: number }>;
  examples?: Json[];
  links?: Json[];
  process_graph?: ProcessGraph;
}

export interface ProcessParameter {
  name: string;
  description: string;
  schema: Json;
  optional?: boolean;
  default?: Json;
  experimental?: boolean;
  deprecated?: boolean;
}
