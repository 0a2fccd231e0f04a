"""``localdocs config database``: what is there is said, and no password."""

import json
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fakes import FakeEmbedder, put
from index.index_store import IndexStore
from index.opening import open_index
from localdocs.commands.root import cli
from localdocs.home.index_location import shown_location
from localdocs.home.places import places
from localdocs.home.settings import Settings
from postgres_server import emptied


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALDOCS_HOME", str(tmp_path))


def config(*words: str) -> Result:
    return CliRunner().invoke(cli, ["config", *words])


def in_the_file() -> str:
    return Settings(places().settings).text("database")


def test_an_empty_database_is_said_to_be_one(postgres: str) -> None:
    run = config("database", emptied(postgres))
    assert run.exit_code == 0 and "There is no index yet" in run.stderr


def test_an_index_is_counted(postgres: str) -> None:
    address = emptied(postgres)
    with closing(open_index(address)) as connection:
        put(IndexStore(connection, FakeEmbedder, "1"), "/docs/a.txt", "One.", "Two.")
    run = config("database", address)
    assert "0 folders, 1 documents, 2 passages" in run.stderr
    assert in_the_file() == address


@pytest.mark.parametrize(
    ("address", "code", "words"),
    [
        ("postgresql://u:secret@localhost:1/x", 1, "cannot be reached"),
        ("postgresql://[", 2, "The address of the database is none"),
        ("postgresql://u:sec/ret@host/x", 2, "The address of the database is none"),
    ],
)
def test_what_cannot_be_opened_is_not_set(
    postgres: str, address: str, code: int, words: str
) -> None:
    run = config("database", address)
    assert run.exit_code == code and words in run.stderr
    assert "secret" not in run.output and "sec/ret" not in run.output
    assert in_the_file() == ""


def test_no_password_is_shown(postgres: str) -> None:
    address = emptied(postgres).replace("postgres:@", "postgres:secret@")
    assert config("database", address).exit_code == 0
    assert in_the_file() == address
    for words in ((), ("--json",), ("database",), ("database", "--json")):
        run = config(*words)
        assert run.exit_code == 0 and "secret" not in run.output
    shown = json.loads(config("database", "--json").stdout)["database"]
    assert shown.startswith("postgresql://postgres:***@/")


@pytest.mark.parametrize(
    ("location", "shown"),
    [
        ("/home/a/localdocs.db", "/home/a/localdocs.db"),
        ("postgresql://host:5432/name", "postgresql://host:5432/name"),
        ("postgresql://user@host/name", "postgresql://user@host/name"),
        ("postgresql://u:p@host:5432/name", "postgresql://u:***@host:5432/name"),
        ("postgres://u:a@b/c?d@host/name", "postgres://u:***@host/name"),
        (
            "postgresql://u@h/n?password=p&sslmode=require",
            "postgresql://u@h/n?password=***&sslmode=require",
        ),
        ("postgresql://h/n?sslpassword=p", "postgresql://h/n?sslpassword=***"),
    ],
)
def test_a_location_without_its_password(location: str, shown: str) -> None:
    assert shown_location(location) == shown
