/**
 * Process graphs without HTTP, files or SAR: data cube, registry, validation, evaluation.
 *
 * @example
 * const registry = new ProcessRegistry([add]);
 * const issues = validateGraph(graph, registry);
 * const value = await evaluateGraph(graph, registry, context);
 */
export type * from './context';
export type * from './process';
export type * from './cube';
export type * from './process-graph';
export type * from './result-asset';
export type * from './catalogue';
export type { Border } from './axis-cells';
export * from './dimensions';
export * from './errors';
export { applyAlong } from './apply-along';
export { completeArguments } from './arguments';
export { Batch, Column, ColumnList, listElements, PixelValues, type Operand } from './columns';
export { combinePlanes, type PlaneCombiner } from './combine-planes';
export { mapCells, reduceAlong, type Caller } from './computed-cube';
export { compile, type Program } from './program';
export { evaluateGraph, GraphCallback, userProcess, type Scope } from './evaluate';
export { jsonCodec, type JsonCodec } from './json-values';
export { analyseKernel } from './kernel';
export { slideKernel, type KernelOptions } from './kernel-cube';
export { cutWindow, memoryCube } from './memory-cube';
export { RecordingContext } from './recording-context';
export { defineProcess, ProcessRegistry } from './registry';
export { rehearseGraph } from './rehearse';
export { mismatch } from './schema';
export { validateGraph, type GraphIssue, type ValidationOptions } from './validate';
export * from './values';
export { takePlanes } from './vector/arena';
export { joinWindows } from './vector/join-windows';
export { openerOf, planeWindow } from './vector/open-window';
export { renumberedCube, stripCube } from './vector/strips';
export type { Lanes } from './vector/lanes';
export type { Expression } from './vector/expressions';
