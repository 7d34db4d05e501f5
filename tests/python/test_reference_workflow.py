"""The reference workflow as a notebook user writes it, against the running back-end."""

import datetime
from pathlib import Path

import numpy as np
import pystac
import pytest
import rasterio
import rioxarray
from openeo.rest import JobFailedException, OpenEoApiError
from rio_cogeo.cogeo import cog_validate
from running_backend import NEEDS_PAIR, PAIR
from scipy.ndimage import uniform_filter

BURST = {"burst_id": 65551, "sub_swath": "IW3", "polarization": "vv"}
EXTENT = ["2023-03-19", "2023-03-31"]
WINDOW_RANGE, WINDOW_AZIMUTH = 21, 5


@pytest.fixture(scope="module")
def connection(backend):
    return backend.connect()


@pytest.fixture(scope="module")
def preprocessed(connection):
    stack = connection.datacube_from_process(
        "insar_preprocessing", temporal_extent=EXTENT, master_date=EXTENT[0], **BURST
    )
    job = stack.save_result(format="GTiff").create_job(title="insar preprocessing")
    job.start_and_wait(max_poll_interval=1)
    return job


@pytest.fixture(scope="module")
def pair(preprocessed):
    """The two dates, read from the STAC of the preprocessing as the reference does."""
    metadata = preprocessed.get_results().get_metadata()
    canonical = next(link["href"] for link in metadata["links"] if link["rel"] == "canonical")
    collection = pystac.Collection.from_file(canonical)
    dates = sorted(item.datetime.date() for item in collection.get_items(recursive=True))
    baseline = datetime.timedelta(days=12)
    pairs = [(first, first + baseline) for first in dates if first + baseline in dates]
    assert [tuple(map(str, dates)) for dates in pairs] == [tuple(EXTENT)]
    return pairs[0]


def one_date(stack, day, bands, names):
    cube = stack.filter_temporal([str(day), str(day + datetime.timedelta(days=1))])
    cube = cube.filter_bands(bands).drop_dimension("t")
    return cube.rename_labels("bands", names, bands if bands[0].startswith("i_") else None)


def coherence_in_radar_geometry(stack, pair):
    cubes = [
        one_date(stack, day, ["i_VV", "q_VV"], [f"i_VV_{role}", f"q_VV_{role}"])
        for day, role in zip(pair, ("prm", "sec"), strict=True)
    ]
    merged = cubes[0].merge_cubes(cubes[1])

    def products(bands):
        from openeo.processes import array_create

        i1, q1 = bands["i_VV_prm"], bands["q_VV_prm"]
        i2, q2 = bands["i_VV_sec"], bands["q_VV_sec"]
        return array_create([i1 * i2 + q1 * q2, q1 * i2 - i1 * q2, i1**2 + q1**2, i2**2 + q2**2])

    terms = merged.apply_dimension(dimension="bands", process=products)
    terms = terms.rename_labels("bands", ["i_num", "q_num", "prm_den", "sec_den"])
    kernel = np.zeros((WINDOW_RANGE, WINDOW_RANGE))
    middle = WINDOW_RANGE // 2
    half = WINDOW_AZIMUTH // 2
    kernel[middle - half : middle + half + 1] = 1
    averaged = terms.apply_kernel(kernel, factor=1 / (WINDOW_RANGE * WINDOW_AZIMUTH), border=0)

    def modulus(bands):
        scale = (bands["prm_den"] * bands["sec_den"] + 1e-12) ** 0.5
        return ((bands["i_num"] / scale) ** 2 + (bands["q_num"] / scale) ** 2) ** 0.5

    reduced = averaged.reduce_dimension(dimension="bands", reducer=modulus)
    return reduced.add_dimension("bands", "coh_VV", type="bands")


@pytest.fixture(scope="module")
def radar_coherence(connection, preprocessed, pair):
    stack = connection.load_stac_from_job(preprocessed)
    return stack, coherence_in_radar_geometry(stack, pair)


@NEEDS_PAIR
def test_preprocessing_gives_one_file_per_date(preprocessed, tmp_path):
    files = preprocessed.get_results().download_files(tmp_path)
    names = sorted(path.name for path in map(Path, files) if path.suffix == ".tif")
    assert names == ["openEO_2023-03-19Z.tif", "openEO_2023-03-31Z.tif"]
    for name in names:
        with rasterio.open(tmp_path / name) as ours, rasterio.open(PAIR / name) as given:
            assert ours.descriptions == ("i_VV", "q_VV", "grid_lat", "grid_lon")
            assert ours.crs is None
            np.testing.assert_array_equal(ours.read(), given.read())


