import { placeInFootprint } from '../../sar';
import { SAMPLE_FOOTPRINT } from './burst';
import { groundAt } from './landscape';

const KM_PER_DEGREE = 111.195;

/** The truth of the sample scene on its radar grid: arrays of `lines * samples`, row-major. */
export interface SampleScene {
  readonly lines: number;
  readonly samples: number;
  /** Degrees, WGS 84, of each pixel centre. */
  readonly latitude: Float32Array;
  readonly longitude: Float32Array;
  /** Coherence over one repeat cycle in VV, 0 to 1. */
  readonly coherence: Float32Array;
  /** Root mean square amplitude in VV, digital numbers. */
  readonly amplitude: Float32Array;
}

/** Lays the landscape on the radar grid of the burst. */
export function buildScene(lines: number, samples: number): SampleScene {
  const size = lines * samples;
  const scene: SampleScene = {
    lines,
    samples,
    latitude: new Float32Array(size),
    longitude: new Float32Array(size),
    coherence: new Float32Array(size),
    amplitude: new Float32Array(size)
  };
  const [centreLon, centreLat] = placeInFootprint(SAMPLE_FOOTPRINT, 0.5, 0.5);
  const kmPerDegreeEast = KM_PER_DEGREE * Math.cos((centreLat * Math.PI) / 180);
  for (let line = 0; line < lines; line++) {
    for (let sample = 0; sample < samples; sample++) {
      const azimuth = (line + 0.5) / lines;
      const range = (sample + 0.5) / samples;
      const [lon, lat] = placeInFootprint(SAMPLE_FOOTPRINT, azimuth, range);
      const ground = groundAt(
        (lon - centreLon) * kmPerDegreeEast,
        (lat - centreLat) * KM_PER_DEGREE
      );
      const at = line * samples + sample;
      scene.latitude[at] = lat;
      scene.longitude[at] = lon;
      scene.coherence[at] = ground.coherence;
      scene.amplitude[at] = ground.amplitude;
    }
  }
  return scene;
}
