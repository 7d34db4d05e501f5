import { join } from 'node:path';

import { type Archives, openArchives, openSampleScene } from '../archive';
import { createFile, fetchJson, fileSource, httpSource, nodeCodecs } from '../node';
import { keepSources, MapCollections, type ProcessServices } from '../processes';

/** How files and addresses are read. */
export const READING = {
  codecs: nodeCodecs,
  openFile: fileSource,
  openUrl: (url: string) => httpSource(url),
  fetchJson: (url: string) => fetchJson(url)
};

/** How the archives read and write. */
export const ARCHIVE_TOOLS = { ...READING, createFile };

/** The collections of maps of a data folder. */
export function mapCollectionsOf(dataFolder: string): MapCollections {
  return new MapCollections(join(dataFolder, 'collections'));
}

/** What processes ask for over a data folder, and a function that closes what they opened. */
export function openServices(
  dataFolder: string,
  own: Pick<ProcessServices, 'scratch' | 'createOutput' | 'remote'>
) {
  let sample: Promise<Archives | null> | null = null;
  const { services, close } = keepSources({
    ...READING,
    ...own,
    ...openArchives(dataFolder, ARCHIVE_TOOLS),
    sampleScene: () => (sample ??= openSampleScene(dataFolder, ARCHIVE_TOOLS)),
    mapCollections: mapCollectionsOf(dataFolder)
  });
  return {
    services,
    close: async () => {
      await Promise.all([close(), sample?.then(archives => archives?.slc.close())]);
    }
  };
}
