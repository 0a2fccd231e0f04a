"""How often an answer is right, can be checked, or is rightly refused; and how long it takes.

    python benchmarks/answers.py FOLDER… SQUAD.json… [--home FOLDER] [--limit N] [--json FILE]

A FOLDER holds PDFs with questions; all folders go into one index, that of
`benchmarks/retrieval.py` with the same --home. Each SQUAD.json has an index of its own (see
`answers_sets.py`). Three ways of answering are put side by side in one run (see
`answers_systems.py`): "passages" is `--no-llm`, "model" the product as it comes, "plain" the same
model prompted with the five nearest passages.

Questions that the documents answer give: match (the right words or the right number occur in the
answer), exact (it is nothing else, or its only new number), token F1, and how many were refused.
Questions that they do not answer give how many were refused. Answers shown as answered give how
many carry a quote that holds what is right, how many quotes hold all that is said, and citations
that are not on their page, or not on a right one. Per cent with 95 % bootstrap intervals.
"""

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import numpy as np
from answer_matching import exact, holds, normalised, quantities, token_f1, without_marks
from answers_sets import Asked, Kind, read_pdf_questions, read_squad
from answers_systems import PlainPrompting, Product, Reply
from retrieval import cell, indexed

from localdocs.evaluation.measures import interval, paired_difference
from localdocs.languages.english import STOP_WORDS
from localdocs.library import Library
from localdocs.types import Answer, AnswerStatus, Citation, Hit
from prompts.text.figures import is_row

Figures = dict[str, object]

MOSTLY = 0.8
"""What is said counts as held by its quotes when they have this share of its words, and all its
numbers."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A reply to a question, and what is to be said of it. None: there is nothing to say."""

    asked: Asked
    reply: Reply
    refused: bool
    match: bool | None = None
    exact: bool | None = None
    f1: float | None = None
    quote_right: bool | None = None
    quote_holds: bool | None = None
    citations: int = 0
    not_on_page: int = 0
    wrong_page: int | None = None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sets", type=Path, nargs="+", help="folders with PDFs, SQuAD files")
    parser.add_argument("--home", type=Path, help="keep the indexes here")
    parser.add_argument("--limit", type=int, help="questions of the PDFs, and of each SQuAD file")
    parser.add_argument("--told", action="store_true", help="ask within the right document")
    parser.add_argument("--json", type=Path, help="write all figures and answers into this file")
    options = parser.parse_args()
    sets = [path.resolve() for path in options.sets]
    folders = [path for path in sets if path.is_dir()]
    groups: list[Figures] = []
    with tempfile.TemporaryDirectory() as scratch:
        home = (options.home or Path(scratch)).resolve()
        if folders:
            questions = read_pdf_questions(folders, options.limit)
            with indexed(folders, home / "pdfs", "pdf") as library:
                groups += measure(library, questions, options.told)
        for path in sets:
            if path not in folders:
                articles = home / path.stem / "articles"
                questions = read_squad(path, articles, options.limit)
                with indexed([articles], home / path.stem, "txt") as library:
                    groups += measure(library, questions, options.told)
    if options.json:
        options.json.write_text(json.dumps(groups, indent=1, default=str) + "\n", encoding="utf-8")


def measure(library: Library, questions: Sequence[Asked], told: bool) -> list[Figures]:
    """Put all questions in every way; one table for each set, and one for all where there are
    several."""
    everything = frozenset(str(path) for path in library.files())
    product = Product(library, language_model=True)
    ways: dict[str, Callable[..., Reply]] = {
        "passages": Product(library, language_model=False).ask,
        "model": product.ask,
        "plain": PlainPrompting(library).ask,
    }
    judged: dict[str, list[Judged]] = {}
    for way, ask in ways.items():
        ask("What is this about?", None)  # loads what is loaded at first use
        judged[way] = [
            judge(library, asked, ask(asked.text, _searched(asked, everything, told)))
            for asked in questions
        ]
        print(f"  {way}: {len(questions)} questions", flush=True)
    names = sorted({asked.group for asked in questions})
    groups = [(name, [asked.group == name for asked in questions]) for name in names]
    if len(names) > 1:
        groups.append(("all", [True] * len(questions)))
    return [
        report(name, {way: _chosen(found, of_group) for way, found in judged.items()})
        for name, of_group in groups
    ]


