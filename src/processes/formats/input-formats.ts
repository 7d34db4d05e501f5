import type { Json } from '../../engine';

/** Formats that `load_stac` reads, in the shape of openEO's `/file_formats`, by name. */
export const INPUT_FORMATS: { readonly [name: string]: Json } = {
  GTiff: {
    title: 'GeoTIFF',
    description: 'Read through STAC by load_stac, by parts where the server allows it.',
    gis_data_types: ['raster'],
    parameters: {}
  }
};
