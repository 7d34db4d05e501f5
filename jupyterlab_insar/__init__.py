"""InSAR coherence from Sentinel-1 inside JupyterLab, over openEO."""

from .connection import connect
from .errors import BackendNotRunningError, InsarError, NodeNotFoundError

__version__ = "0.1.0"

__all__ = [
    "BackendNotRunningError",
    "InsarError",
    "NodeNotFoundError",
    "connect",
]


def _jupyter_labextension_paths():
    return [{"src": "labextension", "dest": "jupyterlab-insar"}]


def _jupyter_server_extension_points():
    from .extension import InsarExtension

    return [{"module": "jupyterlab_insar", "app": InsarExtension}]
