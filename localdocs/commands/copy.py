"""``localdocs copy``: the whole index into another database."""

import os
from contextlib import ExitStack, closing
from pathlib import Path

import click

from index.copying import copy_index, make_quick
from index.database import lookup
from index.opening import has_index, is_address, open_index
from localdocs.commands.opened import opened_terminal
from localdocs.commands.options import json_option
from localdocs.errors import PathError, UsageError
from localdocs.home.index_location import index_location, shown_location
from localdocs.home.places import places
from localdocs.home.settings import Settings
from localdocs.home.storage_errors import storage_errors
from localdocs.home.writer_lock import hold_lock


@click.command()
@click.option("--to", "target", metavar="LOCATION", help="Where to. Default: the index in use.")
@click.option("--from", "source", metavar="LOCATION", help="Where from. Default: the index in use.")
@click.option("--replace", is_flag=True, help="Delete what is there, once the copy is whole.")
@json_option
def copy(target: str | None, source: str | None, replace: bool, as_json: bool) -> None:
    """Copy the whole index into another database: nothing is read or embedded again.

    LOCATION is postgresql://user@host/name, or the path of an index file. A copy that is broken off
    leaves the target as it was.
    """
    with opened_terminal(as_json) as terminal:
        if not target and not source:
            raise UsageError(
                "Give --to LOCATION, or --from LOCATION.",
                "For example: localdocs copy --to postgresql://user@host/name",
            )
        where = places()
        in_use = index_location(where, Settings(where.settings))
        origin, goal = _full(source or in_use), _full(target or in_use)
        if origin == goal:
            raise UsageError("An index cannot be copied onto itself.", "Name another place.")
        if not has_index(origin):
            raise PathError(f"There is no index at {origin}.", "'localdocs status' shows yours.")
        with ExitStack() as opened:
            opened.enter_context(hold_lock(where))
            for location in (goal, origin):
                opened.enter_context(storage_errors(location))
            reading = opened.enter_context(closing(open_index(origin)))
            writing = opened.enter_context(closing(open_index(goal)))
            with terminal.copying("Copying") as listener:
                copy_index(reading, writing, listener, replace=replace)
                make_quick(writing)
            counts = lookup.counts(writing)
        told = shown_location(goal)
        lines = [f"Copied to {told}: {counts.documents} documents, {counts.passages} passages."]
        if goal != _full(in_use):
            lines.append(f"To use it: localdocs config database {told}")
        shape = {
            "from": shown_location(origin),
            "to": told,
            "documents": counts.documents,
            "passages": counts.passages,
            "embedded": counts.embedded,
        }
        terminal.result(shape, lines)


def _full(location: str) -> str:
    """So that two names of one file are one."""
    return location if is_address(location) else os.fspath(Path(location).expanduser().resolve())
