"""What PostgreSQL says is wrong, in our words, with the remedy that fits."""

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

_REFUSED = ("password", "authentication", "no pg_hba.conf entry", "role ")


@contextmanager
def postgres_errors(url: str) -> Iterator[None]:
    """Raises StorageError and its like in place of what psycopg raises."""
    try:
        yield
    except psycopg.Error as error:
        raise _translated(error, url) from error


def shown(url: str) -> str:
    """An address as it may be shown: without its password."""
    parts = conninfo_to_dict(url)
    host = parts.get("host") or "this computer"
    port = f":{parts['port']}" if parts.get("port") else ""
    return f"{parts.get('dbname') or parts.get('user') or 'the database'} at {host}{port}"


def _translated(error: psycopg.Error, url: str) -> LocalDocsError:
    try:
        where = shown(url)
    except psycopg.ProgrammingError:
        return UsageError("The address of the database is none.", f"It looks like {ADDRESS}.")
    said = " ".join(str(error).split())
    if isinstance(error, errors.DiskFull):
        return StorageError(
            f"No space is left on the server of {where}.",
            "Free some space there and run the command again: nothing that was finished is lost.",
        )
    if isinstance(error, errors.UndefinedFile | errors.FeatureNotSupported):
        return StorageError(
            f"The server of {where} lacks pgvector ({said}).",
            "Install pgvector 0.8 or newer on the server, then run the command again.",
        )
    if isinstance(error, errors.InsufficientPrivilege):
        return StorageError(
            f"{where} does not let this user do that ({said}).",
            "Ask its operator: GRANT CREATE ON DATABASE, or CREATE EXTENSION vector.",
        )
    if isinstance(error, errors.LockNotAvailable):
        return LibraryBusyError(
            f"{where} is held by another program.", "Try again when it has finished."
        )
    if isinstance(error, psycopg.OperationalError):
        if any(sign in said for sign in _REFUSED):
            return StorageError(
                f"{where} refuses to be opened ({said}).",
                f"Check the name and the password: localdocs config set database {ADDRESS}",
            )
        return StorageError(
            f"{where} cannot be reached ({said}).",
            "Start the server or check its address; nothing that was finished is lost.",
        )
    return IndexProblemError(f"{where} cannot be read ({said}).", "Run 'localdocs doctor'.")
