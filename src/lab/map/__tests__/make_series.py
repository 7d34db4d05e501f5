"""Pairs of a simulated stack of 30 dates, and what numpy reads of them.

python make_series.py FOLDER    writes coh_VV_FIRST_SECOND.tif and truth.json
python make_series.py --run CELL FOLDER    runs a cell there and prints its series as JSON
"""

import json
import os
import sys
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import rasterio
from rasterio.transform import from_origin

DATES = [date(2024, 1, 3) + timedelta(days=12 * number) for number in range(30)]
SIDE = 40
POINT = (17, 23)


def main(folder: Path) -> None:
    """Coherence of 7 looks that decays with time, for pairs of 12, 24 and 36 days."""
    random = np.random.default_rng(11)
    matrix = np.full((30, 30), np.nan)
    series = []
    for first in range(30):
        for second in range(first + 1, min(30, first + 4)):
            truth = 0.9 * np.exp(-(second - first) / 3)
            shape = (7, SIDE, SIDE)
            noise = [random.normal(size=shape) + 1j * random.normal(size=shape) for _ in range(2)]
            one, other = noise[0], truth * noise[0] + np.sqrt(1 - truth**2) * noise[1]
            power = (np.abs(one) ** 2).sum(0) * (np.abs(other) ** 2).sum(0)
            coherence = np.abs((one * other.conj()).sum(0)) / np.sqrt(power)
            coherence[random.random((SIDE, SIDE)) < 0.03] = np.nan
            if (first, second) == (4, 6):
                coherence[POINT[1], POINT[0]] = np.nan
            name = f"coh_VV_{DATES[first]:%Y%m%d}_{DATES[second]:%Y%m%d}.tif"
            profile = {
                "driver": "GTiff",
                "height": SIDE,
                "width": SIDE,
                "count": 1,
                "dtype": "float32",
                "crs": "EPSG:32632",
                "transform": from_origin(640000, 5180000, 20, 20),
                "nodata": np.nan,
            }
            with rasterio.open(folder / name, "w", **profile) as raster:
                raster.write(coherence.astype("float32"), 1)
            with rasterio.open(folder / name) as raster:
                value = raster.read(1)[POINT[1], POINT[0]]
            series.append([name, None if np.isnan(value) else float(value)])
            matrix[first, second] = matrix[second, first] = value
    with rasterio.open(folder / series[0][0]) as raster:
        place = raster.xy(POINT[1], POINT[0])
    truth = {
        "place": [float(coordinate) for coordinate in place],
        "dates": [str(each) for each in DATES],
        "series": series,
        "matrix": [None if np.isnan(value) else float(value) for value in matrix.ravel()],
    }
    (folder / "truth.json").write_text(json.dumps(truth))


def run(cell: Path, folder: Path) -> None:
    """Runs the code of a cell in a folder."""
    import matplotlib

    matplotlib.use("Agg")
    os.chdir(folder)
    names: dict = {}
    exec(compile(cell.read_text(), "cell", "exec"), names)  # noqa: S102
    sys.stdout.write(names["series"].to_json(orient="values", double_precision=15))


if __name__ == "__main__":
    if sys.argv[1] == "--run":
        run(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main(Path(sys.argv[1]))
