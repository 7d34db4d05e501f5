/** Other openEO back-ends: which may be asked, what they are, logins there, and requests with them. */
export { secureUrl } from './addresses';
export type { ApiDescription } from './api-description';
export * from './errors';
export type { ForwardRequest } from './forward';
export type { LoginMethod, LoginRequest, LoginStatus, RemoteBackend } from './remote-backend';
export { DEFAULT_REMOTES, parseRemotes, type Remote } from './remote-list';
export { Remotes, type RemotesOptions } from './remotes';
