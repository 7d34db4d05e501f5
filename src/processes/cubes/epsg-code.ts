/**
 * EPSG code of `32632`, `"EPSG:32632"`, `"32632"` or of WKT2 that ends with its EPSG id; null for
 * anything else.
 */
export function epsgCode(value: unknown): number | null {
  if (typeof value === 'number') {
    return Number.isInteger(value) ? value : null;
  }
  const text = typeof value === 'string' ? value.trim() : '';
  const found = /^(?:EPSG:)?(\d{4,6})$/i.exec(text) ?? /\bID\["EPSG",\s*(\d+)\]\s*\]$/i.exec(text);
  return found ? Number(found[1]) : null;
}
