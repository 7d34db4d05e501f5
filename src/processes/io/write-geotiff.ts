import { spatialAxis, ProcessError } from '../../engine';
import type { Call, DataCube, ResultAsset } from '../../engine';
import { writeCog } from '../../raster';
import type { CogResult } from '../../raster';
import { radarItems } from '../../workflow';
import type { RadarOrigin } from '../../workflow';
import { epsgCode } from '../cubes/epsg-code';
import { instantMs, rfc3339 } from '../cubes/instants';
import { dayOfLabel, originOf } from '../cubes/radar-origin';
import type { ProcessServices } from '../services';
import { GroundOutline } from './ground-outline';
import type { Layer } from './layers';
import { mapFootprint } from './map-footprint';
import { POSITION_BANDS } from './raster-cube';

const COG_MEDIA_TYPE = 'image/tiff; application=geotiff; profile=cloud-optimized';

/** Metadata item of our files that says that their values are simulated. */
export const SIMULATED_ITEM = 'SIMULATED';

/**
 * Writes one layer of a cube as a cloud-optimised GeoTIFF of float32 with NaN as no-data. Files in
 * radar geometry have no CRS and no transform: their rows are lines, their columns samples.
 *
 * A run that fails or is cancelled leaves no file.
 *
 * @param progress - Told the share of the file that is written.
 * @returns What a STAC Item says of the file.
 */
export async function writeGeoTiff(
  cube: DataCube,
  layer: Layer,
  fileName: string,
  call: Call<ProcessServices>,
  progress: (share: number) => void
): Promise<ResultAsset> {
  const x = spatialAxis(cube.dimensions, 'x');
  const y = spatialAxis(cube.dimensions, 'y');
  if (x === null || y === null) {
    throw new ProcessError('FormatUnsuitable', 'GTiff needs a cube with dimensions x and y.');
  }
  if (x.size === 0 || y.size === 0) {
    throw new ProcessError('DataCubeEmpty', 'The cube has no cells: a filter kept none of them.');
  }
  const { services, cancellation } = call.context;
  const epsg = x.crs === null ? null : requireEpsg(x.crs);
  const transform = [x.step, 0, x.first - x.step / 2, 0, y.step, y.first - y.step / 2] as const;
  const simulated = cube.metadata?.simulated === true;
  const ground = epsg === null ? positionPlanes(layer) : null;
  const outline = new GroundOutline();
  const output = await services.createOutput(fileName);
  let written: CogResult;
  try {
    written = await writeCog(
      output.file,
      {
        width: x.size,
        height: y.size,
        bandNames: layer.bandNames,
        sampleType: 'float32',
        noData: NaN,
        transform: epsg === null ? null : transform,
        epsg,
        metadata: {
          ...(simulated ? { [SIMULATED_ITEM]: 'YES' } : {}),
          ...radarItems(originOfLayer(cube, layer))
        }
      },
      async window => {
        const planes = await cube.read(window, layer.planes);
        if (ground !== null) {
          outline.add(window, planes[ground.latitude], planes[ground.longitude]);
        }
        return planes;
      },
      services.codecs,
      { check: () => cancellation.throwIfCancelled(), progress }
    );
    await output.commit();
  } catch (error) {
    await output.discard();
    throw error;
  }
  call.context.log(
    'info',
    summaryOf(output.fileName, layer, x.size, y.size, written),
    call.nodeId ?? undefined
  );
  const footprint =
    epsg === null ? { bbox: outline.bbox(), outline: outline.ring() } : mapFootprint(x, y, epsg);
  const ms = layer.date === null ? null : instantMs(layer.date);
  return {
    fileName: output.fileName,
    mediaType: COG_MEDIA_TYPE,
    roles: ['data'],
    sizeBytes: written.sizeBytes,
    title: simulated ? `${output.fileName} (simulated)` : output.fileName,
    datetime: ms === null ? null : rfc3339(ms),
    ...footprint,
    bands: layer.bandNames.map(name => ({ name })),
    grid: {
      epsg,
      shape: [y.size, x.size],
      transform: epsg === null ? [1, 0, 0, 0, 1, 0] : [...transform],
      dataType: 'float32',
      noData: 'nan'
    },
    ...(simulated ? { simulated } : {})
  };
}

/** What is known of the radar data behind one file; of a cube from elsewhere nothing is said. */
function originOfLayer(cube: DataCube, { date }: Layer): RadarOrigin {
  const { daysByLabel, days, ...origin } = originOf(cube);
  const isRadar = Object.keys(origin).length > 0;
  const day = isRadar ? dayOfLabel(date) : null;
  return {
    ...origin,
    days: daysByLabel?.[String(date)] ?? days ?? (day === null ? undefined : [day])
  };
}

/** What a reader of the log wants to know of a file: its grid, how full it is, its range. */
function summaryOf(
  fileName: string,
  { bandNames }: Layer,
  columns: number,
  rows: number,
  { bands, sizeBytes }: CogResult
): string {
  const values = bands.map(({ validShare, mean, minimum, maximum }, index) => {
    const range = `mean ${mean.toPrecision(4)} (${minimum.toPrecision(4)} to ${maximum.toPrecision(4)})`;
    const share = `${(100 * validShare).toFixed(1)} % valid`;
    return `${bandNames[index]}: ${validShare > 0 ? `${share}, ${range}` : 'no valid cell'}`;
  });
  const size = `${(sizeBytes / 1e6).toFixed(1)} MB`;
  return `Wrote ${fileName}, ${columns} x ${rows} cells, ${size}. ${values.join('; ')}.`;
}

function requireEpsg(crs: string): number {
  const epsg = epsgCode(crs);
  if (epsg === null) {
    throw new ProcessError(
      'FormatUnsuitable',
      `GTiff files need an EPSG code; the cube has ${crs}.`
    );
  }
  return epsg;
}

/** Indexes of the bands of latitude and longitude; null when the layer has none. */
function positionPlanes({ bandNames }: Layer): { latitude: number; longitude: number } | null {
  for (const pair of POSITION_BANDS) {
    const [latitude, longitude] = pair.map(name => bandNames.indexOf(name));
    if (latitude >= 0 && longitude >= 0) {
      return { latitude, longitude };
    }
  }
  return null;
}
