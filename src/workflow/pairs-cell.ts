import type { InsarParameters } from './parameters';
import { pythonLiteral } from './python-literal';

/** The line, or lines, of the parameters cell that say which pairs are wanted. */
export function pairsAssignment({ pairs, temporalBaselineDays }: InsarParameters): string {
  if (pairs === null) {
    const days = pythonLiteral(temporalBaselineDays);
    return `temporal_baseline = ${days}  # days between the dates of a pair`;
  }
  const lines = pairs.map(
    ({ primary, secondary }) => `    (${pythonLiteral(primary)}, ${pythonLiteral(secondary)}),\n`
  );
  return pairs.length === 0 ? 'pairs = []' : `pairs = [\n${lines.join('')}]`;
}

/**
 * The Python that finds the dates of the stack and makes `pairs` of them, days as `date`, and the
 * map CRS where it is the UTM zone of the burst.
 */
export function pairsSource({ pairs, epsg }: InsarParameters): string {
  const standard = [
    ...(epsg === null ? ['import warnings'] : []),
    ...(pairs === null ? ['from datetime import timedelta'] : [])
  ];
  const others = epsg === null ? UTM_IMPORTS : ['import pystac'];
  const imports = [standard, others].filter(lines => lines.length > 0);
  return [
    imports.map(lines => lines.join('\n')).join('\n\n'),
    `\n${FIND_DATES}\n`,
    pairs === null ? PAIRS_BY_BASELINE : CHOSEN_PAIRS,
    PRINT_PAIRS,
    ...(epsg === null ? ['', FIND_UTM_ZONE] : [])
  ].join('\n');
}

const UTM_IMPORTS = [
  'import numpy as np',
  'import pystac',
  'import rasterio',
  'from rasterio.errors import NotGeoreferencedWarning',
  'from rasterio.windows import Window'
];

const FIND_DATES = `\
# The stack has one STAC item per acquisition.
links = preprocessing_job.get_results().get_metadata()["links"]
stac_url = next(link["href"] for link in links if link["rel"] == "canonical")
items = list(pystac.Collection.from_file(stac_url).get_items())
dates = sorted({item.datetime.date() for item in items})`;

const PAIRS_BY_BASELINE = `\
baseline = timedelta(days=temporal_baseline)
pairs = [(date, date + baseline) for date in dates if date + baseline in dates]
if not pairs:
    found = ", ".join(str(date) for date in dates)
    raise ValueError(
        f"No two acquisitions are {temporal_baseline} days apart; there are {found}. "
        "Change temporal_baseline or the dates."
    )`;

/** Days are compared as text, so that the cell can be run again with the dates that it made. */
const CHOSEN_PAIRS = `\
acquired = {str(date): date for date in dates}
missing = sorted({str(date) for pair in pairs for date in pair} - acquired.keys())
if missing:
    raise ValueError(
        f"There is no acquisition on {', '.join(missing)}; there are "
        f"{', '.join(acquired)}. Change pairs or the dates."
    )
pairs = [(acquired[str(first)], acquired[str(second)]) for first, second in pairs]`;

const PRINT_PAIRS = `\
for primary, secondary in pairs:
    print(f"Pair: {primary}, {secondary}")`;

const FIND_UTM_ZONE = `\
# The files are in radar geometry: where they lie is only in their grid bands.
if epsg is None:
    warnings.simplefilter("ignore", NotGeoreferencedWarning)
    assets = [asset for item in items for asset in item.assets.values()]
    tiff = next(a for a in assets if (a.media_type or "").startswith("image/tiff"))
    with rasterio.open(tiff.get_absolute_href()) as file:
        bands = [file.descriptions.index(name) + 1 for name in ("grid_lat", "grid_lon")]
        column, row = max(file.width // 2 - 32, 0), max(file.height // 2 - 32, 0)
        middle = Window(column, row, 64, 64)
        lat, lon = file.read(bands, window=middle)
    valid = np.isfinite(lat) & np.isfinite(lon) & ((lat != 0) | (lon != 0))
    if not valid.any():
        raise ValueError(
            "The stack has no coordinates in the middle: set epsg in the parameters."
        )
    zone = min(int((np.median(lon[valid]) + 180) // 6) + 1, 60)
    epsg = (32600 if np.median(lat[valid]) >= 0 else 32700) + zone
    print(f"Map CRS: EPSG:{epsg}")`;
