"""``localdocs eval``: how well a person's own questions find their pages."""

import sys
from pathlib import Path

import click

from localdocs.commands.opened import opened_own_library
from localdocs.commands.options import json_option
from localdocs.evaluation.evaluating import evaluate
from localdocs.evaluation.questions import read_questions
from localdocs.views.evaluation import evaluation_lines, evaluation_shape


@click.command("eval")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "-k", "count", default=10, show_default=True, type=click.IntRange(1, 1000), help="Hits."
)
@json_option
def evaluate_questions(file: Path, count: int, as_json: bool) -> None:
    """Measure how well your own questions find the pages that answer them.

    FILE is CSV, JSON or JSONL with question, file, and if known page and answer.
    """
    with opened_own_library(as_json) as (library, terminal):
        evaluation = evaluate(library, read_questions(file), count)
        terminal.result(evaluation_shape(evaluation), evaluation_lines(evaluation))
        if len(evaluation.evaluated) < len(evaluation.questions):
            sys.exit(1)
