"""``localdocs copy``, as it is typed."""

import json
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fakes import FakeEmbedder, put
from index.database import lookup
from index.index_store import IndexStore
from index.opening import open_index
from localdocs.commands.root import cli
from localdocs.home.places import places
from localdocs.home.writer_lock import hold_lock
from postgres_server import emptied


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home whose index has one document."""
    monkeypatch.setenv("LOCALDOCS_HOME", str(tmp_path / "home"))
    fill(str(places().database), "/docs/a.txt", "The harbour opens at seven.")
    return tmp_path


def fill(location: str, path: str, text: str) -> None:
    with closing(open_index(location)) as connection:
        put(IndexStore(connection, FakeEmbedder, "1"), path, text)


def documents(location: str) -> int:
    with closing(open_index(location)) as connection:
        return lookup.counts(connection).documents


def copy(*words: str) -> Result:
    return CliRunner().invoke(cli, ["copy", *words])


def test_to_a_server_and_back(postgres: str, home: Path) -> None:
    address, back = emptied(postgres), str(home / "back" / "localdocs.db")
    run = copy("--to", address)
    assert run.exit_code == 0, run.output
    assert "1 documents, 1 passages" in run.stdout
    assert "localdocs config database postgresql://" in run.stdout
    assert documents(address) == 1
    shape = json.loads(copy("--from", address, "--to", back, "--json").stdout)
    assert (shape["documents"], shape["passages"], shape["embedded"]) == (1, 1, 1)
    assert documents(back) == 1


def test_what_is_there_is_replaced_only_if_that_is_said(home: Path) -> None:
    other = str(home / "other" / "localdocs.db")
    fill(other, "/docs/b.txt", "One.")
    fill(other, "/docs/c.txt", "Two.")
    run = copy("--to", other)
    assert run.exit_code == 2 and "--replace" in run.stderr
    assert documents(other) == 2
    assert copy("--to", other, "--replace").exit_code == 0
    assert documents(other) == 1


def test_one_of_two_places_has_to_be_named() -> None:
    run = copy()
    assert run.exit_code == 2 and "Give --to LOCATION" in run.stderr


@pytest.mark.parametrize("option", ["--to", "--from"])
def test_an_index_is_not_copied_onto_itself(option: str) -> None:
    run = copy(option, str(places().database))
    assert run.exit_code == 2 and "onto itself" in run.stderr


def test_where_there_is_no_index(home: Path) -> None:
    run = copy("--from", str(home / "none.db"))
    assert run.exit_code == 1 and "There is no index at" in run.stderr
    assert not (home / "none.db").exists()


def test_not_while_another_process_writes(home: Path) -> None:
    with hold_lock(places()):
        run = copy("--to", str(home / "other.db"))
    assert run.exit_code == 1 and "updating the index" in run.stderr


def test_a_password_is_not_repeated(postgres: str) -> None:
    address = emptied(postgres).replace("postgres:@", "postgres:secret@")
    for words in ((), ("--json",)):
        run = copy("--to", address, "--replace", *words)
        assert run.exit_code == 0 and "secret" not in run.output
