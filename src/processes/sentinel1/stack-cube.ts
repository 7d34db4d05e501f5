import { stackBands } from '../../archive';
import type { Acquisition, Stack } from '../../archive';
import { ProcessError } from '../../engine';
import type { DataCube } from '../../engine';
import { openGeoTiff } from '../../raster';
import type { GeoTiff } from '../../raster';
import { withOrigin } from '../cubes/radar-origin';
import { rasterCube, radarDimensions } from '../io/raster-cube';
import { SUB_SWATHS } from '../../workflow';
import type { ProcessServices } from '../services';

/** Opens the GeoTIFF of one acquisition; its bands by name. */
export async function openAcquisition(
  stack: Stack,
  acquisition: Acquisition,
  services: Pick<ProcessServices, 'codecs' | 'openFile' | 'scratch'>
): Promise<{ raster: GeoTiff; bandNames: string[] }> {
  const source = await services.openFile(acquisition.path);
  const raster = await openGeoTiff(source, services.codecs, { scratch: services.scratch });
  const named = raster.bandNames.every(name => name !== null);
  const bandNames = named ? (raster.bandNames as string[]) : stackBands(stack.polarizations);
  if (bandNames.length !== raster.bandCount) {
    throw new ProcessError(
      'NoDataAvailable',
      `${raster.name} has ${raster.bandCount} bands without names; stack "${stack.id}" with ${stack.polarizations.join(', ')} should have ${bandNames.join(', ')}.`
    );
  }
  return { raster, bandNames };
}

/**
 * The cube of some acquisitions of a stack: t, bands, y (azimuth line), x (slant range sample), in
 * radar geometry of the primary.
 *
 * @param bands - Names, in the order of the cube.
 * @throws ProcessError `NoDataAvailable` naming the file that does not fit the others.
 */
export async function stackCube(
  stack: Stack,
  acquisitions: readonly Acquisition[],
  bands: readonly string[],
  services: Pick<ProcessServices, 'codecs' | 'openFile' | 'scratch'>
): Promise<DataCube> {
  const files: Awaited<ReturnType<typeof openAcquisition>>[] = [];
  for (const acquisition of acquisitions) {
    files.push(await openAcquisition(stack, acquisition, services));
  }
  const { width, height } = files[0].raster;
  const ofPrimary = files[acquisitions.findIndex(({ date }) => date === stack.primaryDate)];
  const sources = files.flatMap(({ raster, bandNames }) => {
    if (raster.width !== width || raster.height !== height) {
      throw new ProcessError(
        'NoDataAvailable',
        `${raster.name} has ${raster.height} lines of ${raster.width} samples, but ${files[0].raster.name} has ${height} of ${width}: they are not coregistered.`
      );
    }
    return bands.map(name => {
      const band = bandNames.indexOf(name);
      // All dates lie on the grid of the primary, whose file is enough to say where.
      const shared = ofPrimary?.bandNames.indexOf(name) ?? -1;
      if (band < 0 && name.startsWith('grid_') && shared >= 0) {
        return { raster: ofPrimary.raster, band: shared };
      }
      if (band < 0) {
        throw new ProcessError(
          'NoDataAvailable',
          `${raster.name} has no band ${name}; it has ${bandNames.join(', ')}.`
        );
      }
      return { raster, band };
    });
  });
  const [y, x] = radarDimensions(width, height);
  return rasterCube(
    [
      { kind: 'temporal', name: 't', labels: acquisitions.map(({ date }) => `${date}T00:00:00Z`) },
      { kind: 'bands', name: 'bands', labels: bands },
      y,
      x
    ],
    sources,
    withOrigin(
      { metadata: stack.simulated ? { simulated: true } : {} },
      { burstId: stack.burstId, subSwath: SUB_SWATHS.find(known => known === stack.subSwath) }
    )
  );
}
