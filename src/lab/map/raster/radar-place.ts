import type { RadarPosition } from '../../../workflow';
import { radarPositionAt } from '../../../workflow';
import type { IRaster } from './raster';

/** Line and sample of a place, with how far off they may be. */
export interface IRadarPlace extends RadarPosition {
  readonly toleranceLines: number;
  readonly toleranceSamples: number;
}

/**
 * Line and sample of a place (longitude and latitude in degrees) by the geolocation grid that a
 * file on the ground carries. Null: it carries none, or the place lies outside of the burst.
 */
export function radarPlaceOf(
  { origin, placement }: Pick<IRaster, 'origin' | 'placement'>,
  [lonDeg, latDeg]: readonly [number, number]
): IRadarPlace | null {
  const grid = placement.kind === 'ground' ? origin.geolocation : undefined;
  const position = grid && radarPositionAt(grid, lonDeg, latDeg);
  return position
    ? {
        ...position,
        toleranceLines: grid.toleranceLines,
        toleranceSamples: grid.toleranceSamples
      }
    : null;
}
