"""Lays the collections that the conformance tests load into the data folder of a back-end.

Usage: make_collections.py DATA_FOLDER
"""

import json
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import rasterio
from rasterio.transform import from_origin

# The bounding box that the workflow tests ask for, with a margin of ten cells.
WEST, EAST, SOUTH, NORTH = 679720, 680680, 5151080, 5151920
CELL_M = 10
MARGIN_CELLS = 10
FIRST_S2_DAY = datetime(2022, 6, 2, 10, 10, 31, tzinfo=timezone.utc)
S2_REPEAT_DAYS = 5

# The general tests ask for this collection, a year of it, and wait to see a job under way:
# the grid is finer than that of the soil moisture product so that a job takes some seconds.
SOIL_BOX = (16.15, 48.05, 16.65, 48.35)
SOIL_CELL_DEG = 0.00025
SOIL_MONTHS = 12


def write_raster(path: Path, bands: dict, crs: str, west: float, north: float, cell: float):
    """Writes a tiled GeoTIFF of float32 with the names of the bands."""
    planes = list(bands.values())
    profile = {
        "driver": "GTiff",
        "dtype": "float32",
        "count": len(planes),
        "height": planes[0].shape[0],
        "width": planes[0].shape[1],
        "crs": crs,
        "transform": from_origin(west, north, cell, cell),
        "tiled": True,
        "blockxsize": 256,
        "blockysize": 256,
        "compress": "deflate",
        "nodata": float("nan"),
    }
    with rasterio.open(path, "w", **profile) as target:
        for number, (name, plane) in enumerate(bands.items(), start=1):
            target.write(plane.astype("float32"), number)
            target.set_band_description(number, name)


def write_collection(folder: Path, identifier: str, title: str, items: list):
    """Writes a STAC Collection and its Items: (date, file name, band names)."""
    links = []
    for date, file_name, bands in items:
        name = f"{date:%Y%m%d}.json"
        item = {
            "type": "Feature",
            "stac_version": "1.1.0",
            "id": f"{identifier}-{date:%Y%m%d}",
            "geometry": None,
            "properties": {"datetime": date.strftime("%Y-%m-%dT%H:%M:%SZ")},
            "links": [],
            "assets": {
                "data": {
                    "href": file_name,
                    "type": "image/tiff; application=geotiff",
                    "roles": ["data"],
                    "bands": [{"name": band} for band in bands],
                }
            },
        }
        (folder / name).write_text(json.dumps(item))
        links.append({"rel": "item", "href": name, "type": "application/geo+json"})
    document = {
        "type": "Collection",
        "stac_version": "1.1.0",
        "id": identifier,
        "title": title,
        "description": f"{title}. Made for the conformance tests; the values are not measured.",
        "license": "CC0-1.0",
        "links": links,
    }
    (folder / "collection.json").write_text(json.dumps(document))


def sentinel2(folder: Path, random: np.random.Generator):
    """Reflectances of B04 and B08 as digital numbers every fifth day of June 2022."""
    rows = (NORTH - SOUTH) // CELL_M + 2 * MARGIN_CELLS
    columns = (EAST - WEST) // CELL_M + 2 * MARGIN_CELLS
    row, column = np.mgrid[0:rows, 0:columns]
    # Vegetation index from bare soil to dense canopy, so that a threshold parts the scene.
    index = 0.1 + 0.85 * (0.5 + 0.5 * np.sin(row / 13) * np.cos(column / 17))
    items = []
    for number in range(6):
        date = FIRST_S2_DAY + timedelta(days=S2_REPEAT_DAYS * number)
        red = 300 + 60 * number + random.normal(0, 5, index.shape)
        bands = {"B04": red, "B08": red * (1 + index) / (1 - index)}
        file_name = f"{date:%Y%m%d}.tif"
        west, north = WEST - MARGIN_CELLS * CELL_M, NORTH + MARGIN_CELLS * CELL_M
        write_raster(folder / file_name, bands, "EPSG:32632", west, north, CELL_M)
        items.append((date, file_name, list(bands)))
    write_collection(folder, "SENTINEL2_L2A_SAMPLE", "Fields like Sentinel-2 sees them", items)


def soil_moisture(folder: Path, random: np.random.Generator):
    """One raster, the same for every month of 2020."""
    west, south, east, north = SOIL_BOX
    shape = (round((north - south) / SOIL_CELL_DEG), round((east - west) / SOIL_CELL_DEG))
    moisture = np.round(random.uniform(0, 100, shape))
    write_raster(
        folder / "moisture.tif", {"B01": moisture}, "EPSG:4326", west, north, SOIL_CELL_DEG
    )
    items = [
        (datetime(2020, month, 1, tzinfo=timezone.utc), "moisture.tif", ["B01"])
        for month in range(1, SOIL_MONTHS + 1)
    ]
    write_collection(folder, "CGLS_SSM_1KM", "Surface soil moisture", items)


def main(data_folder: Path):
    random = np.random.default_rng(20220602)
    for name, make in [("sentinel2", sentinel2), ("soil-moisture", soil_moisture)]:
        folder = data_folder / "collections" / name
        folder.mkdir(parents=True)
        make(folder, random)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
