"""Independent truth for the raster tests: rasterio (GDAL), rioxarray, rio-cogeo and pyproj.

Called as `oracle.py COMMAND ARGUMENT...`; arguments and answers are JSON.
"""

import itertools
import json
import sys
import warnings
from pathlib import Path

import numpy as np
import rasterio
from rasterio.transform import Affine

warnings.filterwarnings("ignore", category=rasterio.errors.NotGeoreferencedWarning)


def sample(dtype: str, shape: tuple[int, int, int]) -> np.ndarray:
    """Values over the whole range of the type, with runs, jumps and (for floats) NaN."""
    random = np.random.default_rng(7)
    if dtype.startswith("float"):
        values = (random.standard_normal(shape) * 1e3).astype(dtype)
        values[:, 3:5, 2:9] = np.nan
        values[:, -1, :] = 0.0
        return values
    info = np.iinfo(dtype)
    values = random.integers(info.min, info.max, shape, dtype=dtype, endpoint=True)
    values[:, :5, :] = 7
    return values


def write_formats(folder: str) -> list[dict]:
    """One file for each combination, beside its values as little-endian float64, band by band."""
    cases = []
    layouts = {
        "tiled": {"tiled": True, "blockxsize": 32, "blockysize": 16},
        "striped": {"blockysize": 5},
    }
    combinations = itertools.product(
        ["uint8", "int8", "uint16", "int16", "uint32", "int32", "float32", "float64"],
        layouts,
        ["pixel", "band"],
        ["none", "deflate", "lzw", "packbits", "zstd"],
        [1, 2, 3],
        ["LITTLE", "BIG"],
    )
    for dtype, layout, interleave, compress, predictor, order in combinations:
        if predictor != 1 and compress in ("none", "packbits"):
            continue
        if predictor == 3 and not dtype.startswith("float"):
            continue
        name = f"{dtype}-{layout}-{interleave}-{compress}-{predictor}-{order}"
        profile = {
            "driver": "GTiff",
            "dtype": dtype,
            "count": 3,
            "width": 75,
            "height": 43,
            "interleave": interleave,
            "ENDIANNESS": order,
            "BIGTIFF": "YES" if order == "BIG" and layout == "tiled" else "NO",
            **layouts[layout],
        }
        if compress != "none":
            profile |= {"compress": compress, "predictor": predictor}
        values = sample(dtype, (3, 43, 75))
        with rasterio.open(Path(folder) / f"{name}.tif", "w", **profile) as dataset:
            dataset.write(values)
        values.astype("<f8").tofile(Path(folder) / f"{name}.bin")
        cases.append({"name": name, "dtype": dtype})
    return cases


def write_complex(folder: str) -> list[dict]:
    """Complex files, beside a window of their values: real parts, then imaginary parts."""
    random = np.random.default_rng(11)
    values = random.integers(-32768, 32767, (2, 43, 75), endpoint=True)
    cases = []
    combinations = itertools.product(
        ["complex_int16", "complex64"], ["none", "deflate"], [True, False], ["LITTLE", "BIG"]
    )
    for dtype, compress, tiled, order in combinations:
        name = f"{dtype}-{compress}-{tiled}-{order}"
        blocks = {"blockxsize": 32, "blockysize": 16} if tiled else {"blockysize": 1}
        profile = {"driver": "GTiff", "dtype": dtype, "count": 1, "width": 75, "height": 43}
        profile |= {"tiled": tiled, "ENDIANNESS": order, "compress": compress, **blocks}
        with rasterio.open(Path(folder) / f"{name}.tif", "w", **profile) as dataset:
            dataset.write((values[0] + 1j * values[1]).astype("complex64"), 1)
        values[:, 3:24, 7:47].astype("<f8").tofile(Path(folder) / f"{name}.bin")
        cases.append({"name": name, "type": "int16" if "int" in dtype else "float32"})
    return cases


