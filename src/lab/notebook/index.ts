export * from './cell-set';
export * from './edited-dialog';
export * from './errors';
export * from './find-notebook';
export * from './follow-notebook';
export * from './run-cells';
export * from './write-cells';
export * from './write-history';
