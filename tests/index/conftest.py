"""What holds of an index holds of both databases."""

from pathlib import Path

import pytest

from postgres_server import emptied


@pytest.fixture(params=["sqlite", "postgres"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgres":
        return emptied(request.getfixturevalue("postgres"))
    return str(tmp_path / "index" / "localdocs.db")
