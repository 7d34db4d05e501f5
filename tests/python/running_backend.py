"""What tests know of a back-end that runs, and the real pair that they may give it."""

import json
from dataclasses import dataclass
from pathlib import Path

import openeo
import pytest

ROOT = Path(__file__).resolve().parents[2]
PAIR = ROOT.parent / "shared" / "data" / "s1-amsterdam-pair"
NEEDS_PAIR = pytest.mark.skipif(
    not PAIR.is_dir(), reason="the real Amsterdam pair (../shared/data) is not beside the project"
)


@dataclass(frozen=True)
class RunningBackend:
    """Where the back-end listens, and the login it told."""

    url: str
    user: str
    password: str
    data: Path

    def connect(self) -> openeo.Connection:
        return openeo.connect(self.url).authenticate_basic(self.user, self.password)


def lay_out_pair(stacks: Path) -> None:
    """The real pair as a stack; its files do not record their burst, so any id serves."""
    stack = stacks / "amsterdam"
    stack.mkdir(parents=True)
    for date in ("2023-03-19", "2023-03-31"):
        (stack / f"openEO_{date}Z.tif").symlink_to(PAIR / f"openEO_{date}Z.tif")
    description = {
        "burst_id": 65551,
        "sub_swath": "IW3",
        "relative_orbit": 37,
        "polarizations": ["VV"],
        "master_date": "2023-03-19",
        "simulated": False,
    }
    (stack / "stack.json").write_text(json.dumps(description))
