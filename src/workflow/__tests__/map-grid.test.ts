import { describe, expect, it } from 'vitest';
import { NO_PYTHON, runPython } from '../../../tests/cells/python';
import { isGeographic, isUtm, utmEpsg } from '../map-grid';

const CODES_FROM_PROJ = `
import json
from pyproj.database import query_crs_info
from pyproj.enums import PJType

def codes(*types):
    found = query_crs_info("EPSG", list(types), allow_deprecated=True)
    return [int(info.code) for info in found if int(info.code) < 4825]

print(json.dumps({
    "geographic": codes(PJType.GEOGRAPHIC_2D_CRS, PJType.GEOGRAPHIC_3D_CRS),
    "projected": codes(PJType.PROJECTED_CRS),
}))
`;

describe('map grids', () => {
  it.each([
    [11.28, 46.77, 32632],
    [6, 0, 32632],
    [5.999999, 0, 32631],
    [-180, 10, 32601],
    [180, -0.001, 32760],
    [151.2, -33.87, 32756],
    [-70, 80, 32619]
  ])('at %d E, %d N are EPSG:%i', (longitude, latitude, epsg) => {
    expect(utmEpsg(longitude, latitude)).toBe(epsg);
    expect(isUtm(epsg)).toBe(true);
    expect(isGeographic(epsg)).toBe(false);
  });

  it.each([32600, 32661, 32700, 32761, 3857, 4326])('EPSG:%i is no UTM zone', epsg => {
    expect(isUtm(epsg)).toBe(false);
  });

  it.skipIf(NO_PYTHON)(`agree with PROJ${NO_PYTHON ? `: ${NO_PYTHON}` : ''}`, async () => {
    const codes = JSON.parse(await runPython(['-c', CODES_FROM_PROJ]));
    expect(codes.geographic.length).toBeGreaterThan(400);
    expect(codes.geographic.filter((code: number) => !isGeographic(code))).toEqual([]);
    expect(codes.projected.filter(isGeographic)).toEqual([]);
  });
});
