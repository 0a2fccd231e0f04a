"""The command that works on a team's library: worker."""

import signal
from collections.abc import Callable
from threading import Event

import click

from localdocs.commands.opened import opened_own_library
from localdocs.languages.amounts import counted


@click.command()
@click.option("--once", is_flag=True, help="End when nothing is left to do.")
@click.option(
    "--minutes",
    type=click.FloatRange(0.1),
    default=10.0,
    show_default=True,
    help="How long after a look at a folder the next one is due.",
)
def worker(once: bool, minutes: float) -> None:
    """Read and embed for a library on PostgreSQL, beside workers on any computer."""
    with opened_own_library(as_json=False) as (library, terminal):
        stopped = Event()
        if not once:
            terminal.note("Ctrl-C ends this worker; 'localdocs status' shows what it does.")
        signal.signal(signal.SIGTERM, _stops(stopped))
        signal.signal(signal.SIGINT, _stops(stopped))
        done = library.work(once=once, scan_every_seconds=minutes * 60, stopped=stopped)
        aside = f", {done.set_aside} set aside" if done.set_aside else ""
        line = (
            f"{counted(done.scans, 'folder')} scanned, {counted(done.files, 'file')} read{aside}, "
            f"{counted(done.embedded, 'passage')} embedded."
        )
        terminal.lines([line])


def _stops(stopped: Event) -> Callable[..., None]:
    def stop(*_: object) -> None:
        if stopped.is_set():
            raise KeyboardInterrupt
        stopped.set()
        click.echo("Ending after the current job; once more ends at once.", err=True)

    return stop
