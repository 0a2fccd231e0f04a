"""How a browser comes in: by a link that is good once, for a key that it keeps.

``localdocs open`` makes an entry, which only who knows the token can; the page brings it from the
part of its address that no browser sends, and is given a key in its place. There is no cookie:
those of one port are sent to all ports of this computer, whoever listens there. Neither entries nor
keys are stored here, since each carries the proof that the token made it; all end with the token.
"""

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable

KEYS_PATH = "/api/sessions"
REACH = "/api/"
"""Where a key of the page is good; elsewhere the token alone is."""

ENTRY_SECONDS = 120
"""How long a browser may take to start."""

_KEY = "page-"
_BYTES = 24


def new_entry(token: str, now: float) -> str:
    """An entry, good once and for ``ENTRY_SECONDS`` from ``now``, in seconds since 1970."""
    until = int(now) + ENTRY_SECONDS
    return _signed(token, "entry", f"{until}-{secrets.token_urlsafe(_BYTES)}")


def new_key(token: str) -> str:
    """Another key of this token."""
    return _KEY + _signed(token, "key", secrets.token_urlsafe(_BYTES))


def is_key(token: str, given: str) -> bool:
    """Whether ``new_key`` made it with this token."""
    return given.startswith(_KEY) and _said(token, "key", given.removeprefix(_KEY)) is not None


class WayIn:
    """Gives keys for entries. ``clock`` is in seconds since 1970."""

    def __init__(self, token: str, clock: Callable[[], float] = time.time) -> None:
        self._token = token
        self._clock = clock
        self._used: dict[str, int] = {}

    def key_for(self, entry: str) -> str | None:
        """A key in place of an entry; None where that is not ours, was used, or is too old."""
        said, now = _said(self._token, "entry", entry), self._clock()
        until = int(said.partition("-")[0]) if said else 0
        self._used = {one: end for one, end in self._used.items() if end >= now}
        if until < now or entry in self._used:
            return None
        self._used[entry] = until
        return new_key(self._token)


def _signed(token: str, kind: str, said: str) -> str:
    return f"{said}.{_proof(token, kind, said)}"


def _said(token: str, kind: str, given: str) -> str | None:
    """What was signed; None where it was not with this token, or as another kind."""
    said, _, proof = given.rpartition(".")
    right = hmac.compare_digest(
        _proof(token, kind, said).encode(), proof.encode("utf-8", "replace")
    )
    return said if said and right else None


def _proof(token: str, kind: str, said: str) -> str:
    words = f"{kind}\0{said}".encode("utf-8", "replace")
    return hmac.new(token.encode(), words, hashlib.sha256).hexdigest()
