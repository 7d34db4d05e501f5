import type { Json } from '../engine';

/** JSON schemas that several definitions share; they equal those of openEO's own definitions. */

export const CUBE: Json = { type: 'object', subtype: 'datacube' };

export const RASTER_CUBE: Json = {
  type: 'object',
  subtype: 'datacube',
  dimensions: [{ type: 'spatial', axis: ['x', 'y'] }]
};

export const TEMPORAL_CUBE: Json = {
  type: 'object',
  subtype: 'datacube',
  dimensions: [{ type: 'temporal' }]
};

export const BANDS_CUBE: Json = {
  type: 'object',
  subtype: 'datacube',
  dimensions: [{ type: 'bands' }]
};

export const ANY: Json = { description: 'Any data type.' };

/** A date with and without a time, as bounds of intervals. */
export const DATE_BOUNDS: readonly Json[] = [
  {
    type: 'string',
    format: 'date-time',
    subtype: 'date-time',
    description: 'Date and time with a time zone.'
  },
  {
    type: 'string',
    format: 'date',
    subtype: 'date',
    description:
      'Date only, formatted as `YYYY-MM-DD`. The time zone is UTC. Missing time components are all 0.'
  }
];

const INTERVAL_BOUND: Json = { anyOf: [...DATE_BOUNDS, { type: 'null' }] };

const INTERVAL_EXAMPLES: Json = [
  ['2015-01-01T00:00:00Z', '2016-01-01T00:00:00Z'],
  ['2015-01-01', '2016-01-01']
];

export const TEMPORAL_INTERVAL: Json = {
  type: 'array',
  subtype: 'temporal-interval',
  minItems: 2,
  maxItems: 2,
  items: INTERVAL_BOUND,
  examples: INTERVAL_EXAMPLES
};

/** Several intervals, of dates or of times on any day. */
export const TEMPORAL_INTERVALS: Json = {
  type: 'array',
  subtype: 'temporal-intervals',
  minItems: 1,
  items: {
    type: 'array',
    subtype: 'temporal-interval',
    uniqueItems: true,
    minItems: 2,
    maxItems: 2,
    items: {
      anyOf: [
        ...DATE_BOUNDS,
        {
          type: 'string',
          subtype: 'time',
          pattern: '^\\d{2}:\\d{2}:\\d{2}$',
          description: 'Time only, formatted as `HH:MM:SS`. The time zone is UTC.'
        },
        { type: 'null' }
      ]
    }
  },
  examples: [
    [
      ['2015-01-01', '2016-01-01'],
      ['2016-01-01', '2017-01-01'],
      ['2017-01-01', '2018-01-01']
    ],
    [
      ['06:00:00', '18:00:00'],
      ['18:00:00', '06:00:00']
    ]
  ]
};

/** As the loading processes have it: unique bounds, or null for no limit. */
export const TEMPORAL_EXTENT: Json = [
  {
    type: 'array',
    subtype: 'temporal-interval',
    uniqueItems: true,
    minItems: 2,
    maxItems: 2,
    items: INTERVAL_BOUND,
    examples: INTERVAL_EXAMPLES
  },
  {
    title: 'No filter',
    description: "Don't filter temporally. All data is included in the data cube.",
    type: 'null'
  }
];

export const BAND_NAMES: Json = [
  { type: 'array', minItems: 1, items: { type: 'string', subtype: 'band-name' } },
  {
    title: 'No filter',
    description: "Don't filter bands. All bands are included in the data cube.",
    type: 'null'
  }
];

/** @param description - Of the `crs` member, which the official definitions word in two ways. */
function boundingBoxProperties(description: string): Json {
  return {
    west: { description: 'West (lower left corner, coordinate axis 1).', type: 'number' },
    south: { description: 'South (lower left corner, coordinate axis 2).', type: 'number' },
    east: { description: 'East (upper right corner, coordinate axis 1).', type: 'number' },
    north: { description: 'North (upper right corner, coordinate axis 2).', type: 'number' },
    base: {
      description: 'Base (optional, lower left corner, coordinate axis 3).',
      type: ['number', 'null'],
      default: null
    },
    height: {
      description: 'Height (optional, upper right corner, coordinate axis 3).',
      type: ['number', 'null'],
      default: null
    },
    crs: {
      description,
      anyOf: [
        {
          title: 'EPSG Code',
          type: 'integer',
          subtype: 'epsg-code',
          minimum: 1000,
          examples: [3857]
        },
        { title: 'WKT2', type: 'string', subtype: 'wkt2-definition' }
      ],
      default: 4326
    }
  };
}

const CRS =
  'Coordinate reference system of the extent, specified as [EPSG code](https://spatialreference.org/ref/epsg/) or [WKT2 CRS string](http://docs.opengeospatial.org/is/18-010r7/18-010r7.html). Defaults to `4326` (EPSG code 4326) unless the client explicitly requests a different coordinate reference system.';

export const BOUNDING_BOX: Json = {
  type: 'object',
  subtype: 'bounding-box',
  required: ['west', 'south', 'east', 'north'],
  properties: boundingBoxProperties(CRS)
};

/** As the loading processes have it; this back-end acts on a bounding box or null alone. */
export const SPATIAL_EXTENT: Json = [
  {
    title: 'Bounding Box',
    type: 'object',
    subtype: 'bounding-box',
    required: ['west', 'south', 'east', 'north'],
    properties: boundingBoxProperties(
      `${CRS} If the bounding box is not provided in the coordinate reference system (CRS) of the data cube, the bounding box is reprojected to the CRS of the spatial data cube dimensions.`
    )
  },
  {
    title: 'GeoJSON',
    description:
      'Deprecated in favor of ``load_geojson()``. Limits the data cube to the bounding box of the given geometries. For raster data, all pixels inside the bounding box that do not intersect with any of the polygons will be set to the no-data value of the data cube.\n\nThe GeoJSON type `GeometryCollection` is not supported. Empty geometries are ignored.',
    type: 'object',
    subtype: 'geojson',
    deprecated: true
  },
  {
    title: 'Vector data cube',
    description:
      'Limits the data cube to the bounding box of the given geometries in the vector data cube. For raster data, all pixels inside the bounding box that do not intersect with any of the polygons will be set to the no-data value of the data cube. Empty geometries are ignored.',
    type: 'object',
    subtype: 'datacube',
    dimensions: [{ type: 'geometry' }]
  },
  {
    title: 'No filter',
    description: "Don't filter spatially. All data is included in the data cube.",
    type: 'null'
  }
];

export const PROPERTIES: Json = [
  {
    type: 'object',
    subtype: 'metadata-filter',
    title: 'Filters',
    description:
      'A list of filters to check against. Specify key-value-pairs with the key being the name of the metadata property name and the value being a process evaluated against the metadata values.',
    additionalProperties: {
      type: 'object',
      subtype: 'process-graph',
      parameters: [
        { name: 'value', description: 'The property value to be checked against.', schema: ANY }
      ],
      returns: {
        description: '`true` if the data should be loaded into the data cube, otherwise `false`.',
        schema: { type: 'boolean' }
      }
    }
  },
  { title: 'No filter', description: "Don't filter by metadata properties.", type: 'null' }
];

export const LABELS: Json = {
  type: 'array',
  uniqueItems: true,
  items: { type: ['number', 'string'] }
};
