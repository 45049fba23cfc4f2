"""Makes the package importable wherever pytest is started."""

import json
import sys
from pathlib import Path

import pytest

REFERENCE = Path(__file__).resolve().parent.parent
VECTORS = REFERENCE.parent / "vectors"
EVENTS = REFERENCE.parent / "events" / "v1"
sys.path.insert(0, str(REFERENCE))


@pytest.fixture(scope="session")
def vectors():
    """Reads one vector file by name."""
    return lambda name: json.loads((VECTORS / name).read_text(encoding="utf-8"))
