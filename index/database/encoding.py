"""How things are given to a statement: paths, which need not be valid UTF-8, and many numbers."""

import json
import os
from collections.abc import Iterable
from pathlib import Path

EVERYTHING = "TRUE"
"""An SQL condition that all rows meet."""

THESE = "(SELECT value FROM json_each(?))"
"""Many numbers as one parameter: a statement that is always the same is prepared once."""


def as_these(values: Iterable[int]) -> str:
    """Numbers as ``THESE`` takes them."""
    return json.dumps([int(value) for value in values])


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
