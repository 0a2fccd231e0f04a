"""The token that every caller of the server shows: made once, readable by its owner alone."""

import os
import secrets
import stat

from localdocs.computer.files import write_atomically
from localdocs.errors import ServiceError
from localdocs.home.places import Places

_BYTES = 32


def server_token(where: Places) -> str:
    """The token of this home; made where there is none.

    Raises ServiceError where others can read its file, since it is known to them then.
    """
    path = where.server_token
    if not path.exists():
        where.create()
        write_atomically(path, secrets.token_urlsafe(_BYTES))
    if hasattr(os, "getuid") and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise ServiceError(
            f"Others can read the server's token in {path}.",
            "Delete that file; a new token is made at the next start.",
        )
    if token := path.read_text(encoding="ascii").strip():
        return token
    raise ServiceError(f"{path} is empty.", "Delete it; a new token is made at the next start.")
