"""Where a reader puts what it unpacks, for as long as it is read."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A private folder of this process, which is gone afterwards."""
    with TemporaryDirectory(prefix=folder_prefix(os.getpid())) as folder:
        yield Path(folder)


def folder_prefix(process_id: int) -> str:
    """How the folders of a process are called: one that is killed leaves them to its parent."""
    return f"localdocs-reading-{process_id}-"
