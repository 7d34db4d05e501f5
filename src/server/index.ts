/** The openEO HTTP API, and the only place that knows its status codes. */
export { createApp } from './app';
export { ApiError } from './api-error';
export { API_ROOT, API_VERSION } from './addresses';
export { ERROR_STATUS, statusOf } from './error-codes';
export { fileAnswer } from './file-answer';
export type { AppOptions, ValidationIssue } from './options';
export { readSecret } from './secret';
