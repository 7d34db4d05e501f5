export * from './errors';
export { askCompanion, companionRequest } from './companion';
export { proxied } from './proxied';
