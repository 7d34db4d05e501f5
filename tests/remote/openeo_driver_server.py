"""openEO's Python driver with its dummy back-end, on a free port that is printed.

Usage: openeo_driver_server.py FOLDER ISSUER CLIENT_ID

It takes user name and password (its dummy configuration knows Alice), and tokens of the issuer.
"""

import os
import sys
from pathlib import Path

CONFIG = """
import attrs
from openeo_driver.dummy.dummy_config import config as dummy
from openeo_driver.users.oidc import OidcProvider

GRANTS = ["urn:ietf:params:oauth:grant-type:device_code+pkce", "refresh_token"]
campus = OidcProvider(
    id="campus",
    issuer={issuer!r},
    title="Campus login",
    scopes=["openid"],
    default_clients=[{{"id": {client!r}, "grant_types": GRANTS}}],
)
config = attrs.evolve(dummy, oidc_providers=[campus])
"""


def main(folder: str, issuer: str, client: str) -> None:
    config = Path(folder) / "driver_config.py"
    config.write_text(CONFIG.format(issuer=issuer, client=client))
    os.environ["OPENEO_BACKEND_CONFIG"] = str(config)

    from openeo_driver.dummy.dummy_backend import DummyBackendImplementation
    from openeo_driver.views import build_app
    from werkzeug.serving import make_server

    app = build_app(backend_implementation=DummyBackendImplementation())
    server = make_server("127.0.0.1", 0, app, threaded=True)
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
