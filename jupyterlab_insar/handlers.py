"""What the browser may ask of the back-end, under the login of the Jupyter server."""

import base64
import json
from urllib.parse import parse_qsl, urlencode, urlsplit

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from tornado import web
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.simple_httpclient import SimpleAsyncHTTPClient

from .backend import Backend

AUTH_RESOURCE = "jupyterlab_insar"

PROXY_PATH = "/jupyterlab-insar/backend/"
"""Below the base URL of the Jupyter server; what follows it is the path at the back-end."""

FORWARDED_REQUEST_HEADERS = (
    "Accept",
    "Content-Type",
    "If-Match",
    "If-None-Match",
    "If-Range",
    "Range",
)
"""Nothing else goes on: neither cookies nor the token of the Jupyter server leave it."""

DROPPED_RESPONSE_HEADERS = {
    "connection",
    "keep-alive",
    "transfer-encoding",
    "set-cookie",
    "server",
    "date",
}

CONNECT_TIMEOUT_S = 20.0


class StatusHandler(APIHandler):
    """Whether the back-end runs, and if not, why."""

    auth_resource = AUTH_RESOURCE

    def initialize(self, backend: Backend):
        self.backend = backend

    @web.authenticated
    @authorized
    def get(self):
        self.finish(json.dumps({"running": self.backend.running, "message": self.backend.message}))


class BackendHandler(APIHandler):
    """Sends a request to the back-end and streams its answer back.

    The browser is known to the Jupyter server alone (its login and its XSRF check apply); the
    back-end's own login is added here, so that the browser never holds it. The body of an
    answer goes on chunk by chunk, as fast as the browser takes it.
    """

    auth_resource = AUTH_RESOURCE
    _client: SimpleAsyncHTTPClient | None = None

    def initialize(self, backend: Backend):
        self.backend = backend
        self._content_type = "application/json"

    @classmethod
    def client(cls) -> SimpleAsyncHTTPClient:
        if cls._client is None:
            cls._client = SimpleAsyncHTTPClient(
                force_instance=True, max_clients=256, max_body_size=1 << 50
            )
        return cls._client

    def _headers_to_send(self) -> dict[str, str]:
        headers = {
            name: self.request.headers[name]
            for name in FORWARDED_REQUEST_HEADERS
            if name in self.request.headers
        }
        login = f"{self.backend.user}:{self.backend.password}".encode()
        headers["Authorization"] = "Basic " + base64.b64encode(login).decode()
        return headers

    def _take_header(self, line: str) -> None:
        """Header lines of the answer in the order they arrive, the status line first."""
        line = line.strip()
        if line.startswith("HTTP/"):
            self.clear()
            self.set_status(int(line.split(" ", 2)[1]))
            self.clear_header("Content-Type")
        elif ":" in line:
            name, _, value = line.partition(":")
            lower = name.lower()
            if lower not in DROPPED_RESPONSE_HEADERS and not lower.startswith("access-control-"):
                self.set_header(name, value.strip())
                if lower == "content-type":
                    self._content_type = value.strip()

    async def _take_chunk(self, chunk: bytes) -> None:
        self.write(chunk)
        await self.flush()

    async def _send(self, target: str, headers: dict[str, str]) -> None:
        if not self.backend.running and self.backend.message:
            raise web.HTTPError(503, self.backend.message)
        request = HTTPRequest(
            target,
            method=self.request.method or "GET",
            headers=headers,
            body=self.request.body or None,
            allow_nonstandard_methods=True,
            connect_timeout=CONNECT_TIMEOUT_S,
            request_timeout=0,
            follow_redirects=False,
            decompress_response=False,
            header_callback=self._take_header,
            streaming_callback=self._take_chunk,
        )
        try:
            await self.client().fetch(request, raise_error=False)
        except (HTTPClientError, OSError) as error:
            if self._headers_written:
                return
            raise web.HTTPError(502, f"The InSAR back-end did not answer: {error}") from error
        if not self._finished:
            # APIHandler would call every answer JSON; an empty one keeps what the back-end said.
            await self.finish(set_content_type=self._content_type)


class ProxyHandler(BackendHandler):
    """Passes a request on as it is."""

    def _target(self) -> str:
        """Address at the back-end: the raw path as it came, the query without a Jupyter token."""
        parts = urlsplit(self.request.uri)
        path = parts.path.split(PROXY_PATH, 1)[1]
        pairs = parse_qsl(parts.query, keep_blank_values=True)
        query = urlencode([(key, value) for key, value in pairs if key != "token"])
        return f"{self.backend.origin}/{path}" + (f"?{query}" if query else "")

    @web.authenticated
    @authorized
    async def _forward(self, _path: str) -> None:
        await self._send(self._target(), self._headers_to_send())

    get = head = post = put = patch = delete = _forward
