"""The commands ``localdocs service …``: thin click, as in ``localdocs.commands.root``."""

import sys

import click

from localdocs.commands.opened import opened_terminal

EXIT_NOT_RUNNING = 3


@click.group()
def service() -> None:
    """Keep the index up to date in the background, and the models warm."""


@service.command()
def run() -> None:
    """Run the service here, until Ctrl-C."""
    from localdocs.home.places import places
    from localdocs.service.front import run as serve

    with opened_terminal():
        serve(places())


@service.command()
def start() -> None:
    """Start the service in the background."""
    from localdocs.home.places import places
    from localdocs.service.control import start as start_service

    with opened_terminal() as terminal:
        terminal.lines([f"The service runs: process {start_service(places())}."])


@service.command()
def stop() -> None:
    """Stop the service."""
    from localdocs.home.places import places
    from localdocs.service.control import stop as stop_service

    with opened_terminal() as terminal:
        ended = stop_service(places())
        terminal.lines(["The service has stopped." if ended else "The service was not running."])


@service.command()
def restart() -> None:
    """Stop the service and start it again."""
    from localdocs.home.places import places
    from localdocs.service.control import start as start_service
    from localdocs.service.control import stop as stop_service

    with opened_terminal() as terminal:
        stop_service(places())
        terminal.lines([f"The service runs: process {start_service(places())}."])


@service.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def status(as_json: bool) -> None:
    """Show whether the service runs, and what it is doing. Exit code 3: it does not run."""
    from localdocs.home.places import places
    from localdocs.service.client import find_service

    with opened_terminal(as_json) as terminal:
        found = find_service(places())
        terminal.service(found)
        if found.pid is None:
            sys.exit(EXIT_NOT_RUNNING)


@service.command()
@click.option("-n", "count", default=40, show_default=True, type=click.IntRange(0), help="Lines.")
@click.option("-f", "--follow", is_flag=True, help="Go on with what is added, until Ctrl-C.")
def logs(count: int, follow: bool) -> None:
    """Show the end of the service's log."""
    from localdocs.home.places import places
    from localdocs.service.control import log_lines

    with opened_terminal() as terminal:
        terminal.lines(log_lines(places().service_log, count, follow=follow))


@service.command()
@click.option("--print", "only_print", is_flag=True, help="Show the file; write nothing.")
def install(only_print: bool) -> None:
    """Start the service whenever you log in: systemd, launchd, or a task of Windows."""
    from localdocs.home.places import places
    from localdocs.service.installing import install as install_service
    from localdocs.service.installing import installation

    with opened_terminal() as terminal:
        wanted = installation(places())
        if only_print:
            commands = [" ".join(command) for command in wanted.enable]
            terminal.lines([f"# {wanted.file}", wanted.content, "# then:", *commands])
        else:
            terminal.lines(install_service(wanted))


@service.command()
def uninstall() -> None:
    """Take back what 'install' did."""
    from localdocs.home.places import places
    from localdocs.service.installing import installation
    from localdocs.service.installing import uninstall as uninstall_service

    with opened_terminal() as terminal:
        terminal.lines(uninstall_service(installation(places())))
