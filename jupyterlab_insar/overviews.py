"""Overviews of GeoTIFFs: the map names a file of the file browser, the back-end gets its path."""

import os
from urllib.parse import quote, urlencode

from jupyter_core.utils import ensure_async
from jupyter_server.auth.decorator import authorized
from jupyter_server.services.contents.filemanager import FileContentsManager
from jupyter_server.utils import ApiPath, to_os_path
from tornado import web

from .handlers import BackendHandler

FILE_HEADER = "Insar-File"
"""Not among the headers that are forwarded: no browser can set it."""


class OverviewsHandler(BackendHandler):
    """Asks the back-end for overviews of a file that the user may read.

    ``POST overviews?path=PATH&watcher=NAME&resampling=average|nearest`` with a path as the file
    browser has it. How far they are, and the overviews themselves, the map asks the back-end.
    """

    auth_resource = "contents"

    @web.authenticated
    @authorized(action="read")
    async def post(self):
        """Hand the file on by its absolute path."""
        path = await self._file_of(self.get_query_argument("path"))
        query = {name: self.get_query_argument(name, "") for name in ("watcher", "resampling")}
        headers = {**self._headers_to_send(), FILE_HEADER: quote(path)}
        await self._send(f"{self.backend.origin}/companion/overviews?{urlencode(query)}", headers)

    async def _file_of(self, path: str) -> str:
        """Absolute path of a file that the server would also send; 404 for any other."""
        manager = self.contents_manager
        if not isinstance(manager, FileContentsManager):
            raise web.HTTPError(
                501, "This Jupyter server keeps its files where the back-end cannot"
            )
        if not manager.allow_hidden and await ensure_async(manager.is_hidden(path)):
            raise web.HTTPError(404, f"There is no file {path}")
        await ensure_async(manager.get(path, content=False, type="file"))
        root = os.path.realpath(manager.root_dir)
        found = os.path.realpath(to_os_path(ApiPath(path), root))
        if os.path.commonpath([root, found]) != root:
            raise web.HTTPError(404, f"There is no file {path}")
        return found
