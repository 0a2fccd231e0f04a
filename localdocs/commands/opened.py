"""What every command is made of: its options, the library of its run, and how it ends."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from localdocs.errors import EXIT_INTERRUPTED, LocalDocsError

if TYPE_CHECKING:
    from localdocs.library import Library
    from localdocs.service.client import ServiceLibrary
    from localdocs.terminal.text_terminal import Terminal

Command = Callable[..., Any]


def json_option(command: Command) -> Command:
    """``--json``: one JSON object on stdout, and nothing else there."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")(command)


def insisting(command: Command) -> Command:
    """``--force``: a model is not refused for its size."""
    words = "Even if the model does not fit into memory."
    return click.option("--force", is_flag=True, help=words)(command)


def answering(command: Command) -> Command:
    """``--model`` and ``--force``: another model than that of the settings, this time."""
    option = click.option(
        "--model", default="", metavar="MODEL", help="Answer with this GGUF file or model's name."
    )
    return option(insisting(command))


def find_answering(name: str, *, force: bool) -> str:
    """The file of the model that ``--model`` names. Raises ModelError for one that cannot answer
    here, ModelTooLargeError unless ``force``."""
    from localdocs.home.places import places
    from localdocs.models.shelf.finding import find_named

    return str(find_named(name, places(), force=force).path)


def narrowing(command: Command) -> Command:
    """The options that narrow a question, handed on as ``filters``."""

    @click.option("--in", "inside", multiple=True, metavar="FOLDER", help="Only in this folder.")
    @click.option("--type", "suffixes", multiple=True, metavar="TYPE", help="Only pdf, md, …")
    @click.option(
        "--since", default="", metavar="DATE", help="Only files changed since, 2026-03-31."
    )
    @click.option("--until", default="", metavar="DATE", help="Only files not changed after it.")
    @wraps(command)
    def with_filters(
        *arguments: Any,
        inside: tuple[str, ...],
        suffixes: tuple[str, ...],
        since: str,
        until: str,
        **rest: Any,
    ) -> Any:
        from localdocs.types import Filters

        return command(*arguments, filters=Filters(inside, suffixes, since, until), **rest)

    return with_filters


@contextmanager
def opened_terminal(as_json: bool = False) -> Iterator["Terminal"]:
    """The terminal of this run; an error ends the program."""
    from localdocs.terminal.text_terminal import open_terminal

    with open_terminal(as_json) as terminal:
        try:
            yield terminal
        except LocalDocsError as error:
            terminal.error(error)
            sys.exit(error.exit_code)
        except KeyboardInterrupt:
            terminal.interrupted()
            sys.exit(EXIT_INTERRUPTED)
        except BrokenPipeError:
            sys.exit(0)


@contextmanager
def opened_library(
    as_json: bool, *, through_service: bool = False
) -> Iterator[tuple[Any, "Terminal"]]:
    """The library of this run and the terminal to print on; an error ends the program.

    ``through_service``: the library of the background service, where one runs.
    """
    with (
        opened_terminal(as_json) as terminal,
        nearest_library() if through_service else own_library() as library,
    ):
        yield library, terminal


def nearest_library() -> "Library | ServiceLibrary":
    """The library of the background service where one runs, else one of our own."""
    from localdocs.home.places import places
    from localdocs.home.settings import Settings
    from localdocs.service.client import connect_service

    where = places()
    return connect_service(where, Settings(where.settings)) or own_library()


def own_library() -> "Library":
    """The library in this process."""
    from localdocs.library import Library

    return Library()
