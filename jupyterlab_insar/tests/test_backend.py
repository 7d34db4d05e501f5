"""Life and death of the back-end process."""

import asyncio
import json
import os
import subprocess
import sys

import pytest
from tornado.httpclient import HTTPClientError

import jupyterlab_insar

FETCH = ("jupyterlab-insar", "backend", "openeo")


async def status_of(jp_fetch):
    return json.loads((await jp_fetch("jupyterlab-insar", "status")).body)


async def test_runs_from_the_start_and_kernels_know_it(jp_fetch, insar):
    assert await status_of(jp_fetch) == {"running": True, "message": ""}
    assert os.environ["INSAR_BACKEND_URL"] == f"{insar.backend.origin}/openeo/1.2"
    assert os.environ["INSAR_BACKEND_PASSWORD"] == insar.backend.password
    assert len(insar.backend.password) >= 32


async def test_hands_on_the_list_of_other_backends_where_one_is_set(jp_fetch, insar):
    assert "remotes" not in json.loads((await jp_fetch(*FETCH)).body)
    for remotes in (["campus.example"], []):
        insar.backend.stop()
        insar.backend.remotes = remotes
        insar.backend.bind()
        insar.backend.start()
        assert json.loads(json.loads((await jp_fetch(*FETCH)).body)["remotes"]) == remotes


async def test_comes_back_after_a_crash_on_the_same_address(jp_fetch, insar):
    insar.backend.watch()
    first = json.loads((await jp_fetch(*FETCH)).body)["pid"]
    with pytest.raises(HTTPClientError) as gone:
        await jp_fetch("jupyterlab-insar", "backend", "die")
    assert gone.value.code == 502
    for _ in range(100):
        await asyncio.sleep(0.1)
        if insar.backend.running and not insar.backend.message:
            break
    second = json.loads((await jp_fetch(*FETCH)).body)["pid"]
    assert second != first


async def test_is_left_down_after_too_many_crashes_and_says_what_to_do(
    jp_fetch, insar, monkeypatch
):
    monkeypatch.setattr("jupyterlab_insar.backend.RESTARTS_AT_MOST", 0)
    insar.backend.watch()
    with pytest.raises(HTTPClientError):
        await jp_fetch("jupyterlab-insar", "backend", "die")
    for _ in range(100):
        await asyncio.sleep(0.1)
        if insar.backend.message:
            break
    status = await status_of(jp_fetch)
    assert status["running"] is False
    assert "told to die. Restart the Jupyter server" in status["message"]


async def test_says_why_it_does_not_run(jp_fetch, insar, monkeypatch):
    insar.backend.stop()
    insar.backend.bind()
    monkeypatch.setenv("INSAR_NODE", "/no/such/node")
    insar.backend.start()
    status = await status_of(jp_fetch)
    assert status["running"] is False
    assert "/no/such/node" in status["message"]
    with pytest.raises(HTTPClientError) as refused:
        await jp_fetch(*FETCH)
    assert refused.value.code == 503


async def test_ends_with_the_server(jp_fetch, insar):
    pid = json.loads((await jp_fetch(*FETCH)).body)["pid"]
    await insar.stop_extension()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_ends_when_jupyter_is_killed():
    """Nobody is left to close anything: the end of standard input alone must do."""
    code = """
import logging, pathlib, sys, time
from jupyterlab_insar import backend
backend.SCRIPT = pathlib.Path(sys.argv[1])
b = backend.Backend(pathlib.Path(sys.argv[2]), logging.getLogger())
b.bind(); b.start()
print(b._process.pid, flush=True)
time.sleep(60)
"""
    import tempfile
    import time
    from pathlib import Path

    script = Path(__file__).with_name("echo_backend.mjs")
    with tempfile.TemporaryDirectory() as folder:
        parent = subprocess.Popen(
            [sys.executable, "-c", code, str(script), folder], stdout=subprocess.PIPE, text=True
        )
        pid = int(parent.stdout.readline())
        parent.kill()
        parent.wait()
        for _ in range(50):
            time.sleep(0.1)
            try:
                os.kill(pid, 0)
            except ProcessLookupError:
                break
        else:
            pytest.fail("the back-end outlived Jupyter")


def test_connect_outside_jupyter_says_what_to_do(monkeypatch):
    monkeypatch.delenv("INSAR_BACKEND_URL", raising=False)
    with pytest.raises(jupyterlab_insar.BackendNotRunningError, match=r"openeo\.connect"):
        jupyterlab_insar.connect()
