/** What the panel asks beyond openEO, over HTTP. */
export { besideCompanion, type ServeOptions } from './app';
