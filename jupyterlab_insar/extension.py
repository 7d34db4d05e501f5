"""The Jupyter server extension: starts the back-end and lets the browser reach it."""

import os
from pathlib import Path

from jupyter_server.extension.application import ExtensionApp
from platformdirs import user_data_dir
from traitlets import Bool, List, Unicode

from .backend import Backend
from .handlers import PROXY_PATH, ProxyHandler, StatusHandler
from .overviews import OverviewsHandler

NAMESPACE = "jupyterlab-insar"


class InsarExtension(ExtensionApp):
    """InSAR coherence over openEO, with a back-end of its own."""

    name = "jupyterlab_insar"
    load_other_extensions = True

    data_dir = Unicode(
        help="Folder of stacks and jobs; by default INSAR_DATA, else the user's data folder."
    ).tag(config=True)

    remotes = List(
        default_value=None,
        allow_none=True,
        help="openEO back-ends elsewhere that users may choose from: addresses, or dictionaries "
        "of url, title and id. When it is set, users cannot change it.",
    ).tag(config=True)

    burst_catalogue = Unicode(
        help="Address of the catalogue of bursts (OData); by default INSAR_BURST_CATALOGUE, else "
        "that of the Copernicus Data Space.",
    ).tag(config=True)

    fetch_missing = Bool(
        True,
        help="Whether jobs fetch products and elevation that are missing, with the login of the "
        "user at the Copernicus Data Space.",
    ).tag(config=True)

    def initialize_settings(self):
        folder = self.data_dir or os.environ.get("INSAR_DATA") or user_data_dir(NAMESPACE)
        self.backend = Backend(
            Path(folder).expanduser().resolve(),
            self.log,
            self.remotes,
            self.burst_catalogue,
            self.fetch_missing,
        )
        self.backend.bind()
        self.backend.start()

    def initialize_handlers(self):
        options = {"backend": self.backend}
        self.handlers.extend(
            [
                (rf"/{NAMESPACE}/status", StatusHandler, options),
                (rf"/{NAMESPACE}/overviews", OverviewsHandler, options),
                (rf"{PROXY_PATH}(.*)", ProxyHandler, options),
            ]
        )

    async def _start_jupyter_server_extension(self, serverapp):
        self.backend.watch()

    async def stop_extension(self):
        self.backend.stop()
