"""``localdocs config``: the settings, shown and changed."""

import click

from localdocs.commands.opened import opened_library
from localdocs.commands.options import json_option
from localdocs.errors import UsageError


@click.command()
@click.argument("name", required=False)
@click.argument("value", required=False)
@click.option("--unset", is_flag=True, help="Back to the default.")
@json_option
def config(name: str | None, value: str | None, unset: bool, as_json: bool) -> None:
    """Show the settings, or one, or change one."""
    if unset and (name is None or value is not None):
        raise UsageError("--unset goes with a NAME and no VALUE.")
    with opened_library(as_json) as (library, terminal):
        if name and unset:
            library.settings.unset(name)
        elif name and value is not None:
            library.settings.set(name, value)
        terminal.settings(library.settings, [name] if name else list(library.settings))
