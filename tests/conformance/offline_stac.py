"""pytest plugin: the STAC validator finds its schemas on this machine.

The schemas of STAC 1.1.0 come with pystac. Those of STAC's extensions do not, and what they say is
not checked here.
"""

import io
import json
import urllib.request
from importlib.resources import files
from types import SimpleNamespace

import requests
from stac_validator import utilities

STAC = "https://schemas.stacspec.org/v1.1.0/"
GEOJSON = "https://geojson.org/schema/"
EXTENSIONS = "https://stac-extensions.github.io/"

_open = urllib.request.urlopen


def _schema(url: str):
    """The text of a schema; None for any other address."""
    folder = files("pystac.validation") / "jsonschemas"
    name = url.split("#")[0].rsplit("/", 1)[-1]
    if url.startswith(STAC):
        return (folder / "stac-spec" / "v1.1.0" / name).read_text()
    if url.startswith(GEOJSON):
        return (folder / "geojson" / name).read_text()
    return "{}" if url.startswith(EXTENSIONS) else None


def _urlopen(address, *args, **options):
    text = _schema(getattr(address, "full_url", address))
    return _open(address, *args, **options) if text is None else io.BytesIO(text.encode())


def _get(url: str, **options):
    text = _schema(url)
    if text is None:
        return requests.get(url, **options)
    return SimpleNamespace(raise_for_status=lambda: None, json=lambda: json.loads(text))


urllib.request.urlopen = _urlopen
utilities.requests = SimpleNamespace(get=_get, exceptions=requests.exceptions)
