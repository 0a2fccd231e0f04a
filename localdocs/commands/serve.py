"""``localdocs serve`` and ``localdocs mcp``: the library, for other programs of this computer."""

from pathlib import Path

import click

from localdocs.commands.opened import opened_terminal
from localdocs.errors import ServiceError
from localdocs.home.places import places
from localdocs.home.settings import Settings

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), help="0: any. [default: serve_port]")
@click.option("--show-token", is_flag=True, help="Print the token that callers show, and end.")
@click.option(
    "--origin", "origins", multiple=True, metavar="URL", help="A website or program that may ask."
)
@click.option(
    "--alias", "aliases", multiple=True, nargs=2, metavar="NAME MODEL", help="Another name of it."
)
@click.option("--address", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--name", "names", multiple=True, help="Another name that callers may use for it.")
@click.option("--certificate", type=_FILE, help="For TLS: a certificate, PEM.")
@click.option("--key", type=_FILE, help="For TLS: its key, PEM.")
@click.option("--without-tls", is_flag=True, help="Others may read along on the way.")
def serve(
    port: int | None,
    show_token: bool,
    origins: tuple[str, ...],
    aliases: tuple[tuple[str, str], ...],
    address: str,
    names: tuple[str, ...],
    certificate: Path | None,
    key: Path | None,
    without_tls: bool,
) -> None:
    """Serve the library and the models to other programs: OpenAI's API, on this computer alone."""
    from localdocs.server.running.serving import Listen, listen_of
    from localdocs.server.running.serving import serve as run
    from localdocs.server.running.token import server_token

    with opened_terminal() as terminal:
        if show_token:
            terminal.lines([server_token(places())])
            return
        usual = listen_of(Settings(places().settings))
        listen = Listen(
            usual.port if port is None else port,
            address,
            names,
            (*usual.origins, *origins),
            certificate,
            key,
            without_tls,
            aliases,
        )
        run(
            places(),
            listen,
            lambda at, _: terminal.lines(
                [
                    f"OpenAI's API: {at}/v1",
                    "The token:    localdocs serve --show-token",
                    "Ctrl-C ends it.",
                ]
            ),
        )


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
