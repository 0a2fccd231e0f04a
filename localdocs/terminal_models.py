"""The progress of a download or a copy, as one line on standard error."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from localdocs.models.arriving import Listener, Transfer


@contextmanager
def transfer_progress(title: str, *, quiet: bool) -> Iterator[Listener]:
    """A bar with bytes, rate and remaining time; nothing where no person looks, or if ``quiet``."""
    if quiet or not sys.stderr.isatty():
        yield lambda transfer: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, object] = {}

        def listener(transfer: Transfer) -> None:
            if transfer.doing not in tasks:  # what was there before is not counted in the rate
                tasks[transfer.doing] = bar.add_task(f"{transfer.doing} {title}", total=None)
            task = tasks[transfer.doing]
            bar.update(task, completed=transfer.done, total=transfer.total)  # type: ignore[arg-type]

        yield listener
