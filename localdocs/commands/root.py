"""The command line: a thin layer of click over ``localdocs.library``. Printing:
localdocs.terminal.text_terminal.

Exit codes: 0 answered or done, 1 error, 2 usage, 3 not found in the documents, 130 interrupted.
Heavy things are imported inside the commands that need them.
"""

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from localdocs import __version__
from localdocs.commands.bundle import bundle
from localdocs.commands.chat import chat, chats
from localdocs.commands.generation import complete, embed, run
from localdocs.commands.models import models
from localdocs.commands.opened import (
    answering,
    find_answering,
    json_option,
    narrowing,
    opened_library,
)
from localdocs.commands.service import service
from localdocs.errors import EXIT_INTERRUPTED, EXIT_NOT_FOUND, LocalDocsError, UsageError

if TYPE_CHECKING:
    from localdocs.home.settings import Settings
    from localdocs.types import Filters, Turn


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="localdocs")
@click.option("-v", "--verbose", is_flag=True, help="Say on stderr what is coped with silently.")
def cli(verbose: bool) -> None:
    """Ask your own files, offline, and get answers you can check.

    \b
    localdocs add ~/Documents        index a folder
    localdocs ask "When is it due?"  an answer with its quotes
    """
    level = logging.INFO if verbose else logging.ERROR
    logging.basicConfig(level=level, format="%(name)s: %(message)s")


@cli.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--name", help="What --in may call the folder. Default: its own name.")
@click.option("--dry-run", is_flag=True, help="Only say what would be indexed, and how long.")
@json_option
def add(paths: tuple[str, ...], name: str | None, dry_run: bool, as_json: bool) -> None:
    """Index folders or files, and keep them in the library."""
    from localdocs.library import merged
    from localdocs.types import Report

    if name and len(paths) > 1:
        raise UsageError("--name goes with one PATH.")
    if dry_run:
        with opened_library(as_json) as (library, terminal):
            terminal.previews(library.preview(path) for path in paths)
        return
    with opened_library(as_json, through_service=True) as (library, terminal):
        total = Report()
        for path in paths:
            with terminal.progress(Path(path).name) as listener:
                total = merged(total, library.add(path, name=name, listener=listener))
        terminal.report(total, library.status())


@cli.command()
@click.option("--rebuild", is_flag=True, help="Read and embed everything again.")
@json_option
def sync(rebuild: bool, as_json: bool) -> None:
    """Make the index mirror the folders as they are now."""
    with opened_library(as_json, through_service=True) as (library, terminal):
        with terminal.progress("sync") as listener:
            report = library.sync(rebuild=rebuild, listener=listener)
        terminal.report(report, library.status())


@cli.command()
@click.argument("folder")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@json_option
def remove(folder: str, yes: bool, as_json: bool) -> None:
    """Forget a folder of the library. Its files on disk are not touched."""
    with opened_library(as_json, through_service=True) as (library, terminal):
        if not yes and not as_json and sys.stdin.isatty():
            click.confirm(f"Forget {folder}?", abort=True, err=True)
        terminal.report(library.remove(folder), library.status())


@cli.command("list")
@json_option
def list_folders(as_json: bool) -> None:
    """List the folders of the library."""
    with opened_library(as_json) as (library, terminal):
        terminal.folders(library.status())


@cli.command()
@click.argument("question")
@click.option(
    "-k", "count", default=10, show_default=True, type=click.IntRange(1, 1000), help="Hits."
)
@narrowing
@json_option
def search(question: str, count: int, filters: "Filters", as_json: bool) -> None:
    """Find the passages that speak to QUESTION."""
    import time

    with opened_library(as_json, through_service=True) as (library, terminal):
        started = time.monotonic()
        hits = library.search(question, count, filters=filters)
        terminal.hits(question, hits, time.monotonic() - started)
        if not hits:
            sys.exit(EXIT_NOT_FOUND)


