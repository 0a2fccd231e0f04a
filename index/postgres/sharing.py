"""With whom a folder is shared: roles of PostgreSQL, which read what the owner has indexed.

``index.postgres.readers_schema`` has what keeps everything else from them.
"""

from collections.abc import Collection, Sequence
from pathlib import Path

from index.connection import Connection
from index.database.encoding import encode_path
from index.postgres.readers_schema import EVERYONE as _EVERYONE
from localdocs.errors import UsageError
from localdocs.reports import SharedFolder

EVERYONE = "everyone"
"""Whoever may log in. A role of this name cannot be told apart from it, and is not shared with."""


def shared_folders(connection: Connection) -> list[SharedFolder]:
    """Every folder, in the order in which they were added."""
    rows = connection.execute("SELECT path, name, readers FROM folders ORDER BY id").fetchall()
    return [SharedFolder(Path(path), name, _told(readers)) for path, name, readers in rows]


def share(
    connection: Connection,
    folder: Path,
    readers: Collection[str] = (),
    no_longer: Collection[str] = (),
) -> SharedFolder:
    """Share a folder that was added with these roles, and with those no longer; how it is then.

    Raises UsageError for a role that the server does not have, or with which it was not shared.
    """
    _check_roles(connection, readers)
    of_it = next(one for one in shared_folders(connection) if one.path == folder)
    if missing := sorted(set(no_longer) - set(of_it.readers)):
        raise UsageError(
            f"{folder} is not shared with {', '.join(missing)}.",
            f"It is shared with: {', '.join(of_it.readers) or 'nobody'}.",
        )
    kept = (set(of_it.readers) | set(readers)) - set(no_longer)
    stored = sorted(_EVERYONE if role == EVERYONE else role for role in kept)
    connection.execute(
        "UPDATE folders SET readers = CAST(? AS text[]) WHERE path = CAST(? AS TEXT)",
        (stored, encode_path(folder)),
    )
    return SharedFolder(folder, of_it.name, tuple(sorted(kept)))


def _check_roles(connection: Connection, roles: Collection[str]) -> None:
    rows = connection.execute(
        "SELECT rolname FROM pg_roles WHERE rolname = ANY(CAST(? AS text[]))", (list(roles),)
    ).fetchall()
    if missing := sorted({*roles} - {row[0] for row in rows} - {EVERYONE}):
        raise UsageError(
            f"The server has no role {', '.join(missing)}.",
            f'Have one made there, such as: CREATE ROLE "{missing[0]}" LOGIN',
        )


def _told(readers: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(EVERYONE if role == _EVERYONE else role for role in readers))
