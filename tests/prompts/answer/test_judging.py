"""How sure it is that what was found answers."""

from dataclasses import replace

import pytest

from prompts.answer.judging import judge
from prompts.evidence.citations import Quote, Statement
from prompts.evidence.excerpt import Excerpt
from prompts.evidence.finding import Evidence
from prompts.evidence.sureness import QUITE_SURE
from prompts.question.question import read_question
from prompts.tables.answer import FromTable
from sources import hit

FEE = "The yearly fee is 25 euro."
DOSES = "Hepatitis B — doses: 3"
VAN = "Grey Tarpan — pressure: 2.7 bar"
CLUBS = replace(
    hit(f"Chess\n\n{FEE}\n\nGym\n\nOpen every day from six. There are showers."),
    title="Clubs of the village",
)


@pytest.mark.parametrize(
    ("question", "is_certain"),
    [
        ("yearly fee of the chess club", True),
        ("what is the fee in the village?", True),
        ("what is the yearly fee of the rowing club?", True),  # no heading has "rowing"
        ("yearly fee of the gym", False),
        ("fee", True),
        ("rowing fee", False),
    ],
)
def test_a_section_does_not_answer_for_another_with_certainty(
    question: str, is_certain: bool
) -> None:
    start = CLUBS.text.index(FEE)
    quote = Quote(CLUBS, start, start + len(FEE), FEE)
    asked = read_question(question)
    evidence = [Evidence(quote, quote, 0.9, (3.0, 3.0, 1.0, 0.0, 0.0))]
    rarity = dict.fromkeys(asked.stems, 1.0)
    judged = judge(asked, evidence, Excerpt((quote,), 0.9), None, rarity, (), [CLUBS])
    assert judged.is_answered
    assert (judged.sure >= QUITE_SURE) is is_certain


@pytest.mark.parametrize(
    ("question", "row", "is_certain"),
    [
        ("how many doses for hepatitis b", DOSES, True),
        ("how many doses for hepatitis a", DOSES, False),
        ("pressure of the grey tarpan", VAN, True),
        ("pressure of the tarpan", VAN, True),
        ("pressure of the red tarpan", VAN, False),
    ],
)
def test_a_row_does_not_answer_for_another_with_certainty(
    question: str, row: str, is_certain: bool
) -> None:
    asked = read_question(question)
    quote = Quote(hit(row), 0, len(row), row)
    evidence = [Evidence(quote, quote, 0.9, (3.0, 3.0, 1.0, 0.0, 0.0))]
    rarity = dict.fromkeys(asked.stems, 1.0)
    table = FromTable(Statement(row, (quote,)), 1.0, is_told=True)
    judged = judge(asked, evidence, Excerpt((quote,), 0.9), table, rarity, (), [quote.hit])
    assert (judged.sure >= QUITE_SURE) is is_certain


@pytest.mark.parametrize(
    ("question", "fact", "is_certain"),
    [("is fire covered", "Fire and storm.", True), ("is flood covered", "Flood and war.", False)],
)
def test_what_stands_under_a_heading_that_says_no_is_not_certain(
    question: str, fact: str, is_certain: bool
) -> None:
    text = "What is covered\nFire and storm.\n\nWhat is not covered\nFlood and war."
    start = text.index(fact)
    quote = Quote(hit(text), start, start + len(fact), fact)
    asked = read_question(question)
    evidence = [Evidence(quote, quote, 0.9, (3.0, 3.0, 1.0, 0.0, 0.0))]
    judged = judge(asked, evidence, Excerpt((quote,), 0.9), None, {}, (), [quote.hit])
    assert (judged.sure >= QUITE_SURE) is is_certain


@pytest.mark.parametrize(
    ("row", "is_answered"),
    [
        ("Mill wheel — Pieces: 1, Order no.: 33 2675 8010", False),
        ("Mill wheel — Pieces: 1, Price: 840", True),
        ("Mill wheel — Pieces: 1, In all: 840.00", True),
    ],
)
def test_a_row_without_a_price_is_none(row: str, is_answered: bool) -> None:
    quote = Quote(CLUBS, 0, 5, "Chess")
    of_table = FromTable(Statement(row, (quote,)), 0.6, is_told=False)
    asked = read_question("how much does the mill wheel cost")
    assert judge(asked, (), Excerpt((), 0.5), of_table, {}, (), []).is_answered is is_answered
