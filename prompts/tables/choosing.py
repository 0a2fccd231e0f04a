"""Which rows and which columns of a table a question names.

A row is chosen by the words of its cells, a column by those of its head. Nothing is chosen that
another row or column could be as well.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from localdocs.languages.days import days_in
from localdocs.languages.english import FILLERS, MEASURED_AS, NUMBERED_BY
from prompts.evidence.citations import Quote, overlap
from prompts.question.question import Question, codes_in
from prompts.tables.table import Cell, Row, Table
from prompts.tables.values import is_time, is_value
from prompts.text.support import stem, telling_stems

Stems = frozenset[str]

KNOWN_ENOUGH = 0.75
"""A row answers where it and what stands around it have so much of what a question says."""

COSTS = frozenset(map(stem, "cost costs price pay paid spend spent expensive cheap".split()))
"""Words that ask what something costs."""

FILLED_IN = frozenset(
    map(
        stem,
        "chosen selected given entered listed specified stated shown set filled ticked "
        "list row entry".split(),
    )
)
"""Words that ask for what a form or a table has, and tell nothing of where."""

PRICES = frozenset(map(stem, "price cost fee rate rent amount euro dollar pound eur usd".split()))
"""Words that head a column of what things cost."""

MEASURES = {stem(word): frozenset(map(stem, heads)) for word, heads in MEASURED_AS.items()}
"""The stems of what heads a column, by the stem of the adjective that asks for it."""

KNOWN_BY_BOTH = 0.4
"""The same where the reader points to the row as well."""

KNOWN_BY_TABLE = 0.55
"""The same where the reader points to another row of its table."""

KNOWN_BY_NAME = 0.2
"""The same where the heads are not known, and the row has all names that are asked about."""

SHORTEST_AGENT = 5
"""Letters of "owner"."""

NAMES_A_KIND = 0.8
"""A column holds amounts, or days, where so many of its cells are."""

FILLERS_WEIGH = 0.1
_FILLERS = frozenset(map(stem, FILLERS))
_NUMBERED_BY = frozenset(map(stem, NUMBERED_BY))

_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
"""Where a word of a name such as "OrderDate" ends and the next one begins."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a question, how much each of them tells, and those that nothing may lack: names
    and numbers. ``codes`` are its words with digits as they stand, "60/p": "60/i" has its stem."""

    stems: Stems
    rarity: Mapping[str, float]
    needed: Stems = frozenset()
    codes: frozenset[str] = frozenset()

    def weight(self, stems: Stems) -> float:
        """What some of the words tell, of all that the question says: 0..1."""
        total = sum(map(self._weight_of, self.stems))
        known = sum(map(self._weight_of, stems & self.stems))
        return known / total if total else 0.0

    def _weight_of(self, one: str) -> float:
        return FILLERS_WEIGH if one in _FILLERS else self.rarity.get(one, 1.0)

    def without(self, stems: Stems) -> "Asked":
        """The same without some of its words."""
        return replace(self, stems=self.stems - stems, needed=self.needed - stems)

    def is_known(self, stems: Stems, enough: float = KNOWN_ENOUGH) -> bool:
        """Whether these words are enough to answer from."""
        return self.needed <= stems and self.weight(stems) >= enough


@dataclass(frozen=True, slots=True)
class Fit:
    """A row beside a question: ``named`` are the question's words in its cells, ``known`` those
    that the row has with all that stands around its table."""

    table: Table
    row: Row
    named: Stems
    known: Stems


@lru_cache(maxsize=20_000)
def stems_of(text: str) -> Stems:
    """The telling stems of a text; of a day that it names, all its forms, however it is written:
    "9 April" meets "2025-04-09"."""
    forms: Stems = frozenset()
    for day in reversed(days_in(text)):
        text = f"{text[: day.start]} {text[day.end :]}"
        forms |= day.forms
    return frozenset(telling_stems(text.replace("_", " "))) | forms


@lru_cache(maxsize=20_000)
def head_stems(head: str) -> Stems:
    """Those of a head, which may be names joined to one: "OrderDate", "unit_price"."""
    return stems_of(_JOINED.sub(" ", head))


def asked_of(question: Question, rarity: Mapping[str, float]) -> Asked:
    """What a question asks a table with. Nothing may lack its names, numbers and days."""
    stems = stems_of(question.asked)
    names = stems_of(" ".join(question.names.words))
    needed = names | {one for one in stems if not one[0].isalpha()}
    return Asked(stems - FILLED_IN, rarity, needed & stems, question.codes)


def around(table: Table) -> Stems:
    """The words around the rows of a table: its document, heading, caption and heads."""
    hit = table.hit
    name = hit.path.stem.replace("_", " ").replace("-", " ")
    heads = stems_of_heads(table.heads)
    return (
        stems_of(" ".join((hit.title, name, hit.heading, table.caption)))
        | heads
        | (COSTS if heads & PRICES else frozenset())
    )


@lru_cache(maxsize=1_000)
def stems_of_heads(heads: tuple[str, ...]) -> Stems:
    """The stems of heads, also of those that are one word as they stand."""
    return frozenset().union(*(head_stems(head) | stems_of(head) for head in heads))


def words_of(row: Row) -> Stems:
    """The words of a row's cells; of a label and its value, those of the label."""
    if row.is_pair:
        return label_words(row)
    return frozenset().union(*(stems_of(cell.text) for cell in row.cells))


