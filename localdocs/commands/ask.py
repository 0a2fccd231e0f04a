"""The commands that put a question to the documents: search and ask."""

import sys
import time
from pathlib import Path

import click

from localdocs.commands.models.advice import suggest_once
from localdocs.commands.opened import opened_library
from localdocs.commands.options import (
    filter_options,
    find_model_file,
    json_option,
    model_options,
)
from localdocs.conversations.last_questions import remember, remembered, turn_of
from localdocs.errors import EXIT_NOT_FOUND, UsageError
from localdocs.home.places import places
from localdocs.home.settings import Settings
from localdocs.types import AnswerStatus, Filters, Turn
from localdocs.views.answers import hit_lines, hits_shape


@click.command()
@click.argument("question")
@click.option(
    "-k", "count", default=10, show_default=True, type=click.IntRange(1, 1000), help="Hits."
)
@filter_options
@json_option
def search(question: str, count: int, filters: Filters, as_json: bool) -> None:
    """Find the passages that speak to QUESTION."""
    with opened_library(as_json) as (library, terminal):
        started = time.monotonic()
        hits = library.search(question, count, filters=filters)
        shape = hits_shape(question, hits, time.monotonic() - started)
        terminal.result(shape, hit_lines(hits, terminal.style))
        if not hits:
            sys.exit(EXIT_NOT_FOUND)


@click.command()
@click.argument("question", required=False)
@model_options
@click.option("--k", "-k", "count", type=click.IntRange(1, 50), help="Passages to draw on.")
@click.option("--no-llm", is_flag=True, help="The documents' own words; no model is loaded.")
@click.option("-f", "--follow-up", is_flag=True, help="QUESTION leans on the one asked before.")
@filter_options
@json_option
def ask(
    question: str | None,
    model: str,
    force: bool,
    count: int | None,
    no_llm: bool,
    follow_up: bool,
    filters: Filters,
    as_json: bool,
) -> None:
    """Answer QUESTION from the documents, each sentence with its quote.

    Without QUESTION, or with "-", it is read from standard input.
    """
    if question in (None, "-"):
        question = "" if sys.stdin.isatty() else sys.stdin.read()
    with opened_library(as_json) as (library, terminal):
        if model:
            library.settings.override("language_model", find_model_file(model, force=force))
        last = places().last_questions
        previous = _previous(last, library.settings) if follow_up else ()
        question = (question or "").strip()
        events = library.stream(question, not no_llm, k=count, filters=filters, previous=previous)
        answer = terminal.answer(events, question)
        if library.settings["remember_questions"]:
            remember(last, [*previous, turn_of(answer)])
        if not no_llm and not as_json:
            suggest_once(answer, library.settings, places(), terminal.note)
        if answer.status is AnswerStatus.NOT_FOUND:
            sys.exit(EXIT_NOT_FOUND)


def _previous(file: Path, settings: Settings) -> tuple[Turn, ...]:
    """The turns before. Raises UsageError where there are none."""
    if turns := remembered(file):
        return turns
    raise UsageError(
        "There is no question of the last two hours to follow up on.",
        "Ask the whole question."
        if settings["remember_questions"]
        else "Questions are not kept: localdocs config remember_questions true",
    )
