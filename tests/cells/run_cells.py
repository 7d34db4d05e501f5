"""Runs sets of generated cells, each in a namespace of its own, by the openEO Python client.

Standard input is JSON: a list of {"name", "url", "cells": [{"step", "source"}]}. The last line of
standard output is JSON: by name the variables that tests look at, and the error that ended a run.
"""

import json
import os
import sys
import types
from pathlib import Path

import openeo

os.environ["MPLBACKEND"] = "Agg"


def connect_to(url):
    return openeo.connect(url).authenticate_basic("user", "password")


def run(case):
    # The embedded back-end's own package and the login at a remote one are not what is tested here.
    package = types.ModuleType("jupyterlab_insar")
    package.connect = lambda: connect_to(case["url"])
    sys.modules["jupyterlab_insar"] = package
    openeo.Connection.authenticate_oidc = lambda self: self.authenticate_basic("user", "password")

    folder = Path(case["name"])
    folder.mkdir()
    os.chdir(folder)
    names = {"__name__": "__main__"}
    error = None
    for cell in case["cells"]:
        try:
            exec(compile(cell["source"], cell["step"], "exec"), names)
        except Exception as caught:
            error = {
                "step": cell["step"],
                "type": type(caught).__name__,
                "message": str(caught),
            }
            break
    os.chdir("..")
    return {
        "error": error,
        "epsg": names.get("epsg"),
        "pairs": [[str(date) for date in pair] for pair in names.get("pairs", [])],
        "files": sorted(str(path.relative_to(folder)) for path in folder.rglob("*.*")),
        "panels": [
            axis.get_title() or axis.get_ylabel()
            for axis in (names["figure"].axes if "figure" in names else [])
        ],
    }


results = {case["name"]: run(case) for case in json.load(sys.stdin)}
print(json.dumps(results))
