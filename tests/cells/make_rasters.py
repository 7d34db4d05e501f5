"""Writes the small GeoTIFFs that the recording back-end hands out: make_rasters.py FOLDER."""

import sys
from pathlib import Path

import numpy as np
import rasterio
from rasterio.transform import from_origin

STACK_BANDS = ("i_VV", "q_VV", "grid_lat", "grid_lon")


def write_stack(path, lat, lon, hole=False):
    """A file in radar geometry, 90 lines by 200 samples, around a place on the ground.

    Samples without coordinates are zero at the left and NaN at the top, as where the burst has no
    valid samples; with ``hole``, all of the middle is.
    """
    lines, samples = 90, 200
    data = np.zeros((4, lines, samples), "float32")
    data[2] = lat + np.linspace(0.1, -0.1, lines)[:, None]
    data[3] = lon + np.linspace(-0.1, 0.1, samples)[None, :]
    data[2:, :, : samples // 2] = 0
    data[2:, : lines // 2] = np.nan
    if hole:
        data[2:, 5:-5, 5:-5] = np.nan
    profile = {"driver": "GTiff", "dtype": "float32", "crs": "EPSG:3857", "count": 4}
    transform = from_origin(0, lines, 1, 1)
    with rasterio.open(
        path, "w", width=samples, height=lines, transform=transform, **profile
    ) as file:
        file.write(data)
        file.descriptions = STACK_BANDS


def write_map(path):
    """A simulated map of one band, 30 by 20 cells of 20 m in UTM zone 32 N."""
    data = np.linspace(0, 1, 600, dtype="float32").reshape(1, 20, 30)
    data[0, 0, :5] = np.nan
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        dtype="float32",
        crs="EPSG:32632",
        count=1,
        width=30,
        height=20,
        nodata=float("nan"),
        transform=from_origin(680000, 5180000, 20, 20),
    ) as file:
        file.write(data)
        file.descriptions = ("coh_VV",)
        file.update_tags(SIMULATED="YES")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    write_stack(folder / "tyrol.tif", 46.77, 11.28)
    write_stack(folder / "sydney.tif", -33.87, 151.2)
    write_stack(folder / "antimeridian.tif", -17.0, 179.9)
    write_stack(folder / "hole.tif", 46.77, 11.28, hole=True)
    write_map(folder / "map.tif")