def describe(path: str) -> dict:
    """What GDAL says of a file, and its values in `path + '.bin'` as float64, masked to NaN."""
    with rasterio.open(path) as dataset:
        values = dataset.read(masked=True).astype("float64").filled(np.nan)
        values.astype("<f8").tofile(path + ".bin")
        return {
            "width": dataset.width,
            "height": dataset.height,
            "count": dataset.count,
            "dtype": dataset.dtypes[0],
            "names": list(dataset.descriptions),
            "nodata": None if dataset.nodata is None else str(dataset.nodata),
            "epsg": dataset.crs.to_epsg() if dataset.crs else None,
            "transform": list(dataset.transform)[:6],
            "overviews": dataset.overviews(1),
            "blocks": list(dataset.block_shapes[0]),
            "interleave": dataset.profile.get("interleave"),
            "compress": dataset.profile.get("compress"),
            "tags": dataset.tags(),
            "structure": dataset.tags(ns="IMAGE_STRUCTURE"),
        }


def overview(path: str, level: int) -> list:
    """Values of one overview, row by row, band by band, NaN as null."""
    with rasterio.open(path, overview_level=level) as dataset:
        values = dataset.read(masked=True).astype("float64").filled(np.nan)
    return [None if np.isnan(v) else float(v) for v in values.ravel()]


def cogeo(path: str) -> dict:
    """The verdict of rio-cogeo, and of GDAL's own check by way of the LAYOUT item."""
    from rio_cogeo.cogeo import cog_validate

    valid, errors, notes = cog_validate(path, strict=True, quiet=True)
    with rasterio.open(path) as dataset:
        layout = dataset.tags(ns="IMAGE_STRUCTURE").get("LAYOUT")
    return {"valid": valid, "errors": errors, "warnings": notes, "layout": layout}


def rioxarray_view(path: str) -> dict:
    """What a notebook sees."""
    import rioxarray

    array = rioxarray.open_rasterio(path, masked=True)
    return {
        "names": list(np.atleast_1d(array.attrs.get("long_name", []))),
        "epsg": array.rio.crs.to_epsg() if array.rio.crs else None,
        "mean": float(array.mean()),
        "x0": float(array.x[0]),
        "y0": float(array.y[0]),
    }


def inspect(paths: list[str]) -> list[dict]:
    """Verdict and description of several files."""
    return [{"verdict": cogeo(path), "description": describe(path)} for path in paths]


def project(cases: list) -> list:
    """Map coordinates, x first, of the longitudes and latitudes of each [EPSG code, points]."""
    from pyproj import Transformer

    answers = []
    for epsg, points in cases:
        transformer = Transformer.from_crs(4326, epsg, always_xy=True)
        lon, lat = np.array(points).T
        answers.append(np.transpose(transformer.transform(lon, lat)).tolist())
    return answers


def positions(path: str, epsg: int, out: str) -> dict:
    """Easting and northing of each pixel of a coregistered acquisition, by pyproj, to a file."""
    from pyproj import Transformer

    with rasterio.open(path) as dataset:
        lat, lon = dataset.read(3).astype("f8"), dataset.read(4).astype("f8")
    transformer = Transformer.from_crs(4326, epsg, always_xy=True)
    np.array(transformer.transform(lon, lat)).astype("<f8").tofile(out)
    return {"height": lat.shape[0], "width": lat.shape[1]}


def write_one(path: str, options: dict) -> None:
    """A small float32 raster with the given profile, transform, tags, mask and overviews."""
    values = sample("float32", (options.get("count", 1), 40, 50))
    profile = {"driver": "GTiff", "dtype": "float32", "width": 50, "height": 40}
    profile |= {"count": values.shape[0], **options.get("profile", {})}
    if "transform" in options:
        profile["transform"] = Affine(*options["transform"])
    if profile["dtype"].startswith("complex"):
        values = values.astype(profile["dtype"])
    with rasterio.open(path, "w", **profile) as dataset:
        dataset.write(values)
        dataset.update_tags(**options.get("tags", {}))
        for band, name in enumerate(options.get("names", []), 1):
            dataset.set_band_description(band, name)
        if options.get("mask"):
            with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True):
                dataset.write_mask(np.full((40, 50), 255, "uint8"))
    if options.get("overviews"):
        with rasterio.open(path, "r+") as dataset:
            dataset.build_overviews(options["overviews"], rasterio.enums.Resampling.nearest)


COMMANDS = {
    "write_formats": write_formats,
    "write_complex": write_complex,
    "describe": describe,
    "overview": overview,
    "cogeo": cogeo,
    "rioxarray_view": rioxarray_view,
    "inspect": inspect,
    "project": project,
    "positions": positions,
    "write_one": write_one,
}

if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    print(json.dumps(COMMANDS[command](*map(json.loads, arguments))))
