"""Writes a synthetic coregistered stack as the benchmarks read it.

One GeoTIFF a date with the bands i_VV, q_VV, grid_lat, grid_lon: float32, interleaved by pixel,
256 x 256, DEFLATE, predictor 3. Lines are 14 m and samples 4 m apart on the ground, turned by
12 degrees, with waves of 30 m as relief leaves them. The first date is rounded to whole numbers,
as a burst that was not resampled is.
"""

import json
import sys
from pathlib import Path

import numpy as np
import rasterio
from pyproj import Transformer
from scipy.interpolate import RectBivariateSpline

LINE_M = 14.0
SAMPLE_M = 4.0
TURN = np.radians(12.0)
EASTING_M = 620_000.0
NORTHING_M = 5_180_000.0
EPSG = 32632
BANDS = ["i_VV", "q_VV", "grid_lat", "grid_lon"]


def ground(lines, samples):
    """Easting and northing of pixel centres."""
    along = lines[:, None] * LINE_M
    across = samples[None, :] * SAMPLE_M + 30 * np.sin(along / 900) * np.cos(samples / 300)
    easting = EASTING_M + across * np.cos(TURN) - along * np.sin(TURN)
    northing = NORTHING_M + along * np.cos(TURN) + across * np.sin(TURN)
    return easting, northing


def positions(height, width):
    """Latitude and longitude of every pixel, by splines through every eighth one."""
    lines = np.arange(0, height + 8, 8, dtype=float)
    samples = np.arange(0, width + 8, 8, dtype=float)
    lon, lat = Transformer.from_crs(EPSG, 4326, always_xy=True).transform(*ground(lines, samples))
    at = (np.arange(height, dtype=float), np.arange(width, dtype=float))
    return [RectBivariateSpline(lines, samples, v)(*at).astype("float32") for v in (lat, lon)]


def write(path, planes):
    height, width = planes[0].shape
    profile = {
        "driver": "GTiff",
        "dtype": "float32",
        "count": len(planes),
        "height": height,
        "width": width,
        "tiled": True,
        "blockxsize": 256,
        "blockysize": 256,
        "interleave": "pixel",
        "compress": "deflate",
        "predictor": 3,
    }
    with rasterio.open(path, "w", **profile) as file:
        file.write(np.stack(planes))
        file.descriptions = BANDS


def main(folder, height, width, dates):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    lat, lon = positions(height, width)
    random = np.random.default_rng(7)
    parts = [random.standard_normal((height, width), dtype="float32") for _ in range(2)]
    # Coherence falls from 0.95 at the first sample to 0.1 at the last.
    share = np.linspace(0.95, 0.1, width, dtype="float32")[None, :]
    for number, date in enumerate(dates):
        own = [random.standard_normal((height, width), dtype="float32") for _ in range(2)]
        i, q = (100 * (np.sqrt(share) * p + np.sqrt(1 - share) * o) for p, o in zip(parts, own))
        planes = [np.round(i), np.round(q)] if number == 0 else [i, q]
        write(folder / f"openEO_{date}Z.tif", [*planes, lat, lon])
    about = {"height": height, "width": width, "dates": dates}
    (folder / "bench-stack.json").write_text(json.dumps(about))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
