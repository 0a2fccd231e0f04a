"""Full disks, foreign folders and damaged databases: each is said in words, by every method."""

import errno
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from fakes import FakeEmbedder
from localdocs.errors import IndexDamagedError, LocalDocsError, StorageError
from localdocs.home.storage_errors import storage_errors
from localdocs.library import Library
from localdocs.models.shelf import chosen as chosen_models

Ask = Callable[[Library], object]

METHODS: dict[str, Ask] = {
    "status": lambda library: library.status(),
    "folders": lambda library: library.folders(),
    "files": lambda library: library.files(),
    "search": lambda library: library.search("When does the ferry leave?"),
    "ask": lambda library: library.ask("When does the ferry leave?", language_model=False),
    "list": lambda library: library.ask("Which files mention the ferry?", language_model=False),
    "sync": lambda library: library.sync(),
    "rebuild": lambda library: library.sync(rebuild=True),
    "remove": lambda library: library.remove("notes"),
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of a library of twenty notes."""
    monkeypatch.setattr(chosen_models, "open_embedder", lambda *_: FakeEmbedder())
    notes = tmp_path / "notes"
    notes.mkdir()
    for number in range(20):
        (notes / f"{number}.txt").write_text(
            f"The ferry {number} leaves at {number} o'clock.\n" * 9
        )
    with Library(tmp_path / "home") as library:
        library.add(notes)
    return tmp_path / "home"


@pytest.mark.parametrize("place", [0.15, 0.4, 0.6, 0.8])
@pytest.mark.parametrize("ask", METHODS.values(), ids=METHODS)
def test_a_damaged_database_never_comes_out_as_another_error(
    home: Path, ask: Ask, place: float
) -> None:
    database = home / "index" / "localdocs.db"
    content = bytearray(database.read_bytes())
    at = int(len(content) * place) // 4096 * 4096
    content[at : at + 16384] = bytes(range(256)) * 64
    database.write_bytes(content[: len(content) - len(content) % 4096])
    with Library(home) as library:
        try:
            ask(library)
        except LocalDocsError as error:
            assert isinstance(error, IndexDamagedError) and error.remedy


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOSPC, "No space is left"), (errno.EACCES, "denied"), (errno.EROFS, "Read-only")],
)
def test_what_the_system_refuses_is_said_with_its_place(
    home: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number), str(home / "writer.lock"))

    monkeypatch.setattr("localdocs.library.hold_lock", refuse)
    with Library(home) as library:
        for ask in (METHODS["sync"], METHODS["remove"]):
            with pytest.raises(StorageError, match=f"(?s){said}") as caught:
                ask(library)
            assert "writer.lock" in caught.value.message and caught.value.remedy


def test_a_mistake_of_ours_stays_what_it_is(home: Path) -> None:
    with pytest.raises(TypeError), storage_errors(str(home / "index" / "localdocs.db")):
        raise TypeError("ours")
    with pytest.raises(IndexDamagedError), storage_errors(str(home / "index" / "localdocs.db")):
        raise sqlite3.DatabaseError("malformed")
