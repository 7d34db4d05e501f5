export { CommandIDs } from './commands';
export { MAP_FACTORY } from './documents';
export { default as mapPlugin } from './plugin';
