import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RecordingContext } from '../src/engine/index.ts';
import { createFile, fileSource, nodeCodecs, scratchFile } from '../src/node/index.ts';
import { openGeoTiff } from '../src/raster/index.ts';
import { OutputFolder } from '../src/processes/index.ts';
import { STAC_URL } from './graphs.mjs';

/** What `make_stack.py` says of the stack in a folder. */
export function aboutStack(folder) {
  return JSON.parse(readFileSync(join(folder, 'bench-stack.json'), 'utf8'));
}

export function acquisitionPath(folder, date) {
  return join(folder, `openEO_${date}Z.tif`);
}

export async function openAcquisition(folder, date) {
  return openGeoTiff(await fileSource(acquisitionPath(folder, date)), nodeCodecs);
}

/** A context whose `load_stac` finds the stack, and whose results go to `output`. */
export function contextFor(folder, output) {
  const { dates } = aboutStack(folder);
  const href = date => `https://stack.bench/${date}.tif`;
  const results = new OutputFolder(output, createFile);
  return new RecordingContext({
    codecs: nodeCodecs,
    stacks: null,
    openFile: fileSource,
    openUrl: url => fileSource(acquisitionPath(folder, url.slice(-14, -4))),
    scratch: () => scratchFile(output),
    createOutput: name => results.create(name),
    fetchJson: async url => {
      if (url !== STAC_URL) {
        throw new Error(`nothing is served at ${url}.`);
      }
      return {
        type: 'FeatureCollection',
        features: dates.map(date => ({
          type: 'Feature',
          stac_version: '1.0.0',
          id: date,
          properties: { datetime: `${date}T00:00:00Z` },
          geometry: null,
          links: [],
          assets: {
            data: { href: href(date), type: 'image/tiff; application=geotiff', roles: ['data'] }
          }
        }))
      };
    }
  });
}
