export * from './errors';
export { proxied } from './proxied';
