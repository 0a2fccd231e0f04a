"""The options that several commands have, and what they mean."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from localdocs.home.places import places
from localdocs.types import Filters

Command = Callable[..., Any]


def json_option(command: Command) -> Command:
    """``--json``: one JSON object on stdout, and nothing else there."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")(command)


def force_option(command: Command) -> Command:
    """``--force``: a model is not refused for its size."""
    words = "Even if the model does not fit into memory."
    return click.option("--force", is_flag=True, help=words)(command)


def model_options(command: Command) -> Command:
    """``--model`` and ``--force``: another model than that of the settings, this time."""
    option = click.option(
        "--model", default="", metavar="MODEL", help="Answer with this GGUF file or model's name."
    )
    return option(force_option(command))


def find_model_file(name: str, *, force: bool) -> str:
    """The file of the model that ``--model`` names. Raises ModelError for one that cannot answer
    here, ModelTooLargeError unless ``force``."""
    # Here, since it takes numpy, and most questions go without --model.
    from localdocs.models.shelf.finding import find_named

    return str(find_named(name, places(), force=force).path)


def filter_options(command: Command) -> Command:
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
        return command(*arguments, filters=Filters(inside, suffixes, since, until), **rest)

    return with_filters
