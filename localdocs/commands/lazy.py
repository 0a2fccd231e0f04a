"""Groups whose commands are imported only when they are called.

A table names each command's place and repeats the line that ``--help`` shows of it, so that help
and completion import no command. A test holds each line against the command's own words.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple

import click


class Place(NamedTuple):
    """Where a command is, as "module:attribute", and its line of help."""

    where: str
    words: str


class LazyGroup(click.Group):
    """A group whose commands are those of a table, beside those that are added to it."""

    def __init__(self, *arguments: Any, table: Mapping[str, Place], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.table = table
        for name, place in table.items():
            self.add_command(click.Command(name, help=place.words))  # stands in for it in lists

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, with the command itself in place of what stands in for it."""
        name, command, rest = super().resolve_command(ctx, args)
        if name is not None and name in self.table:
            command = self.load(name)
        return name, command, rest

    def load(self, name: str) -> click.Command:
        """Import a command of the table."""
        module, _, attribute = self.table[name].where.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command
