"""What passes between browser and back-end, and what does not."""

import base64
import json

import pytest
from tornado.httpclient import HTTPClientError

PROXY = ("jupyterlab-insar", "backend")


async def test_request_reaches_the_backend_with_its_own_login(jp_serverapp, jp_fetch, insar):
    answer = await jp_fetch(
        *PROXY,
        "openeo",
        "jobs",
        params={"limit": "1", "token": jp_serverapp.identity_provider.token},
        headers={"Cookie": "a=b", "Range": "bytes=0-3"},
    )
    seen = json.loads(answer.body)
    assert seen["url"] == "/openeo/jobs?limit=1"
    login = f"{insar.backend.user}:{insar.backend.password}".encode()
    assert seen["headers"]["authorization"] == "Basic " + base64.b64encode(login).decode()
    assert seen["headers"]["range"] == "bytes=0-3"
    assert "cookie" not in seen["headers"]


async def test_body_and_status_pass_both_ways(jp_fetch, insar):
    answer = await jp_fetch(*PROXY, "jobs", method="POST", body='{"title": "é"}')
    assert answer.code == 201
    assert json.loads(answer.body)["body"] == '{"title": "é"}'


async def test_partial_content_keeps_its_headers(jp_fetch, insar):
    answer = await jp_fetch(*PROXY, "part")
    assert (answer.code, answer.body) == (206, b"2345")
    assert answer.headers["Content-Range"] == "bytes 2-5/10"
    assert answer.headers["Content-Type"] == "image/tiff"
    assert answer.headers["OpenEO-Identifier"] == "job-1"
    assert "Access-Control-Allow-Origin" not in answer.headers


async def test_empty_answer(jp_fetch, insar):
    answer = await jp_fetch(*PROXY, "nothing", method="DELETE")
    assert (answer.code, answer.body) == (204, b"")


async def test_large_answer_streams(jp_fetch, insar):
    sizes = []
    answer = await jp_fetch(
        *PROXY, "big", streaming_callback=lambda chunk: sizes.append(len(chunk))
    )
    assert answer.headers["Content-Length"] == str(64 << 20)
    assert sum(sizes) == 64 << 20
    assert len(sizes) > 100


@pytest.mark.parametrize("path", [("status",), ("backend", "openeo")])
async def test_stranger_is_refused(jp_fetch, insar, path):
    with pytest.raises(HTTPClientError) as refused:
        await jp_fetch("jupyterlab-insar", *path, headers={"Authorization": "token wrong"})
    assert refused.value.code == 403


async def test_post_with_a_cookie_needs_the_xsrf_token(jp_serverapp, jp_fetch, insar):
    """A page of another origin has the cookie but cannot read the token."""
    cookies = {}
    token = jp_serverapp.identity_provider.token
    for params in ({}, {"token": token}):  # the form brings the XSRF token, the login its cookie
        page = await jp_fetch(
            "login",
            params=params,
            headers={"Authorization": ""},
            follow_redirects=False,
            raise_error=False,
        )
        for line in page.headers.get_list("Set-Cookie"):
            name, _, value = line.split(";")[0].partition("=")
            cookies[name] = value
    if not any(name.startswith("username-") for name in cookies):
        pytest.fail("the server gave no login cookie")
    headers = {"Authorization": "", "Cookie": "; ".join(f"{k}={v}" for k, v in cookies.items())}
    with pytest.raises(HTTPClientError) as refused:
        await jp_fetch(*PROXY, "jobs", method="POST", body="{}", headers=headers)
    assert refused.value.code == 403
    headers["X-XSRFToken"] = cookies["_xsrf"]
    answer = await jp_fetch(*PROXY, "jobs", method="POST", body="{}", headers=headers)
    assert answer.code == 201
    assert "xsrf" not in json.dumps(json.loads(answer.body)["headers"]).lower()