def _searched(asked: Asked, everything: frozenset[str], told: bool) -> frozenset[str] | None:
    """The files that a question may be answered from; None: all."""
    if not asked.files & everything:
        return None
    if asked.kind is Kind.LEFT_OUT:
        return everything - asked.files
    return asked.files & everything if told else None


def judge(library: Library, asked: Asked, reply: Reply) -> Judged:
    refused = reply.status is AnswerStatus.NOT_FOUND
    can_be = asked.kind is Kind.ANSWERABLE
    text = "" if refused else reply.text
    citations = reply.answer.citations if reply.answer and not refused else ()
    shown = reply.answer is not None and reply.status is AnswerStatus.ANSWERED
    elsewhere = [not _on_right_page(citation, asked) for citation in citations]
    return Judged(
        asked,
        reply,
        refused,
        match=holds(text, asked.gold, asked.text) if can_be else None,
        exact=exact(text, asked.gold, asked.text) if can_be else None,
        f1=token_f1(text, asked.gold) if can_be else None,
        quote_right=_quotes_hold_gold(citations, asked) if shown and can_be else None,
        quote_holds=_quotes_hold_answer(reply.answer) if shown and reply.answer else None,
        citations=len(citations),
        not_on_page=sum(not _is_verbatim(library, citation) for citation in citations),
        wrong_page=sum(elsewhere) if can_be and asked.pages and citations else None,
    )


def _quotes_hold_gold(citations: Sequence[Citation], asked: Asked) -> bool:
    return any(holds(citation.quote, asked.gold, asked.text) for citation in citations)


def _quotes_hold_answer(answer: Answer) -> bool:
    """Whether the quotes, with the headings and column heads beside them, say what is said."""
    beside = [
        f"{hit.title} {hit.heading} {hit.columns} {_above_row(hit, citation)}"
        for citation in answer.citations
        for hit in answer.passages
        if (hit.path, hit.page_number) == (citation.path, citation.page_number)
    ]
    behind = " ".join([*(citation.quote for citation in answer.citations), *beside])
    said = without_marks(answer.text)
    known = set(normalised(f"{behind} {answer.question}"))
    words = [word for word in normalised(said) if word not in STOP_WORDS]
    backed = {number.value for number in quantities(f"{behind} {answer.question}")}
    return (
        bool(answer.citations)
        and sum(word in known for word in words) >= MOSTLY * len(words)
        and {number.value for number in quantities(said)} <= backed
    )


def _above_row(hit: Hit, citation: Citation) -> str:
    """What stands above a row of a table in its passage: there are the heads of its columns."""
    inside = hit.start <= citation.start and citation.end <= hit.end
    return hit.text[: citation.start - hit.start] if inside and is_row(citation.quote) else ""


def _is_verbatim(library: Library, citation: Citation) -> bool:
    page = library.page_texts(citation.path).get(citation.page_number, "")
    return page[citation.start : citation.end] == citation.quote


def _on_right_page(citation: Citation, asked: Asked) -> bool:
    return str(citation.path) in asked.files and citation.page_number in asked.pages


