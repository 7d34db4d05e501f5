export type * from './bytes';
