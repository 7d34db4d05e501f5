"""A Jupyter server with the extension, over a stand-in for the back-end."""

from pathlib import Path

import pytest

from jupyterlab_insar import backend


@pytest.fixture
def jp_server_config(tmp_path, monkeypatch):
    monkeypatch.setattr(backend, "SCRIPT", Path(__file__).with_name("echo_backend.mjs"))
    for variable in ("URL", "USER", "PASSWORD"):
        # Set and deleted, so that what the extension exports is taken back after the test.
        monkeypatch.setenv(f"INSAR_BACKEND_{variable}", "")
        monkeypatch.delenv(f"INSAR_BACKEND_{variable}")
    return {
        "ServerApp": {"jpserver_extensions": {"jupyterlab_insar": True}},
        "InsarExtension": {"data_dir": str(tmp_path / "data")},
    }


@pytest.fixture
def insar(jp_serverapp):
    """The extension of the running server; its back-end ends with the test."""
    extension = next(iter(jp_serverapp.extension_manager.extension_apps["jupyterlab_insar"]))
    yield extension
    extension.backend.stop()
