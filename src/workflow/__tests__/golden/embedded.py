# %% parameters
burst_id = 249435
sub_swath = "IW2"
start_date = "2024-08-09"
end_date = "2024-09-02"  # included
primary_date = "2024-09-02"  # all others are coregistered to it
polarizations = ["VV"]
temporal_baseline = 12  # days between the dates of a pair
window_range = 21  # samples
window_azimuth = 5  # lines
epsg = None  # the UTM zone of the burst
resolution = 20  # in units of the map CRS
job_title = "InSAR coherence 249435 IW2"
job_options = {}
results_folder = "insar-results/insar-coherence-249435-iw2"

# %% connect
import jupyterlab_insar

connection = jupyterlab_insar.connect()

# %% preprocessing
# Coregister the acquisitions of the burst to the primary.
polarization = [name.lower() for name in polarizations]
stack = connection.datacube_from_process(
    "insar_preprocessing",
    burst_id=burst_id,
    sub_swath=sub_swath,
    temporal_extent=[start_date, end_date],
    master_date=primary_date,
    polarization=polarization if len(polarization) > 1 else polarization[0],
)
preprocessing_job = stack.save_result("GTiff").create_job(
    title=f"{job_title} (preprocessing)"
)
preprocessing_job.start_and_wait(max_poll_interval=2)

# %% pairs
import warnings
from datetime import timedelta

import numpy as np
import pystac
import rasterio
from rasterio.errors import NotGeoreferencedWarning
from rasterio.windows import Window

# The stack has one STAC item per acquisition.
links = preprocessing_job.get_results().get_metadata()["links"]
stac_url = next(link["href"] for link in links if link["rel"] == "canonical")
items = list(pystac.Collection.from_file(stac_url).get_items())
dates = sorted({item.datetime.date() for item in items})

baseline = timedelta(days=temporal_baseline)
pairs = [(date, date + baseline) for date in dates if date + baseline in dates]
if not pairs:
    found = ", ".join(str(date) for date in dates)
    raise ValueError(
        f"No two acquisitions are {temporal_baseline} days apart; there are {found}. "
        "Change temporal_baseline or the dates."
    )
for primary, secondary in pairs:
    print(f"Pair: {primary}, {secondary}")

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
    print(f"Map CRS: EPSG:{epsg}")

# %% coherence
import numpy as np
from openeo.processes import array_create

# The coherence window in a kernel of uneven size, as apply_kernel wants it.
size = max(window_range, window_azimuth) // 2 * 2 + 1
row = (size - window_azimuth) // 2
column = (size - window_range) // 2
kernel = np.zeros((size, size))
kernel[row : row + window_azimuth, column : column + window_range] = 1

stack = connection.load_stac_from_job(preprocessing_job)


def bands_of(date, bands):
    day = stack.filter_temporal(extent=str(date))
    return day.filter_bands(bands).drop_dimension("t")


def coherence(primary, secondary, pol):
    """The coherence of two dates on the map grid."""
    i, q = f"i_{pol}", f"q_{pol}"

    def products(data):
        i_prm = data.array_element(label=f"{i}_prm")
        q_prm = data.array_element(label=f"{q}_prm")
        i_sec = data.array_element(label=f"{i}_sec")
        q_sec = data.array_element(label=f"{q}_sec")
        return array_create(
            [
                i_prm * i_sec + q_prm * q_sec,
                q_prm * i_sec - i_prm * q_sec,
                i_prm**2 + q_prm**2,
                i_sec**2 + q_sec**2,
            ]
        )

    def magnitude(data):
        prm_den = data.array_element(label="prm_den")
        sec_den = data.array_element(label="sec_den")

        def normalized(name):
            part = data.array_element(label=f"{name}_{pol}")
            return part / (prm_den * sec_den + 1e-12) ** 0.5

        return (normalized("i_num") ** 2 + normalized("q_num") ** 2) ** 0.5

    prm, sec = (
        bands_of(date, [i, q]).rename_labels(
            "bands", source=[i, q], target=[f"{i}_{role}", f"{q}_{role}"]
        )
        for date, role in ((primary, "prm"), (secondary, "sec"))
    )
    grid = bands_of(primary, ["grid_lat", "grid_lon"])
    return (
        prm.merge_cubes(sec)
        .apply_dimension(dimension="bands", process=products)
        .rename_labels(
            "bands",
            target=[f"i_num_{pol}", f"q_num_{pol}", "prm_den", "sec_den"],
        )
        .apply_kernel(kernel, factor=1 / (window_range * window_azimuth))
        .reduce_dimension(dimension="bands", reducer=magnitude)
        .add_dimension("bands", label=f"coh_{pol}", type="bands")
        .merge_cubes(grid.rename_labels("bands", target=["latitude", "longitude"]))
        .add_dimension("t", label=f"{primary}T00:00:00Z", type="temporal")
        .resample_spatial(
            resolution=resolution, projection=f"EPSG:{epsg}", method="geocode"
        )
    )


branches = [(*pair, polarization) for pair in pairs for polarization in polarizations]
results = []
for primary, secondary, polarization in branches:
    prefix = f"coh_{polarization}_{primary:%Y%m%d}_{secondary:%Y%m%d}"
    options = {"filename_prefix": prefix} if len(branches) > 1 else {}
    cube = coherence(primary, secondary, polarization)
    results.append(cube.save_result("GTiff", options=options))

coherence_job = connection.create_job(
    results, title=job_title, job_options=job_options or None
)
coherence_job.start_and_wait(max_poll_interval=2)

# %% results
from pathlib import Path

import matplotlib.pyplot as plt
import rioxarray

files = coherence_job.get_results().download_files(Path(results_folder))
rasters = sorted(file for file in files if file.suffix in (".tif", ".tiff"))

figure, axes = plt.subplots(len(rasters), squeeze=False, figsize=(8, 6 * len(rasters)))
for file, axis in zip(rasters, axes.flat, strict=True):
    coherence_map = rioxarray.open_rasterio(file, masked=True)
    names = coherence_map.attrs.get("long_name", "coherence")
    name = names if isinstance(names, str) else names[0]
    coherence_map[0].plot.imshow(
        ax=axis, vmin=0, vmax=1, cmap="gray", cbar_kwargs={"label": name}
    )
    axis.set_title(file.name)
    axis.set_aspect("equal")
    print(file)
