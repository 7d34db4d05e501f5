"""Rasters for the benchmark of the map: coherence-like noise that hardly compresses.

python make_rasters.py FOLDER

Writes, where they are missing: small.tif (500 x 500, a COG of about 1 MB), big.tif (12000 x 12000,
a COG of about 600 MB) and striped.tif (the same size by strips, without overviews).
"""

import sys
from pathlib import Path

import numpy as np
import rasterio
from rasterio.shutil import copy
from rasterio.transform import from_origin
from rasterio.windows import Window

BIG_PX = 12000
SMALL_PX = 500
ROWS = 500
PIXEL_M = 20.0


def values(rows: slice, side: int, random: np.random.Generator) -> np.ndarray:
    """Coherence of a range of rows: broad waves and noise, NaN outside a slanted frame."""
    row, column = np.mgrid[rows, 0:side].astype("float32") / side
    waves = 0.5 + 0.3 * np.sin(9 * column) * np.cos(7 * row)
    noisy = waves + random.normal(0, 0.08, waves.shape).astype("float32")
    noisy[(column + 0.1 * row < 0.08) | (column + 0.1 * row > 1.02)] = np.nan
    return np.clip(noisy, 0, 1)


def write(path: Path, side: int, tiled: bool) -> None:
    """A GeoTIFF in UTM 32 north, written by groups of rows."""
    layout = {"tiled": True, "blockxsize": 512, "blockysize": 512} if tiled else {"blockysize": 1}
    profile = {
        "driver": "GTiff",
        "width": side,
        "height": side,
        "count": 1,
        "dtype": "float32",
        "crs": "EPSG:32632",
        "transform": from_origin(600000, 5200000, PIXEL_M, PIXEL_M),
        "nodata": float("nan"),
    }
    random = np.random.default_rng(7)
    with rasterio.open(path, "w", **profile, **layout) as raster:
        raster.set_band_description(1, "coh_VV")
        for start in range(0, side, ROWS):
            block = values(slice(start, start + ROWS), side, random)
            raster.write(block, 1, window=Window(0, start, side, block.shape[0]))


def make_cog(path: Path, side: int) -> None:
    """A COG by GDAL's own driver."""
    plain = path.with_suffix(".plain.tif")
    write(plain, side, tiled=True)
    part = path.with_suffix(".part.tif")
    copy(
        str(plain),
        str(part),
        driver="COG",
        COMPRESS="DEFLATE",
        LEVEL=1,
        OVERVIEW_RESAMPLING="NEAREST",
        NUM_THREADS=2,
        BIGTIFF="IF_SAFER",
    )
    plain.unlink()
    part.rename(path)


def main(folder: Path) -> None:
    """Writes what is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, side in (("small.tif", SMALL_PX), ("big.tif", BIG_PX)):
        if not (folder / name).exists():
            make_cog(folder / name, side)
    striped = folder / "striped.tif"
    if not striped.exists():
        part = striped.with_suffix(".part.tif")
        write(part, BIG_PX, tiled=False)
        part.rename(striped)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