@cli.command()
@click.argument("question", required=False)
@answering
@click.option("--k", "-k", "count", type=click.IntRange(1, 50), help="Passages to draw on.")
@click.option("--no-llm", is_flag=True, help="The documents' own words; no model is loaded.")
@click.option("-f", "--follow-up", is_flag=True, help="QUESTION leans on the one asked before.")
@narrowing
@json_option
def ask(
    question: str | None,
    model: str,
    force: bool,
    count: int | None,
    no_llm: bool,
    follow_up: bool,
    filters: "Filters",
    as_json: bool,
) -> None:
    """Answer QUESTION from the documents, each sentence with its quote.

    Without QUESTION, or with "-", it is read from standard input.
    """
    from localdocs.conversations.last_questions import remember, turn_of
    from localdocs.home.places import places
    from localdocs.types import AnswerStatus

    if question in (None, "-"):
        question = "" if sys.stdin.isatty() else sys.stdin.read()
    with opened_library(as_json, through_service=True) as (library, terminal):
        if model:
            library.settings.override("language_model", find_answering(model, force=force))
        last = places().last_questions
        previous = _previous(last, library.settings) if follow_up else ()
        question = (question or "").strip()
        events = library.stream(question, not no_llm, k=count, filters=filters, previous=previous)
        answer = terminal.answer(events, question)
        if library.settings["remember_questions"]:
            remember(last, [*previous, turn_of(answer)])
        if answer.status is AnswerStatus.NOT_FOUND:
            sys.exit(EXIT_NOT_FOUND)


@cli.command("eval")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "-k", "count", default=10, show_default=True, type=click.IntRange(1, 1000), help="Hits."
)
@json_option
def evaluate_questions(file: Path, count: int, as_json: bool) -> None:
    """Measure how well your own questions find the pages that answer them.

    FILE is CSV, JSON or JSONL with question, file, and if known page and answer.
    """
    from localdocs.evaluation.evaluating import evaluate
    from localdocs.evaluation.questions import read_questions

    with opened_library(as_json) as (library, terminal):
        evaluation = evaluate(library, read_questions(file), count)
        terminal.evaluation(evaluation)
        if len(evaluation.evaluated) < len(evaluation.questions):
            sys.exit(1)


@cli.command()
@json_option
def status(as_json: bool) -> None:
    """Show what is indexed, and what was skipped and why."""
    from localdocs.service.client import find_service

    with opened_library(as_json) as (library, terminal):
        running = find_service(library.places)
        terminal.status(running.library if running.pid else library.status(), running.pid)


cli.add_command(chat)
cli.add_command(chats)
cli.add_command(service)
cli.add_command(models)
cli.add_command(bundle)
cli.add_command(run)
cli.add_command(complete)
cli.add_command(embed)


@cli.command()
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


@cli.command()
@json_option
def doctor(as_json: bool) -> None:
    """Check the installation, and say what mends what is broken.

    Looks at models, native libraries, disk, permissions, settings and the index.
    """
    from localdocs.doctor import examine

    with opened_library(as_json) as (library, terminal):
        findings = terminal.findings(examine(library))
        if not all(finding.healthy for finding in findings):
            sys.exit(1)


def _previous(file: Path, settings: "Settings") -> "tuple[Turn, ...]":
    """The turns before. Raises UsageError where there are none."""
    from localdocs.conversations.last_questions import remembered

    if turns := remembered(file):
        return turns
    raise UsageError(
        "There is no question of the last two hours to follow up on.",
        "Ask the whole question."
        if settings["remember_questions"]
        else "Questions are not kept: localdocs config remember_questions true",
    )


def main() -> None:
    """The entry point of the ``localdocs`` command."""
    try:
        cli(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(EXIT_INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except LocalDocsError as error:
        click.echo(f"Error: {error.message} {error.remedy}".strip(), err=True)
        sys.exit(error.exit_code)
