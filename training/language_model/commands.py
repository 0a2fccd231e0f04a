"""What the commands of this folder have in common: how they end, and what tells files apart."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from localdocs.errors import LocalDocsError, PathError


def run(command: Callable[[], None]) -> None:
    """Run a command and end the program. What a person can mend is said without a traceback; the
    exit code is that of the error, as in localdocs."""
    try:
        command()
    except LocalDocsError as error:
        print(f"{error.message}\n{error.remedy}".strip(), file=sys.stderr)
        sys.exit(error.exit_code)


def digest(files: Iterable[Path]) -> str:
    """One SHA-256 for the bytes of all these files. Raises PathError where one cannot be read."""
    total = hashlib.sha256()
    for path in files:
        try:
            with path.open("rb") as file:
                total.update(hashlib.file_digest(file, "sha256").digest())
        except OSError as error:
            raise PathError(f"{path} cannot be read: {error.strerror}.") from error
    return total.hexdigest()
