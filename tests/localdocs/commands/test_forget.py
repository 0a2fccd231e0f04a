"""``localdocs forget``: with a service and without one."""

import sys
from pathlib import Path

import pytest

from localdocs.conversations.store import Conversations
from localdocs.home.places import places
from localdocs.home.writer_lock import hold_lock
from paths import EXAMPLES
from service_support import Home, running_service

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(sys.platform == "win32", reason="signals"),
]


def fill(home: Home) -> None:
    home.run("add", str(EXAMPLES / "skerrin-trip.txt"))
    Conversations(places(home.path).conversations).begin("About Skerrin")


def secrets_left(home: Home) -> list[str]:
    files = [path for path in home.path.rglob("*") if path.is_file()]
    return [path.name for path in files if b"Skerrin" in path.read_bytes()]


def test_without_a_service(tmp_path: Path) -> None:
    home = Home(tmp_path)
    fill(home)
    assert secrets_left(home)
    assert "Forgotten: the whole library" in home.run("forget", "--all").stdout
    assert secrets_left(home) == [] and home.json("list") == []
    assert home.json("forget", "--all", "--models") == {"forgotten": True, "models": []}
    assert (EXAMPLES / "skerrin-trip.txt").exists()


def test_through_the_service_which_goes_on(tmp_path: Path) -> None:
    with running_service(tmp_path, examples=False) as home:
        fill(home)
        home.settle()
        assert home.finds("Skerrin")
        before = home.status()["pid"]
        home.run("forget", "--all")
        assert secrets_left(home) == []
        assert home.status()["pid"] == before and home.json("status")["documents"] == 0
        fill(home)
        assert home.finds("Skerrin")


def test_not_while_another_process_writes(tmp_path: Path) -> None:
    home = Home(tmp_path)
    fill(home)
    with hold_lock(places(home.path)):
        assert "updating the index" in home.run("forget", "--all", code=1).stderr
    assert secrets_left(home)


def test_all_has_to_be_said(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert "localdocs remove FOLDER" in home.run("forget", code=2).stderr
    assert not home.path.exists()


def test_what_a_crash_left_goes_when_the_service_starts(tmp_path: Path) -> None:
    home = Home(tmp_path)
    left = home.path / "forgotten" / "index"
    left.mkdir(parents=True)
    (left / "localdocs.db").write_text("Skerrin")
    with running_service(tmp_path, examples=False):
        assert secrets_left(home) == []
