"""The example notebook, which is what the panel writes, in a real kernel."""

from pathlib import Path

import nbclient
import nbformat
import numpy as np
import pytest
import rasterio
from rasterio.warp import transform
from running_backend import ROOT

CHART_COHERENCES = [0, 0.3, 0.5, 0.7, 0.9, 1]
CHART_CORNER_KM = (12, -5)
CHART_SIDE_KM = 4
KM_PER_DEGREE = 111.195
LOOKS = 21 * 5


@pytest.fixture(scope="module")
def executed(backend, tmp_path_factory):
    folder = tmp_path_factory.mktemp("notebook")
    notebook = nbformat.read(ROOT / "examples" / "insar-coherence.ipynb", as_version=4)
    client = nbclient.NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": folder}}
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSAR_BACKEND_URL", backend.url)
        patch.setenv("INSAR_BACKEND_USER", backend.user)
        patch.setenv("INSAR_BACKEND_PASSWORD", backend.password)
        client.execute()
    return notebook, folder


def coherence_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.tif") if "coh" in path.name)


def test_runs_from_top_to_bottom_and_shows_a_picture(executed):
    notebook, folder = executed
    assert len(coherence_files(folder)) >= 2
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert any("image/png" in output.get("data", {}) for output in outputs)


def test_coherence_is_the_prescribed_one(executed):
    """The six squares of the test chart, at their centres, where no window sees an edge."""
    _, folder = executed
    # Centre of the sample scene: middle range, halfway between its first and last line.
    lon0, lat0 = (11.318136 + 11.269963) / 2, (46.678586 + 46.866635) / 2
    km_east = KM_PER_DEGREE * np.cos(np.radians(lat0))
    for path in coherence_files(folder):
        with rasterio.open(path) as file:
            assert file.tags().get("SIMULATED") == "YES"
            values = file.read(1)
            for index, truth in enumerate(CHART_COHERENCES):
                east = CHART_CORNER_KM[0] + (index + 0.5) * CHART_SIDE_KM
                north = CHART_CORNER_KM[1] + CHART_SIDE_KM / 2
                place = [lon0 + east / km_east], [lat0 + north / KM_PER_DEGREE]
                row, column = file.index(*(c[0] for c in transform("EPSG:4326", file.crs, *place)))
                block = values[row - 40 : row + 40, column - 40 : column + 40]
                # With L looks the mean of a coherence of 0 is sqrt(pi / 4L); see Touzi et al. 1999.
                expected = np.sqrt(np.pi / (4 * LOOKS)) if truth == 0 else truth
                assert abs(np.nanmean(block) - expected) < 0.03, (path.name, truth)


def test_nothing_secret_is_written(executed, backend):
    notebook, folder = executed
    text = nbformat.writes(notebook)
    assert backend.password not in text
    for path in folder.rglob("*.json"):
        assert backend.password not in path.read_text()
