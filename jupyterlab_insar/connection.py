"""The connection that notebooks use."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from .errors import BackendNotRunningError

if TYPE_CHECKING:
    import openeo

URL_VARIABLE = "INSAR_BACKEND_URL"
USER_VARIABLE = "INSAR_BACKEND_USER"
PASSWORD_VARIABLE = "INSAR_BACKEND_PASSWORD"  # noqa: S105 - a name, not a secret


def connect() -> openeo.Connection:
    """Connect to the openEO back-end that runs beside this Jupyter server, logged in.

    The address and the login come from the environment that the Jupyter server gives its
    kernels, so nothing of them is written into a notebook.

    Raises BackendNotRunningError outside such a kernel.
    """
    url = os.environ.get(URL_VARIABLE)
    if not url:
        raise BackendNotRunningError(
            f"{URL_VARIABLE} is not set: this Python was not started by a Jupyter server "
            "with the jupyterlab-insar extension. Start JupyterLab with the extension "
            "enabled (jupyter server extension list), or use openeo.connect() with the "
            "address of another back-end."
        )
    import openeo

    connection = openeo.connect(url)
    return connection.authenticate_basic(
        os.environ.get(USER_VARIABLE, ""), os.environ.get(PASSWORD_VARIABLE, "")
    )
