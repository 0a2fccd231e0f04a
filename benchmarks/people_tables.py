"""What is to be said of answers to people's questions, and its tables.

Shares are per cent with 95 % bootstrap intervals, over the questions that a line is about: lines
that say nothing else are over the questions that can be answered.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import numpy as np
from people_set import PeopleQuestion, Score, score, words_in
from people_systems import Said

from localdocs.evaluation.measures import Interval, interval
from localdocs.types import AnswerStatus, Citation

Figures = dict[str, object]
PageTexts = Callable[[Path], Mapping[int, str]]
"""The text of each page of a file as it is indexed, by its number from 1."""
Value = float | bool | None


@dataclass(frozen=True, slots=True)
class Judged:
    """What was said to a question, and what is to be said of it. None: there is nothing to say.

    ``score`` is of the text alone, ``shown`` of the text with its quotes.
    """

    question: PeopleQuestion
    said: Said
    score: Score
    shown: Score
    place_found: bool | None
    quote_right: bool | None
    verbatim: bool | None
    certain_but_wrong: bool | None

    @property
    def refused(self) -> bool:
        """Whether nothing was said but that there is nothing."""
        return self.said.status is AnswerStatus.NOT_FOUND


def judge(question: PeopleQuestion, said: Said, page_texts: PageTexts) -> Judged:
    """Score an answer, and hold its quotes against the pages."""
    of_text = score(question, said.text)
    citations = said.answer.citations if said.answer else ()
    can_be = question.answerable
    places = [question.is_right_place(hit.path, hit.page_number) for hit in said.passages]
    return Judged(
        question,
        said,
        of_text,
        score(question, said.as_shown),
        place_found=any(places) if can_be and said.passages else None,
        quote_right=_quoted_rightly(question, citations) if can_be and said.answer else None,
        verbatim=all(_is_verbatim(it, page_texts) for it in citations) if citations else None,
        certain_but_wrong=_certain_but_wrong(said, of_text),
    )


def _quoted_rightly(question: PeopleQuestion, citations: Sequence[Citation]) -> bool:
    """Whether a quote is from where the answer is; from each such file where all are needed."""
    quoted = {
        str(citation.path)
        for citation in citations
        if question.is_right_place(citation.path, citation.page_number)
    }
    return quoted == question.files if question.needs_all_files else bool(quoted)


def _is_verbatim(citation: Citation, page_texts: PageTexts) -> bool:
    page = page_texts(citation.path).get(citation.page_number, "")
    return page[citation.start : citation.end] == citation.quote


def _certain_but_wrong(said: Said, found: Score) -> bool | None:
    """Shown as answered with all of it supported, but it holds nothing that is asked for, or what
    it must not."""
    if said.answer is None:
        return None
    certain = said.status is AnswerStatus.ANSWERED and not said.answer.unsupported
    return certain and (bool(found.forbidden) or found.share == 0)


def _answerable(value: Callable[[Judged], Value]) -> Callable[[Judged], Value]:
    return lambda one: value(one) if one.question.answerable else None


def _unanswerable(value: Callable[[Judged], Value]) -> Callable[[Judged], Value]:
    return lambda one: None if one.question.answerable else value(one)


MEASURES: dict[str, Callable[[Judged], Value]] = {
    "complete": _answerable(lambda one: one.score.complete),
    "complete, as shown with its quotes": _answerable(lambda one: one.shown.complete),
    "nuggets": _answerable(lambda one: one.score.share),
    "nuggets, as shown with its quotes": _answerable(lambda one: one.shown.share),
    "wrong: what must not be said": _answerable(lambda one: bool(one.score.forbidden)),
    "refused": _answerable(lambda one: one.refused),
    "unanswerable: refused": _unanswerable(lambda one: one.refused),
    "unanswerable: that it is not there is said": _unanswerable(lambda one: one.score.complete),
    "unanswerable: shown as answered": _unanswerable(
        lambda one: one.said.status is AnswerStatus.ANSWERED
    ),
    "a right page is among its passages": lambda one: one.place_found,
    "of complete, a quote is of a right page": lambda one: (
        one.quote_right if one.score.complete else None
    ),
    "of cited, every quote is on its page": lambda one: one.verbatim,
    "all: said to be supported, but wrong": lambda one: one.certain_but_wrong,
}
BY_KIND: dict[str, Callable[[Judged], Value]] = {
    "complete": lambda one: one.score.complete,
    "complete, as shown": lambda one: one.shown.complete,
    "nuggets": lambda one: one.score.share,
    "refused": lambda one: one.refused,
}
"""What is told of each kind of question; in the rows of "unanswerable" it is right to refuse."""
FIGURES: dict[str, Callable[[Judged], float | None]] = {
    "words, refusals aside, median / p95": lambda one: (
        None if one.refused else float(words_in(one.said.text))
    ),
    "s to the first text, median / p95": lambda one: one.said.first_text_seconds,
    "s in all, median / p95": lambda one: one.said.seconds,
}


def report(name: str, judged: Mapping[str, Sequence[Judged]]) -> Figures:
    """Print the tables of a half, the ways of answering side by side; the same as a value."""
    counted = next(iter(judged.values()))
    can_be = sum(one.question.answerable for one in counted)
    head = "".join(f"{way:>18}" for way in judged)
    print(f"\n{name}: {can_be} answerable, {len(counted) - can_be} not; per cent [95 % interval]")
    print(f"{'':44}{head}")
    measures = {title: _printed_row(title, judged, of_one) for title, of_one in MEASURES.items()}
    spread = {title: _printed_spread(title, judged, figure) for title, figure in FIGURES.items()}
    by_kind: dict[str, Figures] = {}
    for title, of_one in BY_KIND.items():
        print(f"\n{name}, by kind: {title}\n{'':44}{head}")
        by_kind[title] = _by_kind(judged, of_one)
    answers = {way: [as_shown(one) for one in found] for way, found in judged.items()}
    return {
        "half": name,
        "answerable": can_be,
        "unanswerable": len(counted) - can_be,
        "measures": measures | spread,
        "by kind": by_kind,
        "answers": answers,
    }


def _by_kind(judged: Mapping[str, Sequence[Judged]], of_one: Callable[[Judged], Value]) -> Figures:
    kinds: dict[str, int] = {}
    for one in next(iter(judged.values())):
        kinds[one.question.kind] = kinds.get(one.question.kind, 0) + 1
    ordered = sorted(kinds, key=lambda kind: (kind == "unanswerable", -kinds[kind], kind))
    rows: Figures = {}
    for kind in ordered:
        of_kind = {
            way: [one for one in found if one.question.kind == kind]
            for way, found in judged.items()
        }
        rows[kind] = _printed_row(f"{kind} ({kinds[kind]})", of_kind, of_one)
    return rows


def _printed_row(
    title: str, judged: Mapping[str, Sequence[Judged]], of_one: Callable[[Judged], Value]
) -> Figures:
    row: Figures = {}
    cells = []
    for way, found in judged.items():
        values = [float(value) for one in found if (value := of_one(one)) is not None]
        found_share = interval(values) if values else None
        row[way] = {**asdict(found_share), "of": len(values)} if found_share else None
        cells.append(share_cell(found_share))
    print(f"{title:44}" + "".join(f"{text:>18}" for text in cells), flush=True)
    return row


def share_cell(share: Interval | None) -> str:
    """A mean in per cent with its interval; None: no question is of this line."""
    if share is None:
        return "–"
    mean, low, high = (100 * number for number in (share.mean, share.low, share.high))
    return f"{mean:.1f} [{low:.0f}, {high:.0f}]"


def _printed_spread(
    title: str,
    judged: Mapping[str, Sequence[Judged]],
    figure: Callable[[Judged], float | None],
) -> Figures:
    row: Figures = {}
    cells = []
    for way, found in judged.items():
        known = [value for one in found if (value := figure(one)) is not None]
        both = (median(known), float(np.quantile(known, 0.95))) if known else None
        row[way] = both
        cells.append(" / ".join(_short(value) for value in both) if both else "–")
    print(f"{title:44}" + "".join(f"{text:>18}" for text in cells), flush=True)
    return row


def _short(number: float) -> str:
    return f"{number:.0f}" if number >= 20 else f"{number:.2f}"


def as_shown(one: Judged) -> Figures:
    """An answer as a value."""
    citations = one.said.answer.citations if one.said.answer else ()
    return {
        "id": one.question.id,
        "status": one.said.status,
        "complete": one.score.complete,
        "missed": one.score.missed,
        "forbidden": one.score.forbidden,
        "complete as shown": one.shown.complete,
        "text": one.said.text,
        "quotes": [f"{it.path.name} p. {it.page_number}: {it.quote}" for it in citations],
        "unsupported": one.said.answer.unsupported if one.said.answer else (),
        "right page among passages": one.place_found,
        "seconds": round(one.said.seconds, 3),
    }


def for_reading(judged: Mapping[str, Sequence[Judged]]) -> str:
    """All questions with what is right, and what each way said to them, for reading by eye."""
    lines: list[str] = []
    for number, first in enumerate(next(iter(judged.values()))):
        question = first.question
        files = ", ".join(sorted(Path(file).name for file in question.files))
        pages = ", ".join(str(page) for page in sorted(question.pages))
        lines += [
            f"## {question.id} ({question.kind}) {question.text}",
            "",
            f"Gold: {question.gold}",
            f"In: {files}{f', p. {pages}' if pages else ''}",
            "",
        ]
        for way, found in judged.items():
            lines += _one_for_reading(way, found[number])
    return "\n".join(lines)


def _one_for_reading(way: str, one: Judged) -> list[str]:
    shown = as_shown(one)
    quotes = [f"    > {quote}".replace("\n", "\n    > ") for quote in _texts(shown["quotes"])]
    unsupported = [f"    unsupported: {text}" for text in _texts(shown["unsupported"])]
    return [
        f"### {way}: {verdict(one)}",
        "",
        *(f"    {line}" for line in one.said.text.splitlines()),
        *quotes,
        *unsupported,
        "",
    ]


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list | tuple) else []


def verdict(one: Judged) -> str:
    """One line on an answer, in words."""
    parts = [str(one.said.status), "complete" if one.score.complete else "not complete"]
    if one.score.missed:
        missed = ", ".join(str(number) for number in one.score.missed)
        parts.append(f"lacks {missed} of {len(one.question.nuggets)}")
    if one.score.forbidden:
        parts.append("says what must not be said")
    if one.shown.complete and not one.score.complete:
        parts.append("complete with its quotes")
    if one.certain_but_wrong:
        parts.append("said to be supported, but wrong")
    if one.place_found is False:
        parts.append("no right page among its passages")
    return "; ".join(parts)
