"""Which files the map can have overviews made of, and how the back-end is told."""

import json
from urllib.parse import unquote

import pytest
from tornado.httpclient import HTTPClientError

OVERVIEWS = ("jupyterlab-insar", "overviews")


async def ask(jp_fetch, path, **params):
    """POST the path of a file as the map does."""
    query = {"path": path, "watcher": "map-1", "resampling": "nearest", **params}
    return await jp_fetch(*OVERVIEWS, method="POST", params=query, body="")


async def refusal(jp_fetch, path):
    """The status that a path is answered with."""
    with pytest.raises(HTTPClientError) as refused:
        await ask(jp_fetch, path)
    return refused.value.code


async def test_backend_gets_the_absolute_path(jp_fetch, jp_root_dir, insar):
    folder = jp_root_dir / "Kohärenz 100%"
    folder.mkdir()
    (folder / "coh.tif").write_bytes(b"II*")
    answer = await ask(jp_fetch, "Kohärenz 100%/coh.tif")
    seen = json.loads(answer.body)
    assert seen["url"] == "/companion/overviews?watcher=map-1&resampling=nearest"
    assert unquote(seen["headers"]["insar-file"]) == str(folder.resolve() / "coh.tif")
    assert seen["headers"]["authorization"].startswith("Basic ")


async def test_files_that_the_server_does_not_send(jp_fetch, jp_root_dir, insar):
    outside = jp_root_dir.parent / "outside.tif"
    outside.write_bytes(b"II*")
    (jp_root_dir / "link.tif").symlink_to(outside)
    (jp_root_dir / ".hidden.tif").write_bytes(b"II*")
    (jp_root_dir / "folder").mkdir()
    assert await refusal(jp_fetch, "absent.tif") == 404
    assert await refusal(jp_fetch, "../outside.tif") == 404
    assert await refusal(jp_fetch, str(outside)) == 404
    assert await refusal(jp_fetch, "link.tif") == 404
    assert await refusal(jp_fetch, ".hidden.tif") == 404
    assert await refusal(jp_fetch, "folder") == 400


async def test_browser_cannot_name_a_path_itself(jp_fetch, insar):
    answer = await jp_fetch(
        "jupyterlab-insar",
        "backend",
        "companion",
        "overviews",
        method="POST",
        body="",
        headers={"Insar-File": "/etc/passwd"},
    )
    assert "insar-file" not in json.loads(answer.body)["headers"]


async def test_stranger_is_refused(jp_fetch, insar):
    with pytest.raises(HTTPClientError) as refused:
        await jp_fetch(
            *OVERVIEWS,
            method="POST",
            params={"path": "a.tif"},
            body="",
            headers={"Authorization": "token wrong"},
        )
    assert refused.value.code == 403
