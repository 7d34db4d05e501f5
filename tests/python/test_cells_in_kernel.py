"""The example notebook, which is what the panel writes, in a real kernel."""

import json
import math
from pathlib import Path

import nbclient
import nbformat
import numpy as np
import pytest
import rasterio
from rasterio.warp import transform
from running_backend import ROOT

# Independent looks of 21 range samples by 5 azimuth lines in IW2: samples overlap in both bands.
LOOKS = 12.775 * 2.981
# Cells of 20 m from the middle of a square of the chart, 650 m wide, that no window's edge reaches.
HALF_BLOCK = 11


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


def expected_coherence(truth: float, looks: float) -> float:
    """What the estimate is on average: Touzi et al. 1999, as the series of its 3F2."""
    term = math.exp(math.lgamma(looks) + math.lgamma(1.5) - math.lgamma(looks + 0.5))
    term *= (1 - truth**2) ** looks
    total = 0.0
    for k in range(5000):
        total += term
        ratio = (1.5 + k) * (looks + k) ** 2 / ((looks + 0.5 + k) * (1 + k) ** 2)
        term *= ratio * truth**2
    return total


def test_coherence_is_the_prescribed_one(executed, backend):
    """The six squares of the test chart, where no window sees an edge."""
    _, folder = executed
    truth = json.loads((backend.data / "sample-scene" / "truth.json").read_text())
    assert len(truth["chart"]) == 6
    for path in coherence_files(folder):
        with rasterio.open(path) as file:
            assert file.tags().get("SIMULATED") == "YES"
            values = file.read(1)
            found = []
            for square in truth["chart"]:
                place = transform("EPSG:4326", file.crs, [square["lon"]], [square["lat"]])
                row, column = file.index(place[0][0], place[1][0])
                block = values[
                    row - HALF_BLOCK : row + HALF_BLOCK, column - HALF_BLOCK : column + HALF_BLOCK
                ]
                prescribed = square["coherence_VV_over_12_days"]
                expected = expected_coherence(prescribed, LOOKS) if prescribed < 1 else 1
                found.append((prescribed, float(np.nanmean(block)), expected))
            for _, mean, expected in found:
                assert abs(mean - expected) < 0.03, (path.name, found)


def test_nothing_secret_is_written(executed, backend):
    notebook, folder = executed
    text = nbformat.writes(notebook)
    assert backend.password not in text
    for path in folder.rglob("*.json"):
        assert backend.password not in path.read_text()
