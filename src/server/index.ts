/** The openEO HTTP API, and the only place that knows its status codes. */
export { createApp } from './app';
export { API_ROOT, API_VERSION } from './addresses';
export { ERROR_STATUS } from './error-codes';
export type { AppOptions, ValidationIssue } from './options';
export { readSecret } from './secret';