@NEEDS_PAIR
def test_log_says_that_the_stack_was_coregistered_before(preprocessed):
    messages = [entry.message for entry in preprocessed.logs()]
    assert any("already coregistered" in message for message in messages), messages


@NEEDS_PAIR
def test_coherence_in_radar_geometry_has_the_known_figures(radar_coherence, tmp_path):
    _, coherence = radar_coherence
    coherence.download(tmp_path / "coherence.tif", format="GTiff")
    with rasterio.open(tmp_path / "coherence.tif") as file:
        assert file.descriptions == ("coh_VV",)
        values = file.read(1)
    figures = [values.mean(), *np.percentile(values, [5, 50, 95]), values.max()]
    np.testing.assert_allclose(figures, [0.747, 0.334, 0.803, 0.951, 0.982], atol=0.001)

    with (
        rasterio.open(PAIR / "openEO_2023-03-19Z.tif") as first,
        rasterio.open(PAIR / "openEO_2023-03-31Z.tif") as second,
    ):
        z1, z2 = (
            file.read(1).astype(float) + 1j * file.read(2).astype(float) for file in (first, second)
        )

    def average(x):
        return uniform_filter(x, (WINDOW_AZIMUTH, WINDOW_RANGE), mode="constant")

    cross = z1 * z2.conj()
    expected = np.hypot(average(cross.real), average(cross.imag)) / np.sqrt(
        average(abs(z1) ** 2) * average(abs(z2) ** 2) + 1e-12
    )
    np.testing.assert_allclose(values, expected, atol=1e-5)


@NEEDS_PAIR
def test_geocoded_coherence_opens_everywhere(radar_coherence, pair, tmp_path):
    stack, coherence = radar_coherence
    grid = one_date(stack, pair[0], ["grid_lat", "grid_lon"], ["latitude", "longitude"])
    mapped = coherence.merge_cubes(grid)
    mapped = mapped.add_dimension("t", f"{pair[0]}T00:00:00Z", type="temporal")
    mapped = mapped.resample_spatial(projection="EPSG:32631", resolution=20, method="geocode")
    job = mapped.save_result(format="GTiff").create_job(
        title="insar coherence", job_options={"driver-memory": "4g"}
    )
    job.start_and_wait(max_poll_interval=1)
    assert job.describe()["job_options"] == {"driver-memory": "4g"}

    files = job.get_results().download_files(tmp_path)
    path = next(path for path in map(Path, files) if path.suffix == ".tif")
    assert path.name == "openEO_2023-03-19Z.tif"
    valid, errors, warnings = cog_validate(path)
    assert valid, (errors, warnings)
    with rasterio.open(path) as file:
        assert file.crs.to_epsg() == 32631
        assert file.res == (20, 20)
        assert file.descriptions == ("coh_VV",)
        assert np.isnan(file.nodata)
        assert file.transform.c % 20 == 0
        assert file.transform.f % 20 == 0
        values = file.read(1)
    assert 0 <= np.nanmin(values) < np.nanmax(values) <= 1
    assert abs(np.nanmean(values) - 0.747) < 0.01
    array = rioxarray.open_rasterio(path, masked=True)
    assert array.rio.crs.to_epsg() == 32631
    assert array.attrs["long_name"] == "coh_VV"
    west, south, east, north = array.rio.transform_bounds("EPSG:4326")
    assert 4.8 < west < east < 5.1
    assert 52.3 < south < north < 52.5


@NEEDS_PAIR
def test_results_are_valid_stac(preprocessed):
    metadata = preprocessed.get_results().get_metadata()
    canonical = next(link["href"] for link in metadata["links"] if link["rel"] == "canonical")
    collection = pystac.Collection.from_file(canonical)
    pystac.validation.validate_dict({**collection.to_dict(), "stac_extensions": []})
    for item in collection.get_items():
        pystac.validation.validate_dict({**item.to_dict(), "stac_extensions": []})
        assert item.bbox is not None


def test_impossible_burst_fails_with_one_sentence(connection):
    stack = connection.datacube_from_process(
        "insar_preprocessing",
        burst_id=1,
        sub_swath="IW1",
        temporal_extent=EXTENT,
        master_date=EXTENT[0],
        polarization="vv",
    )
    job = stack.save_result(format="GTiff").create_job()
    with pytest.raises(JobFailedException):
        job.start_and_wait(max_poll_interval=1, show_error_logs=False)
    errors = [entry.message for entry in job.logs(level="error")]
    assert any("burst" in message and "1" in message for message in errors), errors
    with pytest.raises(OpenEoApiError):
        job.get_results().get_metadata()
