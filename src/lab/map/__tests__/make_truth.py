"""Rasters of many kinds, and what rasterio and pyproj say of random points of them.

python make_truth.py FOLDER    writes NAME.tif for each raster, and truth.json
"""

import json
import sys
from pathlib import Path

import numpy as np
import rasterio
from affine import Affine
from pyproj import Transformer
from rasterio.shutil import copy
from rasterio.transform import from_origin

POINTS = 200
SIDE = (311, 257)

CASES = {
    "utm_north": {"crs": 32632, "at": (640000, 5180000, 20), "dtype": "float32", "nodata": np.nan},
    "utm_south": {"crs": 32719, "at": (380000, 6300000, 10), "dtype": "int16", "nodata": -9999},
    "geographic": {"crs": 4326, "at": (-8.9, 31.9, 0.0002), "dtype": "float32", "nodata": 0},
    "web_mercator": {"crs": 3857, "at": (5.4e5, 6.87e6, 30), "dtype": "float32", "nodata": -1.1},
    "polar": {"crs": 3413, "at": (-200000, -2200000, 50), "dtype": "int16", "nodata": None},
    "turned": {"crs": 3995, "at": (900000, -1200000, 40), "dtype": "float32", "nodata": np.nan},
}
"""EPSG code; easting, northing and size of the first pixel; kind and no-data of the samples."""


def values_of(dtype: str, nodata: float | None, random: np.random.Generator) -> np.ndarray:
    """Values that differ from pixel to pixel, a tenth of them without data."""
    height, width = SIDE
    count = height * width
    if dtype == "int16":
        values = (random.permutation(count) % 60000 - 30000).astype("int16")
    else:
        values = random.permutation(count).astype("float32") / np.float32(7)
    if nodata is not None:
        values[random.random(count) < 0.1] = nodata
    return values.reshape(height, width)


def many_bands(path: Path, side: int) -> None:
    """300 bands pixel by pixel in one block; band number and column tell the values."""
    profile = {
        "driver": "GTiff",
        "height": side,
        "width": side,
        "count": 300,
        "dtype": "float32",
        "crs": "EPSG:32632",
        "transform": from_origin(600000, 5200000, 20, 20),
        "interleave": "pixel",
        "blockysize": side,
    }
    with rasterio.open(path, "w", **profile) as raster:
        for band in range(1, 301):
            raster.write(np.tile(np.arange(side, dtype="float32") + 1000 * band, (side, 1)), band)


def main(folder: Path) -> None:
    """Writes the rasters and the truth."""
    random = np.random.default_rng(3)
    truth = {}
    for name, case in CASES.items():
        x, y, size = case["at"]
        transform = from_origin(x, y, size, size)
        if name == "turned":
            transform = transform @ Affine.rotation(25)
        profile = {
            "driver": "GTiff",
            "height": SIDE[0],
            "width": SIDE[1],
            "count": 1,
            "dtype": case["dtype"],
            "crs": f"EPSG:{case['crs']}",
            "transform": transform,
            "nodata": case["nodata"],
        }
        path = folder / f"{name}.tif"
        plain = folder / f"{name}.plain.tif"
        with rasterio.open(plain, "w", **profile) as raster:
            raster.write(values_of(case["dtype"], case["nodata"], random), 1)
        if name == "turned":
            plain.rename(path)
        else:
            copy(
                str(plain),
                str(path),
                driver="COG",
                COMPRESS="DEFLATE",
                PREDICTOR="YES",
                BLOCKSIZE=128,
            )
        with rasterio.open(path) as raster:
            band = raster.read(1, masked=True)
            to_degrees = Transformer.from_crs(raster.crs, 4326, always_xy=True)
            points = []
            for row, column in zip(
                random.integers(0, SIDE[0], POINTS),
                random.integers(0, SIDE[1], POINTS),
                strict=True,
            ):
                # Anywhere in the inner nine tenths of the pixel.
                off = random.uniform(0.05, 0.95, 2)
                px, py = raster.transform @ (column + off[0], row + off[1])
                lon, lat = to_degrees.transform(px, py)
                value = band[row, column]
                is_empty = value is np.ma.masked or np.isnan(value)
                points.append([int(column), int(row), lon, lat, None if is_empty else float(value)])
            truth[name] = points
    for side in (20, 250):
        many_bands(folder / f"bands_{side}.tif", side)
    (folder / "truth.json").write_text(json.dumps(truth))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
