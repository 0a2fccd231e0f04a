"""``localdocs service …``: the background service."""

import sys

import click

from localdocs.commands.opened import opened_terminal
from localdocs.commands.options import json_option
from localdocs.home.places import places
from localdocs.service.caller import control, installing
from localdocs.service.caller.client import find_service
from localdocs.views.service import service_lines, service_shape

EXIT_NOT_RUNNING = 3


@click.group()
def service() -> None:
    """Keep the index up to date in the background, and the models warm."""


@service.command()
def run() -> None:
    """Run the service here, until Ctrl-C."""
    # Here, since the other commands need no server of HTTP.
    from localdocs.service.front import run as serve

    with opened_terminal():
        serve(places())


@service.command()
def start() -> None:
    """Start the service in the background."""
    with opened_terminal() as terminal:
        terminal.lines([f"The service runs: process {control.start(places())}."])


@service.command()
def stop() -> None:
    """Stop the service."""
    with opened_terminal() as terminal:
        ended = control.stop(places())
        terminal.lines(["The service has stopped." if ended else "The service was not running."])


@service.command()
def restart() -> None:
    """Stop the service and start it again."""
    with opened_terminal() as terminal:
        control.stop(places())
        terminal.lines([f"The service runs: process {control.start(places())}."])


@service.command()
@json_option
def status(as_json: bool) -> None:
    """Show whether the service runs, and what it is doing. Exit code 3: it does not run."""
    with opened_terminal(as_json) as terminal:
        found = find_service(places())
        terminal.result(service_shape(found), service_lines(found, terminal.style))
        if found.pid is None:
            sys.exit(EXIT_NOT_RUNNING)


@service.command()
@click.option("-n", "count", default=40, show_default=True, type=click.IntRange(0), help="Lines.")
@click.option("-f", "--follow", is_flag=True, help="Go on with what is added, until Ctrl-C.")
def logs(count: int, follow: bool) -> None:
    """Show the end of the service's log."""
    with opened_terminal() as terminal:
        terminal.lines(control.log_lines(places().service_log, count, follow=follow))


@service.command()
@click.option("--print", "only_print", is_flag=True, help="Show the file; write nothing.")
def install(only_print: bool) -> None:
    """Start the service whenever you log in: systemd, launchd, or a task of Windows."""
    with opened_terminal() as terminal:
        wanted = installing.installation(places())
        if only_print:
            commands = [" ".join(command) for command in wanted.enable]
            terminal.lines([f"# {wanted.file}", wanted.content, "# then:", *commands])
        else:
            terminal.lines(installing.install(wanted))


@service.command()
def uninstall() -> None:
    """Take back what 'install' did."""
    with opened_terminal() as terminal:
        terminal.lines(installing.uninstall(installing.installation(places())))
