import { XMLBuilder } from 'fast-xml-parser';
import { SPEED_OF_LIGHT_M_S } from './annotation';
import type { Annotation, Burst, GeolocationPoint, RangePolynomial } from './annotation';
import type { StateVector } from '../geometry/orbit';
import { utcOf } from './utc';

type Xml = string | number | { readonly [name: string]: Xml | readonly Xml[] };

/**
 * The annotation as XML of a Sentinel-1 IW SLC product, with the elements that `readAnnotation` and
 * other readers of such products look at. Times are written to the microsecond, as ESA does, so
 * that reading back gives times that differ by up to half of one.
 */
export function writeAnnotation(annotation: Annotation): string {
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    textNodeName: '#',
    format: true,
    indentBy: '  '
  });
  const xml = builder.build({ product: productOf(annotation) });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xml}`;
}

function productOf(annotation: Annotation): Xml {
  const { bursts, linesPerBurst, azimuthTimeIntervalS, epoch } = annotation;
  const startS = bursts[0].azimuthTimeS;
  const stopS = bursts[bursts.length - 1].azimuthTimeS + (linesPerBurst - 1) * azimuthTimeIntervalS;
  const [startTime, stopTime] = [utcOf(epoch, startS), utcOf(epoch, stopS)];
  return {
    ...(annotation.isSimulated
      ? { simulation: { description: 'Samples are simulated, not measured.' } }
      : {}),
    adsHeader: {
      missionId: annotation.mission,
      productType: 'SLC',
      polarisation: annotation.polarization,
      mode: 'IW',
      swath: annotation.subSwath,
      startTime,
      stopTime,
      absoluteOrbitNumber: annotation.absoluteOrbit,
      missionDataTakeId: annotation.dataTakeId,
      imageNumber: '001'
    },
    generalAnnotation: {
      productInformation: {
        pass: annotation.pass === 'ascending' ? 'Ascending' : 'Descending',
        projection: 'Slant Range',
        rangeSamplingRate: number(annotation.rangeSamplingRateHz),
        radarFrequency: number(annotation.radarFrequencyHz),
        azimuthSteeringRate: number(annotation.azimuthSteeringRateDegS)
      },
      orbitList: list(
        'orbit',
        annotation.orbit.vectors.map(vector => orbitOf(vector, epoch))
      ),
      azimuthFmRateList: list(
        'azimuthFmRate',
        annotation.azimuthFmRates.map(record =>
          polynomialOf(record, 'azimuthFmRatePolynomial', epoch)
        )
      )
    },
    imageAnnotation: imageOf(annotation, startTime, stopTime),
    dopplerCentroid: {
      dcEstimateList: list(
        'dcEstimate',
        annotation.dopplerCentroids.map(record => polynomialOf(record, 'dataDcPolynomial', epoch))
      )
    },
    swathTiming: {
      linesPerBurst,
      samplesPerBurst: annotation.samplesPerBurst,
      burstList: list(
        'burst',
        bursts.map(burst => burstOf(burst, epoch))
      )
    },
    geolocationGrid: {
      geolocationGridPointList: list(
        'geolocationGridPoint',
        annotation.geolocationGrid.map(point => pointOf(point, epoch))
      )
    }
  };
}

function imageOf(annotation: Annotation, startTime: string, stopTime: string): Xml {
  const { bursts, linesPerBurst, epoch, rangeBand, azimuthBand } = annotation;
  const spacingM = SPEED_OF_LIGHT_M_S / 2 / annotation.rangeSamplingRateHz;
  return {
    imageInformation: {
      productFirstLineUtcTime: startTime,
      productLastLineUtcTime: stopTime,
      ascendingNodeTime: utcOf(epoch, annotation.ascendingNodeTimeS),
      slantRangeTime: number(annotation.slantRangeTimeS),
      pixelValue: 'Complex',
      outputPixels: '16 bit Signed Integer',
      rangePixelSpacing: number(spacingM),
      azimuthTimeInterval: number(annotation.azimuthTimeIntervalS),
      numberOfSamples: annotation.samplesPerBurst,
      numberOfLines: bursts.length * linesPerBurst
    },
    processingInformation: {
      swathProcParamsList: list('swathProcParams', [
        {
          swath: annotation.subSwath,
          rangeProcessing: {
            windowType: 'Hamming',
            windowCoefficient: number(rangeBand.windowCoefficient),
            processingBandwidth: number(rangeBand.bandwidthHz)
          },
          azimuthProcessing: {
            windowType: 'Hamming',
            windowCoefficient: number(azimuthBand.windowCoefficient),
            processingBandwidth: number(azimuthBand.bandwidthHz)
          }
        }
      ])
    }
  };
}

function burstOf(burst: Burst, epoch: string): Xml {
  const samples = (valid: Int32Array): Xml => ({ '@count': valid.length, '#': valid.join(' ') });
  return {
    azimuthTime: utcOf(epoch, burst.azimuthTimeS),
    sensingTime: utcOf(epoch, burst.sensingTimeS),
    ...(burst.taggedId === null ? {} : { burstId: burst.taggedId }),
    firstValidSample: samples(burst.firstValidSample),
    lastValidSample: samples(burst.lastValidSample)
  };
}

function polynomialOf(record: RangePolynomial, name: string, epoch: string): Xml {
  return {
    azimuthTime: utcOf(epoch, record.azimuthTimeS),
    t0: number(record.t0S),
    [name]: {
      '@count': record.coefficients.length,
      '#': record.coefficients.map(number).join(' ')
    }
  };
}

function orbitOf({ timeS, positionM, velocityMS }: StateVector, epoch: string): Xml {
  const axes = ([x, y, z]: readonly number[]): Xml => ({
    x: number(x),
    y: number(y),
    z: number(z)
  });
  return {
    time: utcOf(epoch, timeS),
    frame: 'Earth Fixed',
    position: axes(positionM),
    velocity: axes(velocityMS)
  };
}

function pointOf(point: GeolocationPoint, epoch: string): Xml {
  return {
    azimuthTime: utcOf(epoch, point.azimuthTimeS),
    slantRangeTime: number(point.slantRangeTimeS),
    line: point.line,
    pixel: point.sample,
    latitude: number(point.latDeg),
    longitude: number(point.lonDeg),
    height: number(point.heightM),
    incidenceAngle: number(point.incidenceDeg)
  };
}

function list(name: string, entries: readonly Xml[]): Xml {
  return { '@count': entries.length, [name]: entries };
}

/** All digits of a double, in exponents as ESA writes them. */
function number(value: number): string {
  return value.toExponential();
}
