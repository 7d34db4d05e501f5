import { FieldType, GeoKey, RasterType, Tag } from '../tiff/tags';
import type { CheckedSpec } from './checked-spec';
import type { Field } from './header';

const MODEL_PROJECTED = 1;
const MODEL_GEOGRAPHIC = 2;

/** GeoTIFF 1.1 fields of a raster: where it lies, and in which CRS. None for radar geometry. */
export function geoFields({ transform, epsg, crsKind }: CheckedSpec): Field[] {
  const fields: Field[] = [];
  if (transform) {
    const [a, b, c, d, e, f] = transform;
    if (b === 0 && d === 0 && a > 0 && e < 0) {
      fields.push(
        { tag: Tag.modelPixelScale, type: FieldType.double, values: [a, -e, 0] },
        { tag: Tag.modelTiepoint, type: FieldType.double, values: [0, 0, 0, c, f, 0] }
      );
    } else {
      const values = [a, b, 0, c, d, e, 0, f, 0, 0, 0, 0, 0, 0, 0, 1];
      fields.push({ tag: Tag.modelTransformation, type: FieldType.double, values });
    }
  }
  if (epsg !== null) {
    const geographic = crsKind === 'geographic';
    const keys = [
      [GeoKey.modelType, geographic ? MODEL_GEOGRAPHIC : MODEL_PROJECTED],
      [GeoKey.rasterType, RasterType.area],
      [geographic ? GeoKey.geographicType : GeoKey.projectedType, epsg]
    ];
    const values = [1, 1, 0, keys.length, ...keys.flatMap(([key, value]) => [key, 0, 1, value])];
    fields.push({ tag: Tag.geoKeyDirectory, type: FieldType.short, values });
  }
  return fields;
}
