"""What PostgreSQL says is wrong, in our words, with the remedy that fits."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict

from localdocs.errors import (
    IndexProblemError,
    LibraryBusyError,
    LocalDocsError,
    StorageError,
    UsageError,
)

ADDRESS = "postgresql://user@host:5432/name"
"""How an address looks; a password may stand in it, or better in ~/.pgpass."""

_SET = f"localdocs config database {ADDRESS}"

_REFUSED = ("password", "authentication", "no pg_hba.conf entry", "role ")

_NO_DATABASE = re.compile(r'database ".*" does not exist')

_AWAY = ("08", "57")
"""What a server's error codes begin with when it is lost, or shuts down."""


@contextmanager
def postgres_errors(url: str) -> Iterator[None]:
    """Raises StorageError and its like in place of what psycopg raises."""
    try:
        yield
    except psycopg.Error as error:
        raise _translated(error, url) from error


def shown(url: str) -> str:
    """An address as it may be shown: without its password. Raises psycopg.ProgrammingError where
    it is none, and no part of it is to be shown."""
    parts = conninfo_to_dict(url)
    name = str(parts.get("dbname") or parts.get("user") or "the database")
    if "@" in name:
        raise psycopg.ProgrammingError("a password with a sign in it that ends it")
    host = parts.get("host") or "this computer"
    port = f":{parts['port']}" if parts.get("port") else ""
    return f"{name} at {host}{port}"


def _translated(error: psycopg.Error, url: str) -> LocalDocsError:
    try:
        where = shown(url)
    except psycopg.ProgrammingError:
        return UsageError(
            "The address of the database is none.",
            f"It looks like {ADDRESS}; in a password, / is written %2F, @ %40 and % %25.",
        )
    said = " ".join(str(error).split())
    if isinstance(error, psycopg.OperationalError) and (error.sqlstate or "08")[:2] in _AWAY:
        return _not_opened(where, said)
    return _refused(error, where, said)


def _not_opened(where: str, said: str) -> StorageError:
    """The server's words are all that tells one reason from another, before it is connected."""
    if _NO_DATABASE.search(said):
        return StorageError(
            f"{where} does not exist ({said}).",
            f"Have it made with createdb, or check the address: {_SET}",
        )
    if any(sign in said for sign in _REFUSED):
        return StorageError(
            f"{where} refuses to be opened ({said}).", f"Check the name and the password: {_SET}"
        )
    return StorageError(
        f"{where} cannot be reached ({said}).",
        "Start the server or check its address; nothing that was finished is lost.",
    )


def _refused(error: psycopg.Error, where: str, said: str) -> LocalDocsError:
    """What a server that is there does not do."""
    match error:
        case errors.DiskFull():
            return StorageError(
                f"No space is left on the server of {where}.",
                "Free some space there and run the command again: nothing that was finished is "
                "lost.",
            )
        case errors.UndefinedFile() | errors.FeatureNotSupported() | errors.UndefinedObject():
            return StorageError(
                f"The server of {where} lacks pgvector ({said}).",
                "Install pgvector 0.8 or newer on the server, then run the command again.",
            )
        case errors.InsufficientPrivilege():
            return StorageError(
                f"{where} does not let this user do that ({said}).",
                "Ask its operator: GRANT CREATE ON DATABASE, and CREATE EXTENSION vector; where "
                "another made the index, GRANT on the schema localdocs and all its tables.",
            )
        case errors.ReadOnlySqlTransaction():
            return StorageError(
                f"{where} can only be read ({said}).",
                "Searching and asking work; to add or sync, use a user who may write, and a server "
                "that is no standby.",
            )
        case errors.LockNotAvailable() | errors.DeadlockDetected() | errors.SerializationFailure():
            return LibraryBusyError(
                f"{where} is held by another program ({said}).", "Try again when it has finished."
            )
    return IndexProblemError(f"{where} cannot be read ({said}).", "Run 'localdocs doctor'.")
