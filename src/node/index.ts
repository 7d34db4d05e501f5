export { nodeCodecs } from './codecs';
export { FileAccessError, HttpAccessError, NodeError } from './errors';
export { createFile, fileSource, scratchFile } from './file';
export { fetchJson, httpSource, type HttpOptions } from './http';
