"""The commands that keep folders in the library: add, sync, remove, list and status."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from localdocs.commands.opened import opened_library, opened_own_library
from localdocs.commands.options import json_option
from localdocs.errors import UsageError
from localdocs.reports import LibraryStatus, Report, merged
from localdocs.service.caller.client import find_service
from localdocs.views.folders import (
    folder_lines,
    folder_shape,
    previews_lines,
    previews_shape,
    report_lines,
    report_shape,
    status_lines,
    status_shape,
)

if TYPE_CHECKING:
    from localdocs.library import Library


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--name", help="What --in may call the folder. Default: its own name.")
@click.option("--dry-run", is_flag=True, help="Only say what would be indexed, and how long.")
@json_option
def add(paths: tuple[str, ...], name: str | None, dry_run: bool, as_json: bool) -> None:
    """Index folders or files, and keep them in the library."""
    if name and len(paths) > 1:
        raise UsageError("--name goes with one PATH.")
    if dry_run:
        with opened_own_library(as_json) as (library, terminal):
            previews = (library.preview(path) for path in paths)
            terminal.result(previews_shape(previews), previews_lines(previews))
        return
    with opened_library(as_json) as (library, terminal):
        total = Report()
        for path in paths:
            with terminal.progress(Path(path).name) as listener:
                total = merged(total, library.add(path, name=name, listener=listener))
        status = library.status()
        terminal.result(report_shape(total, status), report_lines(total, status))


@click.command()
@click.option("--rebuild", is_flag=True, help="Read and embed everything again.")
@json_option
def sync(rebuild: bool, as_json: bool) -> None:
    """Make the index mirror the folders as they are now."""
    with opened_library(as_json) as (library, terminal):
        with terminal.progress("sync") as listener:
            report = library.sync(rebuild=rebuild, listener=listener)
        status = library.status()
        terminal.result(report_shape(report, status), report_lines(report, status))


@click.command()
@click.argument("folder")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@json_option
def remove(folder: str, yes: bool, as_json: bool) -> None:
    """Forget a folder of the library. Its files on disk are not touched."""
    with opened_library(as_json) as (library, terminal):
        if not yes and not as_json and sys.stdin.isatty():
            click.confirm(f"Forget {folder}?", abort=True, err=True)
        report = library.remove(folder)
        status = library.status()
        terminal.result(report_shape(report, status), report_lines(report, status))


@click.command("list")
@json_option
def list_folders(as_json: bool) -> None:
    """List the folders of the library."""
    with opened_own_library(as_json) as (library, terminal):
        folders = _status(library)[0].folders
        shape = [folder_shape(folder) for folder in folders]
        terminal.result(shape, folder_lines(folders, terminal.style))


@click.command()
@json_option
def status(as_json: bool) -> None:
    """Show what is indexed, and what was skipped and why."""
    with opened_own_library(as_json) as (library, terminal):
        found, pid = _status(library)
        team = library.team()
        terminal.result(
            status_shape(found, pid, team), status_lines(found, terminal.style, pid, team)
        )


def _status(library: "Library") -> tuple[LibraryStatus, int | None]:
    """What is indexed, as the service says where one runs, and its process.

    Raises StorageError where it runs over an index that is gone, which would look like an empty
    one.
    """
    service = find_service(library.places)
    if not service.pid:
        return library.status(), None
    library.places.must_exist()
    return service.library, service.pid
