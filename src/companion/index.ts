/** What the panel asks beyond openEO, over HTTP. */
export { openCompanion, type Companion, type OpenOptions } from './app';
export { overviewsInThread, overviewsThread } from './overviews/thread';
