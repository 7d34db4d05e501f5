import type { IMapSpec } from '../model/spec';
import type { IPlane } from '../view/plane';
import type { ShownLayer } from '../view/shown-layer';
import type { CellWriter, ICellLayer } from './cell-parts';
import { seriesCell } from './cells';
import { areaCell, profileCell, viewCell } from './shape-cells';
import { extentOfPlaces, placesOf } from './shape-answer';

/**
 * A cell for each question that is asked of a layer: its points, its area or line; the view itself
 * where nothing is asked.
 *
 * @param extent of the view in the plane
 */
export function cellsFor(
  layer: ShownLayer,
  plane: IPlane,
  { points, shape }: IMapSpec,
  extent: readonly number[]
): CellWriter[] {
  const { drawn, spec, stretch, ramp } = layer;
  if (!drawn) {
    return [];
  }
  const { view, frame, seat } = drawn;
  const about: ICellLayer = { spec, view, frame, stretch, ramp, isInPlane: seat.affine !== null };
  const cells: CellWriter[] = [];
  if (points.length > 0) {
    cells.push(pathOf => seriesCell(about, points, plane.ground !== null, pathOf));
  }
  const places = shape && placesOf(shape, plane);
  if (places && shape.kind === 'area') {
    cells.push(pathOf => areaCell(about, plane, extentOfPlaces(places), pathOf));
  } else if (places) {
    cells.push(pathOf => profileCell(about, plane, places, seat.pixel, pathOf));
  }
  return cells.length > 0 ? cells : [pathOf => viewCell(about, plane, extent, pathOf)];
}
