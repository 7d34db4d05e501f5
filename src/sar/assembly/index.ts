/** Where memory that the kernels do not use themselves begins. */
export const heapBase: usize = __heap_base;

export { deramp } from './deramp';
export { resample, turn } from './resample';
