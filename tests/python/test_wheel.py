"""The package that `pip install .` makes of a clone in which nothing is built yet."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).parents[2]
BUILT = ("labextension/package.json", "bundle/backend.mjs")
SOURCES = ("pyproject.toml", "package.json", "install.json", "README.md", "LICENSE")

# Stands in for npm, whose build takes minutes: it notes what it is asked for, and writes the files.
NPM = f"""#!{sys.executable}
import sys
from pathlib import Path

with Path("asked.txt").open("a") as asked:
    print(*sys.argv[1:], file=asked)
if sys.argv[1:] == ["run", "build"]:
    for name in {BUILT}:
        file = Path("jupyterlab_insar", name)
        file.parent.mkdir(parents=True)
        file.write_text(name)
"""


def test_pip_builds_front_end_and_back_end(tmp_path):
    clone = tmp_path / "clone"
    unbuilt = shutil.ignore_patterns("labextension", "bundle", "__pycache__", "tests")
    shutil.copytree(ROOT / "jupyterlab_insar", clone / "jupyterlab_insar", ignore=unbuilt)
    for name in SOURCES:
        shutil.copy(ROOT / name, clone / name)
    npm = tmp_path / "bin" / "npm"
    npm.parent.mkdir()
    npm.write_text(NPM)
    npm.chmod(0o755)
    options = ("--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path))
    subprocess.run(
        (sys.executable, "-m", "pip", "wheel", *options, str(clone)),
        env={**os.environ, "PATH": f"{npm.parent}{os.pathsep}{os.environ['PATH']}"},
        check=True,
    )
    assert (clone / "asked.txt").read_text().splitlines() == ["install", "run build"]
    with ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = wheel.namelist()
    assert "jupyterlab_insar/bundle/backend.mjs" in names
    shared = "jupyterlab_insar-0.1.0.data/data/"
    for name in ("package.json", "install.json"):
        assert f"{shared}share/jupyter/labextensions/jupyterlab-insar/{name}" in names
    assert f"{shared}etc/jupyter/jupyter_server_config.d/jupyterlab_insar.json" in names
