"""What ``localdocs eval`` says."""

from collections.abc import Iterator
from typing import Any

from localdocs.evaluation.evaluating import EvaluatedQuestion, Evaluation
from localdocs.evaluation.questions import OwnQuestion
from localdocs.languages.amounts import rounded
from localdocs.types import page_name


def evaluation_lines(evaluation: Evaluation) -> Iterator[str]:
    """A line a question with the ranks of the right page and file, more where it missed; totals."""
    yield "page  file  question"
    for question in evaluation.questions:
        ranks = f"{_rank(question.rank):>4}  {_rank(question.file_rank):>4}"
        yield f"{ranks}  {question.asked.question}"
        if question.problem:
            yield f"            line {question.asked.line}: {question.problem}"
        elif question.rank is None:
            yield f"            missed: {_place(question.asked)}; {_instead(question)}"
    yield ""
    yield from _totals(evaluation)


def evaluation_shape(evaluation: Evaluation) -> dict[str, Any]:
    """What ``eval --json`` prints. Shares are between 0 and 1."""
    return {
        "questions": [_evaluated_shape(question) for question in evaluation.questions],
        "k": evaluation.k,
        "evaluated": len(evaluation.evaluated),
        "not_evaluated": len(evaluation.questions) - len(evaluation.evaluated),
        "page_in_first": {
            str(k): round(evaluation.page_in_first(k), 4) for k in evaluation.cutoffs
        },
        "file_first": round(evaluation.file_first, 4),
        "mean_reciprocal_rank": round(evaluation.mean_reciprocal_rank, 4),
        "timings": {"median_search_seconds": rounded(evaluation.median_seconds)},
    }


def _evaluated_shape(question: EvaluatedQuestion) -> dict[str, Any]:
    asked = question.asked
    return {
        "line": asked.line,
        "question": asked.question,
        "file": asked.file,
        "pages": list(asked.pages or ()),
        "rank": question.rank,
        "file_rank": question.file_rank,
        "problem": question.problem,
    }


def _totals(evaluation: Evaluation) -> Iterator[str]:
    asked, evaluated = len(evaluation.questions), len(evaluation.evaluated)
    yield f"{evaluated} of {asked} questions evaluated, {evaluation.k} passages each."
    if not evaluated:
        return
    for k in evaluation.cutoffs:
        yield f"  right page in the first {k:<3}{evaluation.page_in_first(k):>6.0%}"
    yield f"  right file first          {evaluation.file_first:>7.0%}"
    yield f"  mean reciprocal rank      {evaluation.mean_reciprocal_rank:>7.2f}"
    yield f"  median time of a search   {evaluation.median_seconds * 1000:>4.0f} ms"


def _rank(rank: int | None) -> str:
    return "-" if rank is None else str(rank)


def _place(asked: OwnQuestion) -> str:
    pages = ", ".join(map(str, asked.pages or ()))
    return f"{asked.file}, page {pages}" if pages else asked.file


def _instead(question: EvaluatedQuestion) -> str:
    if question.first is None:
        return "nothing was found"
    page = page_name(question.first.place, question.first.page_number)
    return f"first came {question.first.path.name}, {page}"
