"""How far it is, as one line on standard error: reading files, downloading and copying models.

rich is imported where a person looks on; nobody else waits for it.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from localdocs.languages.amounts import gigabytes
from localdocs.reports import Progress, ProgressListener
from localdocs.views.style import shown

LINE_SECONDS = 15.0
"""How long a transfer says nothing where nobody looks on."""

if TYPE_CHECKING:
    from rich.progress import TaskID

    from index.copying import Copying
    from localdocs.models.fetching.arriving import Listener, Transfer


@contextmanager
def reading_progress(title: str) -> Iterator[ProgressListener]:
    """A bar with rate and remaining time, by bytes of files; nothing where no person looks."""
    if not sys.stderr.isatty():
        yield lambda progress: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    title = shown(title)
    columns = (
        TextColumn("{task.description}", markup=False),  # a name may hold "[/]"
        BarColumn(),
        TextColumn("{task.fields[words]}"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        reading = bar.add_task(title, total=None, words="looking for files")
        embedding = bar.add_task(title, total=None, words="", visible=False)
        scanning = bar.add_task(title, total=None, words="", visible=False)
        started = 0.0

        def listener(progress: Progress) -> None:
            nonlocal started
            if progress.scans_total:
                words = f"{progress.scans_done}/{progress.scans_total} pages read by OCR"
                bar.update(reading, visible=False)
                bar.update(embedding, visible=False)
                bar.update(
                    scanning,
                    total=progress.scans_total,
                    completed=progress.scans_done,
                    words=words,
                    visible=True,
                )
                return
            words = f"{progress.files_done}/{progress.files_total} files read"
            bar.update(
                reading,
                total=progress.bytes_total or None,
                completed=progress.bytes_done,
                words=words,
            )
            total = progress.embedded + progress.pending
            if not total:
                return
            started = started or time.monotonic()
            rate = progress.embedded / max(time.monotonic() - started, 1.0)
            words = f"{progress.embedded}/{total} passages embedded, {rate:.0f}/s"
            bar.update(reading, visible=False)
            bar.update(
                embedding, total=total, completed=progress.embedded, words=words, visible=True
            )

        yield listener


class TransferLines:
    """Says how far a transfer is in lines, for a log: one after a while, and all trouble."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._told = time.monotonic()

    def __call__(self, transfer: "Transfer") -> None:
        if transfer.trouble:
            self._tell(_trouble(self._title, transfer))
        elif time.monotonic() - self._told >= LINE_SECONDS:
            of_total = f" of {gigabytes(transfer.total)}" if transfer.total else ""
            self._tell(f"{self._title}: {transfer.doing}, {gigabytes(transfer.done)}{of_total}.")

    def _tell(self, words: str) -> None:
        self._told = time.monotonic()
        print(words, file=sys.stderr, flush=True)


def _trouble(title: str, transfer: "Transfer") -> str:
    return f"{title}: {shown(transfer.trouble)}; it is tried again."


@contextmanager
def copying_progress(title: str) -> "Iterator[Callable[[Copying], None]]":
    """A bar a table, one after the other; nothing where no person looks."""
    if not sys.stderr.isatty():
        yield lambda copying: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def listener(copying: "Copying") -> None:
            doing = copying.doing.replace("_", " ")
            if doing not in tasks:
                for finished in tasks.values():
                    bar.update(finished, visible=False)
                tasks[doing] = bar.add_task(f"{title}: {doing}", total=copying.total)
            bar.update(tasks[doing], completed=copying.done)

        yield listener


@contextmanager
def transfer_progress(title: str, *, quiet: bool) -> Iterator["Listener"]:
    """A bar with bytes, rate and remaining time; a line from time to time where that goes to a log;
    nothing if ``quiet``."""
    title = shown(title)
    if quiet:
        yield lambda transfer: None
        return
    if not sys.stderr.isatty():
        yield TransferLines(title)
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, object] = {}

        def listener(transfer: "Transfer") -> None:
            if transfer.trouble:
                bar.console.print(_trouble(title, transfer), markup=False, highlight=False)
            if transfer.doing not in tasks:  # what was there before is not counted in the rate
                tasks[transfer.doing] = bar.add_task(f"{transfer.doing} {title}", total=None)
            task = tasks[transfer.doing]
            bar.update(task, completed=transfer.done, total=transfer.total)  # type: ignore[arg-type]

        yield listener
