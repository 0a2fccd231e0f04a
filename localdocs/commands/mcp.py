"""``localdocs mcp``: the library for an agent or an editor that speaks MCP."""

import click

from localdocs.commands.opened import opened_terminal
from localdocs.errors import ServiceError
from localdocs.home.places import places


@click.command()
def mcp() -> None:
    """Serve the library to the program that starts this: MCP over standard input and output."""
    with opened_terminal():
        try:
            from localdocs.server.mcp.stdio import run
        except ModuleNotFoundError as error:
            if error.name != "mcp":
                raise
            raise ServiceError(
                "MCP needs the package 'mcp'.", "Install it: pip install 'localdocs[mcp]'"
            ) from None
        run(places())
