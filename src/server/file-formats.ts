/** What `/file_formats` answers: the formats of `save_result` and those that are read. */
export const FILE_FORMATS = {
  output: {
    GTiff: {
      title: 'GeoTIFF',
      description:
        'One file per date: a Cloud Optimized GeoTIFF on a map grid, or a tiled GeoTIFF in radar geometry. ' +
        'No-data is NaN. Option `filename_prefix` (a text, `openEO` by default): the files are named ' +
        '`<prefix>_<date>Z.tif`.',
      gis_data_types: ['raster'],
      parameters: {}
    },
    JSON: {
      title: 'JSON',
      description: 'Numbers, texts, arrays and objects; not data cubes.',
      gis_data_types: ['other'],
      parameters: {}
    }
  },
  input: {
    GTiff: {
      title: 'GeoTIFF',
      description: 'Read through STAC by `load_stac`, by parts where the server allows it.',
      gis_data_types: ['raster'],
      parameters: {}
    }
  }
};
