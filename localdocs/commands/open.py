"""``localdocs open``: the page in a browser."""

from collections.abc import Callable

import click

from localdocs.commands.opened import opened_terminal
from localdocs.home.places import places
from localdocs.home.settings import Settings


@click.command("open")
@click.option("--link", "as_link", is_flag=True, help="Print the link, and open no browser.")
def open_page(as_link: bool) -> None:
    """Show the library in a browser, by a link that is good once.

    The page comes from this computer. Where no server runs, one runs until Ctrl-C.
    """
    from localdocs.server.running.opening import page_link, shown_in_browser
    from localdocs.server.running.record import running_server
    from localdocs.server.running.serving import listen_of, serve
    from localdocs.server.running.token import server_token

    with opened_terminal() as terminal:
        where = places()

        def show(address: str) -> None:
            link = page_link(address, server_token(where))
            if as_link or not shown_in_browser(link):
                terminal.lines([link])
            else:
                terminal.lines([f"The page is at {address}."])

        if address := running_server(where):
            show(address)
            return

        def told(address: str, _: Callable[[], None]) -> None:
            show(address)
            terminal.lines(["Ctrl-C ends it."])

        serve(where, listen_of(Settings(where.settings)), told)
