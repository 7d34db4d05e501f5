"""A back-end of the built bundle, with the sample scene and, where it is given, a real pair."""

import json
import os
import subprocess

import pytest
from running_backend import PAIR, ROOT, RunningBackend, lay_out_pair


@pytest.fixture(scope="session")
def backend(tmp_path_factory):
    data = tmp_path_factory.mktemp("data")
    if PAIR.is_dir():
        lay_out_pair(data / "stacks")
    bundle = ROOT / "jupyterlab_insar" / "bundle" / "backend.mjs"
    command = [os.environ.get("INSAR_NODE", "node"), str(bundle)]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("INSAR_BACKEND")}
    process = subprocess.Popen(
        [*command, "--data", str(data), "--port", "0", "--sample-scene"],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    try:
        ready = json.loads(process.stdout.readline())
        yield RunningBackend(ready["url"], ready["user"], ready["password"], data)
    finally:
        process.terminate()
        assert process.wait(20) == 0
