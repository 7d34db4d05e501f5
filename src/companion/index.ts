/** What the panel asks beyond openEO, over HTTP. */
export { COMPANION_ROOT, type CompanionOptions, createCompanion } from './app';
