export type * from './context';
export type * from './process';
export type * from './cube';
export type * from './process-graph';
export type * from './result-asset';
