import { XMLParser } from 'fast-xml-parser';
import { AnnotationError } from '../errors';
import type { StateVector } from '../geometry/orbit';
import type {
  Annotation,
  Burst,
  GeolocationPoint,
  ProcessedBand,
  RangePolynomial
} from './annotation';
import { epochOf } from './utc';
import { Elements } from './elements';

/**
 * Reads the annotation XML of one sub-swath of a Sentinel-1 IW SLC product, of any processor
 * version: before IPF 2.43 FM rates stand as `<c0> <c1> <c2>`, and before 3.40 bursts have no id.
 *
 * @param file - Name of the file, for messages.
 * @throws AnnotationError when an element is missing or holds something else.
 */
export function readAnnotation(xmlText: string, file = 'annotation'): Annotation {
  const parser = new XMLParser({
    ignoreAttributes: true,
    parseTagValue: false,
    isArray: name => LISTED.has(name),
    // Long lists that geometry has no use for are half of the file.
    stopNodes: ['product.antennaPattern', 'product.generalAnnotation.noiseList'],
    processEntities: false
  });
  let parsed: unknown;
  try {
    parsed = parser.parse(xmlText, true);
  } catch (cause) {
    throw new AnnotationError(file, 'product', 'well-formed XML', { cause });
  }
  const product = new Elements(parsed, file, '').child('product');
  const header = product.child('adsHeader');
  const general = product.child('generalAnnotation');
  const information = general.child('productInformation');
  const image = product.child('imageAnnotation').child('imageInformation');
  const timing = product.child('swathTiming');
  const epoch = epochOf(header.text('startTime'));
  const linesPerBurst = timing.number('linesPerBurst');
  const swathParams = product
    .child('imageAnnotation')
    .child('processingInformation')
    .child('swathProcParamsList')
    .list('swathProcParams')[0];
  return {
    source: file,
    epoch,
    mission: header.text('missionId'),
    subSwath: header.text('swath'),
    polarization: header.text('polarisation'),
    pass: information.text('pass').toLowerCase() === 'ascending' ? 'ascending' : 'descending',
    absoluteOrbit: header.number('absoluteOrbitNumber'),
    dataTakeId: header.number('missionDataTakeId'),
    ascendingNodeTimeS: image.time('ascendingNodeTime', epoch),
    radarFrequencyHz: information.number('radarFrequency'),
    rangeSamplingRateHz: information.number('rangeSamplingRate'),
    slantRangeTimeS: image.number('slantRangeTime'),
    azimuthTimeIntervalS: image.number('azimuthTimeInterval'),
    azimuthSteeringRateDegS: information.number('azimuthSteeringRate'),
    linesPerBurst,
    samplesPerBurst: timing.number('samplesPerBurst'),
    rangeBand: processedBand(swathParams.child('rangeProcessing')),
    azimuthBand: processedBand(swathParams.child('azimuthProcessing')),
    bursts: timing
      .child('burstList')
      .list('burst')
      .map((burst, index) => readBurst(burst, index, epoch, linesPerBurst)),
    dopplerCentroids: product
      .child('dopplerCentroid')
      .child('dcEstimateList')
      .list('dcEstimate')
      .map(record => polynomial(record, 'dataDcPolynomial', epoch)),
    azimuthFmRates: general
      .child('azimuthFmRateList')
      .list('azimuthFmRate')
      .map(record => polynomial(record, 'azimuthFmRatePolynomial', epoch)),
    geolocationGrid: product
      .child('geolocationGrid')
      .child('geolocationGridPointList')
      .list('geolocationGridPoint')
      .map(point => geolocationPoint(point, epoch)),
    orbit: {
      source: file,
      epoch,
      vectors: general
        .child('orbitList')
        .list('orbit')
        .map(vector => stateVector(vector, epoch))
    },
    isSimulated: product.has('simulation')
  };
}

/** Elements that repeat: read as lists even where there is one. */
const LISTED = new Set([
  'burst',
  'dcEstimate',
  'azimuthFmRate',
  'geolocationGridPoint',
  'orbit',
  'swathProcParams'
]);

function readBurst(burst: Elements, index: number, epoch: string, lines: number): Burst {
  return {
    index,
    azimuthTimeS: burst.time('azimuthTime', epoch),
    sensingTimeS: burst.time('sensingTime', epoch),
    taggedId: burst.has('burstId') ? burst.number('burstId') : null,
    firstValidSample: Int32Array.from(burst.numbers('firstValidSample', lines)),
    lastValidSample: Int32Array.from(burst.numbers('lastValidSample', lines))
  };
}

function polynomial(record: Elements, name: string, epoch: string): RangePolynomial {
  return {
    azimuthTimeS: record.time('azimuthTime', epoch),
    t0S: record.number('t0'),
    coefficients: record.has(name)
      ? record.numbers(name)
      : [record.number('c0'), record.number('c1'), record.number('c2')]
  };
}

function geolocationPoint(point: Elements, epoch: string): GeolocationPoint {
  return {
    azimuthTimeS: point.time('azimuthTime', epoch),
    slantRangeTimeS: point.number('slantRangeTime'),
    line: point.number('line'),
    sample: point.number('pixel'),
    latDeg: point.number('latitude'),
    lonDeg: point.number('longitude'),
    heightM: point.number('height'),
    incidenceDeg: point.number('incidenceAngle')
  };
}

function stateVector(vector: Elements, epoch: string): StateVector {
  const position = vector.child('position');
  const velocity = vector.child('velocity');
  return {
    timeS: vector.time('time', epoch),
    positionM: [position.number('x'), position.number('y'), position.number('z')],
    velocityMS: [velocity.number('x'), velocity.number('y'), velocity.number('z')]
  };
}

function processedBand(processing: Elements): ProcessedBand {
  return {
    bandwidthHz: processing.number('processingBandwidth'),
    windowCoefficient: processing.number('windowCoefficient')
  };
}
