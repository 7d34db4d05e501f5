import type { ElevationGrid, ElevationSource, GeographicBox } from '../../../sar';

/**
 * The source, reading each box once while it is the last: every date of a stack asks for that of
 * the primary.
 */
export function keptElevation(source: ElevationSource): ElevationSource {
  let last: { readonly key: string; readonly grid: Promise<ElevationGrid> } | null = null;
  return {
    read(box: GeographicBox) {
      const key = JSON.stringify(box);
      if (last?.key !== key) {
        last = { key, grid: source.read(box) };
      }
      return last.grid;
    }
  };
}
