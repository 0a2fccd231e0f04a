"""Paths as they are given to a statement: names need not be valid UTF-8."""

import os
from pathlib import Path

EVERYTHING = "TRUE"
"""An SQL condition that all rows meet."""


def encode_path(path: Path) -> bytes:
    """The bytes of a path, for ``CAST(? AS TEXT)``: names need not be valid UTF-8."""
    return os.fsencode(path)


def encode_text(text: str) -> bytes:
    """The same for any text that may hold a part of a path: a name, a suffix, a reason."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half of a pair, which no file system gave
        return text.encode("utf-8", "replace")


def under_path(path: Path) -> tuple[str, list[bytes | str]]:
    """An SQL condition on ``files.path``: this path or anything below it."""
    exact = encode_path(path)
    below = exact.rstrip(os.sep.encode()) + os.sep.encode()
    above = below[:-1] + bytes([below[-1] + 1])
    condition = (
        "(files.path = CAST(? AS TEXT) OR "
        "(files.path >= CAST(? AS TEXT) AND files.path < CAST(? AS TEXT)))"
    )
    return condition, [exact, below, above]
