"""Folders by their names, and times, as the server reads them from the library."""

import asyncio
from contextlib import closing
from pathlib import Path

import pytest

from index.database import catalog
from index.sqlite.connection import open_database
from localdocs.errors import PathError
from localdocs.home.places import places
from localdocs.server.library.found_pages import folder_paths, modified_at
from localdocs.server.library.view import LibraryView


@pytest.fixture
def view(tmp_path: Path) -> LibraryView:
    """A library of two folders, one of which has the name of a place beside the other one."""
    where = places(tmp_path / "home")
    where.create()
    (tmp_path / "stands" / "work").mkdir(parents=True)
    with closing(open_database(where.database)) as connection:
        catalog.add_folder(connection, catalog.Folder(tmp_path / "stands" / "work", "old", False))
        catalog.add_folder(connection, catalog.Folder(tmp_path / "papers", "work", False))
    return LibraryView(where)


def test_a_name_is_never_a_path_from_where_the_server_was_started(
    view: LibraryView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DELETE /api/folders forgot the folder beside it instead of the one of that name."""
    monkeypatch.chdir(tmp_path / "stands")
    assert asyncio.run(folder_paths(view, ["work"])) == [tmp_path / "papers"]
    whole = [str(tmp_path / "stands" / "work"), "old"]
    assert asyncio.run(folder_paths(view, whole)) == [tmp_path / "stands" / "work"] * 2
    for astray in ("./work", "../papers", "WORK/", "", " "):
        with pytest.raises(PathError, match="is not a folder of the library"):
            asyncio.run(folder_paths(view, [astray]))


def test_a_time_that_is_doubted_is_none() -> None:
    """It was shown as the last second of 1969."""
    assert modified_at(1_700_000_000_999_999_999) == "2023-11-14T22:13:20+00:00"
    assert modified_at(0) == "1970-01-01T00:00:00+00:00"
    assert [modified_at(odd) for odd in (-1, -(2**62), 2**90)] == ["", "", ""]
