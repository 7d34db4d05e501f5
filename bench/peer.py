"""What a Python user runs for the same: rasterio, scipy, gdalwarp and GDAL's COG driver.

python peer.py TASK STACK_FOLDER OUTPUT_FOLDER [PAIRS]

Prints seconds of processor (with children) and of the clock, and the largest resident memory, as
JSON.
"""

import json
import os
import resource
import subprocess
import sys
import time
import warnings
from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np
import rasterio
from rasterio.crs import CRS
from rasterio.shutil import copy
from rasterio.windows import Window
from scipy.ndimage import uniform_filter

warnings.simplefilter("ignore", rasterio.errors.NotGeoreferencedWarning)

EPSG = 32632
RESOLUTION_M = 20
ROWS = 256
WINDOW = (5, 21)
RAW = {"driver": "GTiff", "tiled": True, "bigtiff": "IF_SAFER"}
COG = {
    "driver": "COG",
    "compress": "DEFLATE",
    "level": 6,
    "predictor": "YES",
    "overview_resampling": "average",
    "blocksize": 512,
}


def cpu_s():
    own = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def peak_mib():
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


def measured(work):
    cpu, start = cpu_s(), time.perf_counter()
    result = work()
    took = {
        "cpuS": cpu_s() - cpu,
        "wallS": time.perf_counter() - start,
        "peakMiB": peak_mib(),
    }
    return took, result


def about(folder):
    return json.loads((folder / "bench-stack.json").read_text())


def acquisition(folder, date):
    return folder / f"openEO_{date}Z.tif"


def coherence_of(primary, secondary):
    """|<p conj(s)>| / sqrt(<|p|^2> <|s|^2> + 1e-12) of bands i, q in float32, zeros beyond."""
    (pi, pq), (si, sq) = primary, secondary

    def mean(values):
        return uniform_filter(values, size=WINDOW, mode="constant")

    power = mean(pi * pi + pq * pq) * mean(si * si + sq * sq)
    real = mean(pi * si + pq * sq)
    imaginary = mean(pq * si - pi * sq)
    return np.sqrt((real * real + imaginary * imaginary) / (power + np.float32(1e-12)))


def coherence(folder, output):
    dates = about(folder)["dates"]
    planes = []
    for date in dates[:2]:
        with rasterio.open(acquisition(folder, date)) as file:
            planes.append(file.read([1, 2]))
    took, result = measured(lambda: coherence_of(*planes))
    ours = output / "coherence-ours.f32"
    if ours.exists():
        other = np.fromfile(ours, "float32").reshape(result.shape)
        took["differenceMax"] = float(np.abs(result - other).max())
    return took


def write_raw(path, planes):
    height, width = planes[0].shape
    profile = {**RAW, "dtype": "float32", "count": len(planes), "width": width, "height": height}
    with rasterio.open(path, "w", **profile) as file:
        file.write(np.stack(planes))


def write_geolocated(output, values, lat, lon):
    """Rasters and a VRT that tells GDAL where each of their pixels lies."""
    write_raw(output / "peer-values.tif", [values])
    write_raw(output / "peer-lat.tif", [lat])
    write_raw(output / "peer-lon.tif", [lon])
    height, width = values.shape
    entries = {
        "X_DATASET": output / "peer-lon.tif",
        "X_BAND": 1,
        "Y_DATASET": output / "peer-lat.tif",
        "Y_BAND": 1,
        "PIXEL_OFFSET": 0,
        "LINE_OFFSET": 0,
        "PIXEL_STEP": 1,
        "LINE_STEP": 1,
        "SRS": escape(CRS.from_epsg(4326).to_wkt()),
        "GEOREFERENCING_CONVENTION": "PIXEL_CENTER",
    }
    items = "".join(f'<MDI key="{key}">{value}</MDI>' for key, value in entries.items())
    (output / "peer.vrt").write_text(
        f'<VRTDataset rasterXSize="{width}" rasterYSize="{height}">'
        f'<Metadata domain="GEOLOCATION">{items}</Metadata>'
        '<VRTRasterBand dataType="Float32" band="1"><SimpleSource>'
        f"<SourceFilename>{output / 'peer-values.tif'}</SourceFilename>"
        "<SourceBand>1</SourceBand></SimpleSource></VRTRasterBand></VRTDataset>"
    )


def warp(output, target):
    target.unlink(missing_ok=True)
    command = ["gdalwarp", "-q", "-geoloc", "-r", "bilinear", "-t_srs", f"EPSG:{EPSG}"]
    command += ["-tr", str(RESOLUTION_M), str(RESOLUTION_M), "-tap", "-dstnodata", "nan"]
    command += [str(output / "peer.vrt"), str(target)]
    settings = {"GDAL_GEOLOC_USE_TEMP_DATASETS": "NO", "GDAL_CACHEMAX": "512"}
    subprocess.run(command, check=True, env={**os.environ, **settings})


def geocode(folder, output):
    with rasterio.open(acquisition(folder, about(folder)["dates"][0])) as file:
        values, lat, lon = file.read([1, 3, 4])
    write_geolocated(output, values, lat, lon)
    del values, lat, lon
    took, _ = measured(lambda: warp(output, output / "geocoded-peer.tif"))
    return took


def read(folder, _output):
    def work():
        total = 0.0
        with rasterio.open(acquisition(folder, about(folder)["dates"][1])) as file:
            for y in range(0, file.height, ROWS):
                rows = min(ROWS, file.height - y)
                planes = file.read(window=Window(0, y, file.width, rows))
                total += sum(float(plane.flat[plane.size >> 1]) for plane in planes)
        return total

    took, total = measured(work)
    return {**took, "sum": total}


def cog_input(_folder, output):
    """An uncompressed raster of the last result, as the input of the COG writers."""
    with rasterio.open(max(output.glob("openEO_*.tif"), key=os.path.getmtime)) as file:
        about_file = {"crs": file.crs, "transform": file.transform, "nodata": np.nan}
        size = {"width": file.width, "height": file.height, "count": 1, "dtype": "float32"}
        with rasterio.open(output / "cog-input.tif", "w", **RAW, **about_file, **size) as target:
            target.write(file.read())
    return {}


def write_cog(source, target):
    target.unlink(missing_ok=True)
    copy(source, target, **COG)


def cog(_folder, output):
    source, target = output / "cog-input.tif", output / "cog-peer.tif"
    took, _ = measured(lambda: write_cog(source, target))
    return {**took, "sizeMB": target.stat().st_size / 1e6}


def job(folder, output, pairs):
    """Each pair by itself, as a script for one pair does it."""
    dates = about(folder)["dates"]

    def work():
        for primary, secondary in list(zip(dates, dates[1:]))[: int(pairs)]:
            with rasterio.open(acquisition(folder, primary)) as file:
                i, q, lat, lon = file.read()
            with rasterio.open(acquisition(folder, secondary)) as file:
                other = file.read([1, 2])
            values = coherence_of((i, q), other)
            write_geolocated(output, values, lat, lon)
            del i, q, lat, lon, other, values
            warp(output, output / "peer-warped.tif")
            write_cog(output / "peer-warped.tif", output / f"peer-{primary}-{secondary}.tif")

    took, _ = measured(work)
    return took


TASKS = {
    "coherence": coherence,
    "geocode": geocode,
    "read": read,
    "cog-input": cog_input,
    "cog": cog,
    "job": job,
}

if __name__ == "__main__":
    task, stack, results, *rest = sys.argv[1:]
    print(json.dumps(TASKS[task](Path(stack), Path(results), *rest)))