def label_words(row: Row) -> Stems:
    """The words of a row's label; who borrowed something is its borrower."""
    stems = stems_of(row.label)
    return stems | {_does(one) for one in stems}


def named_share(row: Row, asked: Stems) -> float:
    """How much of a row's label a question names, 0..1."""
    stems = stems_of(row.label)
    named = sum(one in asked or _does(one) in asked for one in stems)
    return named / len(stems) if stems else 0.0


def _does(word: str) -> str:
    """What somebody does who is called by a stem like "borrower"."""
    return word[:-2] if word.endswith(("er", "or")) and len(word) >= SHORTEST_AGENT else word


def best_fit(asked: Asked, tables: Iterable[Table], pointed_to: Quote | None = None) -> Fit | None:
    """The one row that fits a question best; None where there is none, or two are as good."""
    fits = best_fits(asked, tables, pointed_to)
    return fits[0] if len(fits) == 1 else None


def best_fits(
    asked: Asked, tables: Iterable[Table], pointed_to: Quote | None = None
) -> Sequence[Fit]:
    """The rows that fit a question best, each as good as the other; none where no row is known well
    enough. Less is enough for a row that the reader has ``pointed_to``, for one of the day that is
    asked about, and for one of a table whose heads are not known that has the names which the
    question asks about."""
    found = []
    for table in tables:
        outside = around(table) & asked.stems
        for row in table.rows:
            label = stems_of(row.label) if row.is_labelled else frozenset()
            if named := words_of(row) & asked.stems | measured(asked, label):
                heads = stems_of_heads(tuple(cell.head for cell in row.cells))
                of_heads = (heads & asked.stems) | measured(asked, heads)
                costs = COSTS & asked.stems if row.is_labelled and row.has_money else frozenset()
                found.append(Fit(table, row, named, named | outside | of_heads | costs))
    found.sort(key=lambda fit: (-asked.weight(fit.known), -asked.weight(fit.named)))
    if not found:
        return []
    best = found[0]
    by_name = bool(asked.needed) and asked.needed <= best.named and not any(best.table.heads)
    by_day = any(one.startswith("--") for one in asked.needed & best.named)
    enough = KNOWN_BY_NAME if by_name or by_day else _enough_of(best, pointed_to)
    if not asked.is_known(best.known, enough):
        return []
    alike = {
        fit.row.quote.text: fit
        for fit in reversed(found)
        if (fit.known, fit.named) == (best.known, best.named)
    }
    return _with_most_codes(asked, list(alike.values())[::-1])


def _enough_of(best: Fit, pointed_to: Quote | None) -> float:
    """How much of a question a row has to have, by what the reader points to."""
    if pointed_to is None:
        return KNOWN_ENOUGH
    if overlap(best.row.quote, pointed_to):
        return KNOWN_BY_BOTH
    in_table = any(overlap(row.quote, pointed_to) for row in best.table.rows)
    return KNOWN_BY_TABLE if in_table else KNOWN_ENOUGH


