"""The proxy below a base URL that looks like its own path, as of a JupyterHub user `backend`."""

import json

import pytest


@pytest.fixture
def jp_base_url():
    return "/user/backend/"


async def test_request_keeps_its_path_below_the_base_url(jp_fetch, insar):
    answer = await jp_fetch("jupyterlab-insar", "backend", "openeo", "jobs")
    assert json.loads(answer.body)["url"] == "/openeo/jobs"
