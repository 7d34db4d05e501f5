"""netCDF and JSON results, read by those who use them."""

import json

import numpy as np
import openeo
import pytest
import rasterio
import rioxarray  # noqa: F401 (adds the accessor `rio`)
import xarray

BOX = {"west": 679720, "east": 680680, "south": 5151080, "north": 5151920, "crs": 32632}


@pytest.fixture(scope="module")
def connection(pytestconfig):
    connection = openeo.connect(pytestconfig.getoption("--openeo-backend-url"))
    return connection.authenticate_oidc()


def load(connection, bands):
    return connection.load_collection(
        "SENTINEL2_L2A_SAMPLE",
        spatial_extent=BOX,
        temporal_extent=["2022-06-01", "2022-06-10"],
        bands=bands,
    )


@pytest.fixture(scope="module")
def netcdf(connection, tmp_path_factory):
    path = tmp_path_factory.mktemp("netcdf") / "cube.nc"
    load(connection, ["B04", "B08"]).download(path)
    return path


@pytest.fixture(scope="module")
def geotiffs(connection, tmp_path_factory):
    """The same cells as GeoTIFFs of one date each, by rasterio."""
    folder = tmp_path_factory.mktemp("geotiff")
    job = load(connection, ["B04", "B08"]).save_result("GTiff").create_job()
    job.start_and_wait(max_poll_interval=1)
    paths = sorted(job.get_results().download_files(folder, include_stac_metadata=False))
    arrays = []
    for path in paths:
        with rasterio.open(path) as source:
            arrays.append(source.read())
            profile = source.profile
    return np.stack(arrays), profile


@pytest.mark.parametrize("engine", ["netcdf4", "h5netcdf"])
def test_xarray_reads_values_dates_and_place(netcdf, geotiffs, engine):
    truth, profile = geotiffs
    with xarray.open_dataset(netcdf, engine=engine, decode_coords="all") as data:
        assert list(data.data_vars) == ["B04", "B08"]
        assert data["B04"].dims == ("t", "y", "x")
        for band, name in enumerate(["B04", "B08"]):
            np.testing.assert_array_equal(data[name].values, truth[:, band])
        dates = ["2022-06-02T10:10:31", "2022-06-07T10:10:31"]
        np.testing.assert_array_equal(data["t"].values, np.array(dates, "datetime64[ns]"))
        transform = profile["transform"]
        assert data["x"].values[0] == transform.c + transform.a / 2
        assert data["y"].values[-1] == transform.f + transform.e * (profile["height"] - 0.5)
        assert data.rio.crs == profile["crs"]
        assert data.rio.transform() == transform


def test_gdal_reads_each_band_as_a_subdataset(netcdf, geotiffs):
    truth, profile = geotiffs
    with rasterio.open(netcdf) as whole:
        assert [name.rsplit(":", 1)[1] for name in whole.subdatasets] == ["B04", "B08"]
    with rasterio.open(f"netcdf:{netcdf}:B08") as source:
        assert (source.crs.to_epsg(), source.transform) == (32632, profile["transform"])
        np.testing.assert_array_equal(source.read(), truth[:, 1])


def test_json_has_the_same_cells(connection, geotiffs, tmp_path):
    truth, _ = geotiffs
    path = tmp_path / "cube.json"
    load(connection, ["B08"]).save_result("JSON").download(path)
    document = json.loads(path.read_text())
    assert [d["name"] for d in document["dimensions"]] == ["t", "bands", "y", "x"]
    np.testing.assert_array_equal(np.array(document["values"], "float32")[:, 0], truth[:, 1])