def _with_most_codes(asked: Asked, fits: Sequence[Fit]) -> Sequence[Fit]:
    """Of rows that fit alike those that have most codes of a question as they stand."""
    counts = [len(asked.codes & codes_in(fit.row.quote.text)) for fit in fits]
    return [fit for fit, count in zip(fits, counts, strict=True) if count == max(counts)]


def measured(asked: Asked, said: Stems) -> Stems:
    """The words of a question that ask for what a head or a label says in another word: "get back"
    for the refund."""
    return frozenset(one for one in asked.stems if not said.isdisjoint(MEASURES.get(one, ())))


def columns_named(asked: Stems, heads: Sequence[str]) -> list[int]:
    """The columns whose heads have most of the words that were asked with; what something costs is
    its price."""
    if asked & COSTS and not any(asked & head_stems(head) for head in heads):
        asked |= PRICES
    shared = []
    for head in heads:
        stems = head_stems(head)
        common = len(stems if stems_of(head) <= asked else stems & asked)
        if stems & _NUMBERED_BY - asked and common < len(stems):
            common = 0
        shared.append((common, common / len(stems) if stems else 0.0))
    best = max(shared, default=(0, 0.0))
    return [number for number, value in enumerate(shared) if best[0] and value == best]


def is_numbering(head: str) -> bool:
    """Whether the numbers under a head are names, such as "OrderId"."""
    return not head_stems(head).isdisjoint(_NUMBERED_BY)


def columns_measured(question: Question, heads: Sequence[str]) -> list[int]:
    """The columns that an adjective of the question asks for: "how heavy" and "the heaviest" ask
    for the weight."""
    wanted = [MEASURES[one] for one in map(stem, question.words) if one in MEASURES]
    return columns_named(frozenset().union(*wanted), heads) if wanted else []


def columns_given(fit: Fit) -> list[int]:
    """The columns by which a row was found: those that have words of the question beyond what the
    label has of them. The address of Petra is asked for, though it has her name as well."""
    label = stems_of(fit.row.label) & fit.named
    return [
        number
        for number, cell in enumerate(fit.row.cells)
        if (named := stems_of(cell.text) & fit.named)
        and (number == fit.row.label_column or named - label)
    ]


def column_asked_for(question: Question, asked: Asked, fit: Fit) -> int | None:
    """The column of a row that a question asks for, by its head, or else by the kind of its values;
    None where that cannot be told, and their values differ. What the row was found by is not what
    is asked for."""
    cells = fit.row.cells
    given = columns_given(fit)
    people = question.wants.person or "by" in question.words
    heads = [
        "" if number in given or (_says_by_whom(cell.head) and not people) else cell.head
        for number, cell in enumerate(cells)
    ]
    named = columns_named(asked.stems, heads)
    named = [number for number in named if _could_answer(question, cells[number])]
    if not named:
        named = columns_measured(question, heads)
    if not named and question.wants.price:
        named = columns_named(PRICES, heads)
    if not named:
        rest = [number for number in range(len(cells)) if number not in given]
        named = [number for number in rest if _is_of_the_kind(question, cells[number])]
    said = {cells[number].text for number in named}  # of one piece, the price and the amount
    return named[0] if len(said) == 1 else None


def _says_by_whom(head: str) -> bool:
    """Whether a head is like "paid_by": it asks for a person, not for what was paid."""
    return re.search(r"(?:_|\b)by$|(?<=[a-z])By$", head, re.IGNORECASE) is not None


def _could_answer(question: Question, cell: Cell) -> bool:
    """Whether a cell could be what "who", "where" and "when" ask for: no number is."""
    if question.wants.person or "where" in question.words:
        return not is_value(cell.text)
    return not question.wants.time or is_time(cell.text) or cell.amount is None


def _is_of_the_kind(question: Question, cell: Cell) -> bool:
    if question.wants.time:
        return is_time(cell.text)
    return question.wants.number and cell.amount is not None


def value_columns(table: Table) -> list[int]:
    """The columns that hold amounts or times."""
    width = len(table.heads)
    rows = [row for row in table.rows if len(row.cells) == width]
    return [
        column
        for column in range(width)
        if rows
        and sum(is_value(row.cells[column].text) for row in rows) >= NAMES_A_KIND * len(rows)
    ]