def report(name: str, judged: Mapping[str, Sequence[Judged]]) -> Figures:
    """Print a set's table; the same as a value, with every answer."""
    kinds = {kind: sum(one.asked.kind is kind for one in judged["model"]) for kind in Kind}
    counts = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    print(f"\n{name}: {counts}; per cent [95 % interval]")
    print(f"{'':44}" + "".join(f"{way:>17}" for way in judged))
    measures: dict[str, dict[str, object]] = {}
    for measure_name, of_one in MEASURES.items():
        row: dict[str, object] = {}
        cells = []
        for way, found in judged.items():
            values = [float(value) for one in found if (value := of_one(one)) is not None]
            cells.append(cell(interval(values)) if values else "–")
            row[way] = {**asdict(interval(values)), "of": len(values)} if values else None
        measures[measure_name] = row
        print(f"{measure_name:44}" + "".join(f"{text:>17}" for text in cells), flush=True)
    for title, count in COUNTS.items():
        row = {way: sum(count(one) for one in found) for way, found in judged.items()}
        measures[title] = row
        print(f"{title:44}" + "".join(f"{row[way]:>17}" for way in judged))
    for title, figure in FIGURES.items():
        spread = {way: _spread(figure(one) for one in found) for way, found in judged.items()}
        measures[title] = dict(spread)
        cells = [f"{_short(s[0])} / {_short(s[1])}" if s else "–" for s in spread.values()]
        print(f"{title:44}" + "".join(f"{text:>17}" for text in cells))
    _print_gain(judged)
    answers = {way: [_as_shown(one) for one in found] for way, found in judged.items()}
    return {"set": name, "questions": counts, "measures": measures, "answers": answers}


MEASURES: dict[str, Callable[[Judged], float | bool | None]] = {
    "match": lambda one: one.match,
    "exact": lambda one: one.exact,
    "token F1": lambda one: one.f1,
    "wrongly refused": lambda one: one.refused if one.asked.kind is Kind.ANSWERABLE else None,
    "refused: not in the document": lambda one: (
        one.refused if one.asked.kind is Kind.UNANSWERABLE else None
    ),
    "refused: document left out": lambda one: (
        one.refused if one.asked.kind is Kind.LEFT_OUT else None
    ),
    "shown as answered": lambda one: one.reply.status is AnswerStatus.ANSWERED,
    "of answered, match": lambda one: (
        one.match if one.reply.status is AnswerStatus.ANSWERED else None
    ),
    "of answered, a quote holds what is right": lambda one: one.quote_right,
    "of answered, quotes hold what is said": lambda one: one.quote_holds,
    "of cited, a citation on another page": lambda one: (
        one.wrong_page > 0 if one.wrong_page is not None else None
    ),
}
COUNTS: dict[str, Callable[[Judged], int]] = {
    "citations": lambda one: one.citations,
    "citations not verbatim on their page": lambda one: one.not_on_page,
}
FIGURES: dict[str, Callable[[Judged], float | None]] = {
    "s to evidence, median / p95": lambda one: one.reply.evidence_seconds,
    "s to first token, median / p95": lambda one: one.reply.first_token_seconds,
    "s in all, median / p95": lambda one: one.reply.seconds,
    "prompt tokens, median / p95": lambda one: one.reply.prompt_tokens or None,
}


def _spread(values: Iterator[float | None]) -> tuple[float, float] | None:
    known = [value for value in values if value is not None]
    return (median(known), float(np.quantile(known, 0.95))) if known else None


def _short(number: float) -> str:
    return f"{number:.0f}" if number >= 100 else f"{number:.2f}"


def _print_gain(judged: Mapping[str, Sequence[Judged]]) -> None:
    """By how much the product matches more often than plain prompting, question by question."""
    model, plain = (
        [float(one.match) for one in judged[way] if one.match is not None]
        for way in ("model", "plain")
    )
    if model:
        ratio = f"{sum(model) / sum(plain):.2f} times" if any(plain) else "plain has none"
        gain = paired_difference(model, plain)
        print(f"match, model - plain: {cell(gain, sign='+')} ({ratio})\n", flush=True)


def _chosen(found: Sequence[Judged], wanted: Sequence[bool]) -> list[Judged]:
    return [one for one, is_wanted in zip(found, wanted, strict=True) if is_wanted]


def _as_shown(one: Judged) -> Figures:
    """An answer for reading by eye."""
    cited = one.reply.answer.citations if one.reply.answer else ()
    return {
        "question": one.asked.text,
        "kind": one.asked.kind,
        "gold": one.asked.gold,
        "pages": sorted(one.asked.pages),
        "status": one.reply.status,
        "text": one.reply.text,
        "match": one.match,
        "quotes": [f"{it.path.name} p. {it.page_number}: {it.quote}" for it in cited],
        "seconds": round(one.reply.seconds, 3),
    }


if __name__ == "__main__":
    main()
