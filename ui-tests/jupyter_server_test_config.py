"""JupyterLab as Galata drives it: no token, the application object in the page."""

import os

from jupyterlab.galata import configure_jupyter_server

configure_jupyter_server(c)  # noqa: F821 - the configuration object of Jupyter
c.ServerApp.port = int(os.environ["INSAR_UI_PORT"])  # noqa: F821
c.ServerApp.root_dir = os.environ["INSAR_UI_ROOT"]  # noqa: F821
