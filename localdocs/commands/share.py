"""``localdocs share``: who else may read which folder of a library on a PostgreSQL server."""

import click

from localdocs.commands.opened import opened_own_library
from localdocs.commands.options import json_option
from localdocs.errors import UsageError
from localdocs.views.sharing import shared_lines, shared_shape


@click.command()
@click.argument("folder", required=False)
@click.option(
    "--with",
    "readers",
    multiple=True,
    metavar="ROLE",
    help="A role of the server, or 'everyone'; may be given more than once.",
)
@click.option(
    "--without",
    "no_longer",
    multiple=True,
    metavar="ROLE",
    help="Who may no longer read it, from now on.",
)
@json_option
def share(
    folder: str | None, readers: tuple[str, ...], no_longer: tuple[str, ...], as_json: bool
) -> None:
    """Let others read FOLDER of a library on a PostgreSQL server, or list who may.

    What is not shared nobody sees but the owner of the library.
    """
    if bool(folder) != bool(readers or no_longer):
        raise UsageError(
            "FOLDER and --with or --without belong together.",
            "Such as: localdocs share Contracts --with sales",
        )
    with opened_own_library(as_json) as (library, terminal):
        if folder:
            folders = [library.share(folder, readers, no_longer=no_longer)]
        else:
            folders = library.shared()
        terminal.result(shared_shape(folders), shared_lines(folders, terminal.style))
