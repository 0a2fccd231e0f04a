"""What a real server says is wrong is said in our words, with what to do."""

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytest import MonkeyPatch

from fakes import FakeEmbedder, put
from index.database import catalog, lookup
from index.index_store import IndexStore
from index.opening import index_errors, open_index
from index.postgres import schema
from index.postgres.connection import PostgresConnection, open_postgres
from index.postgres.sharing import share
from localdocs.errors import (
    IndexMismatchError,
    LibraryBusyError,
    LocalDocsError,
    StorageError,
    UsageError,
)
from postgres_server import emptied


@pytest.fixture
def address(postgres: str) -> str:
    return emptied(postgres)


@pytest.fixture
def roles(connection: PostgresConnection) -> Iterator[PostgresConnection]:
    """A role that may nothing, one that may only read, and a database without an index."""
    connection.execute("CREATE ROLE stranger LOGIN")
    connection.execute("CREATE ROLE reader LOGIN")
    connection.execute("GRANT USAGE ON SCHEMA localdocs TO reader")
    connection.execute("GRANT SELECT ON ALL TABLES IN SCHEMA localdocs TO reader")
    connection.execute("ALTER ROLE reader SET default_transaction_read_only = on")
    connection.execute("CREATE DATABASE bare")
    yield connection
    connection.execute("DROP OWNED BY reader")
    connection.execute("DROP ROLE reader")
    connection.execute("DROP ROLE stranger")
    connection.execute("DROP DATABASE bare")


def of(address: str, role: str = "postgres", database: str = "postgres") -> str:
    return address.replace("//postgres:@/postgres", f"//{role}:secret@/{database}")


def refused(address: str) -> LocalDocsError:
    with pytest.raises(LocalDocsError) as caught:
        open_index(address)
    assert "secret" not in caught.value.message + caught.value.remedy
    assert caught.value.remedy and caught.value.exit_code > 0
    return caught.value


def test_a_role_that_is_not_there(address: str) -> None:
    error = refused(of(address, role="nobody"))
    assert isinstance(error, StorageError)
    assert "refuses to be opened" in error.message
    assert "localdocs config database postgresql://" in error.remedy


def test_a_database_that_is_not_there(address: str) -> None:
    error = refused(of(address, database="nowhere"))
    assert "nowhere at" in error.message and "does not exist" in error.message
    assert "createdb" in error.remedy


def test_a_server_that_is_not_there() -> None:
    pytest.importorskip("psycopg")
    error = refused("postgresql://u:secret@localhost:1/name")
    assert isinstance(error, StorageError)
    assert "name at localhost:1 cannot be reached" in error.message


@pytest.mark.parametrize(
    "address",
    ["postgresql://[", "postgresql://u:secr%et@h/n", "postgresql://h/n?frob=1", "postgres://u:/@h"],
)
def test_an_address_that_is_none(address: str) -> None:
    pytest.importorskip("psycopg")
    error = refused(address)
    assert isinstance(error, UsageError) and error.exit_code == 2
    assert "postgresql://user@host:5432/name" in error.remedy


def test_who_may_make_nothing(roles: PostgresConnection) -> None:
    error = refused(of(roles.location, role="stranger", database="bare"))
    assert "does not let this user do that" in error.message
    assert "CREATE EXTENSION vector" in error.remedy


def test_who_may_only_read_searches_and_is_told_when_writing(roles: PostgresConnection) -> None:
    put(IndexStore(roles, FakeEmbedder, "1"), "/docs/a.txt", "The harbour opens at seven.")
    catalog.add_folder(roles, catalog.Folder(Path("/docs"), "docs"))
    share(roles, Path("/docs"), ["reader"])
    with closing(open_index(of(roles.location, role="reader"))) as connection:
        store = IndexStore(connection, FakeEmbedder, "1")
        assert store.search("harbour", 1)[0].text == "The harbour opens at seven."
        with pytest.raises(StorageError, match="only read it"):
            put(store, "/docs/b.txt", "Another.")
        assert lookup.counts(connection).documents == 1


def test_a_server_without_pgvector(address: str) -> None:
    with closing(open_postgres(address)) as connection, connection.errors():
        with pytest.raises(StorageError, match="lacks pgvector"), connection.errors():
            connection.execute("CREATE EXTENSION no_such_extension")
        with pytest.raises(StorageError, match="lacks pgvector"), connection.errors():
            connection.execute("SELECT CAST('[1]' AS no_such_type)")


def test_a_disk_without_room(connection: PostgresConnection) -> None:
    full = "DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$"
    with pytest.raises(StorageError, match="No space is left on the server"), connection.errors():
        connection.execute(full)


def test_what_another_holds(connection: PostgresConnection, address: str) -> None:
    with closing(open_postgres(address)) as other:
        other.begin(writing=True)
        other.keep_writers_out()
        with (
            pytest.raises(LibraryBusyError, match="held by another program"),
            connection.errors(),
            connection.without_waiting(),
        ):
            connection.execute("DELETE FROM folders")
        other.execute("ROLLBACK")


def test_an_index_of_a_newer_localdocs(connection: PostgresConnection) -> None:
    connection.execute("INSERT INTO steps VALUES ('9999_later')")
    try:
        with pytest.raises(IndexMismatchError, match="newer localdocs"):
            open_index(connection.location)
    finally:
        connection.execute("DELETE FROM steps WHERE name = '9999_later'")


def test_an_index_of_an_older_localdocs(
    connection: PostgresConnection, monkeypatch: MonkeyPatch
) -> None:
    put(IndexStore(connection, FakeEmbedder, "1"), "/docs/a.txt", "One.")
    step = ("0002_later", ("CREATE TABLE later (id bigint)",))
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, step))
    try:
        with closing(open_index(connection.location)) as newer:
            assert lookup.counts(newer).documents == 1
            assert newer.execute("SELECT count(*) FROM later").fetchone()[0] == 0
    finally:
        connection.execute("DROP TABLE later")
        connection.execute("DELETE FROM steps WHERE name = '0002_later'")


def test_a_step_that_fails_leaves_the_index_as_it_was(
    connection: PostgresConnection, monkeypatch: MonkeyPatch
) -> None:
    steps = ("CREATE TABLE later (id bigint)", "CREATE TABLE files (id bigint)")
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, ("0002_later", steps)))
    with pytest.raises(LocalDocsError):
        open_index(connection.location)
    monkeypatch.undo()
    with closing(open_index(connection.location)) as same:
        assert same.execute("SELECT to_regclass('later')").fetchone()[0] is None


def test_without_psycopg(monkeypatch: MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in sys.modules if name.startswith("index.postgres.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    for opened in (open_index, index_errors):
        with pytest.raises(UsageError, match="not installed") as caught:
            opened("postgresql://host/name")
        assert "localdocs[postgres]" in caught.value.remedy
    open_index(tmp_path / "localdocs.db").close()
