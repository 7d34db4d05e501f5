export * from './errors';
export { askCompanion } from './companion';
export { proxied } from './proxied';
