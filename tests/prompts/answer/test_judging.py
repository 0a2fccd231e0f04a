"""How sure it is that what was found answers."""

from dataclasses import replace

import pytest

from prompts.answer.judging import judge
from prompts.evidence.citations import Quote
from prompts.evidence.excerpt import Excerpt
from prompts.evidence.finding import Evidence
from prompts.evidence.sureness import QUITE_SURE
from prompts.question.question import read_question
from sources import hit

FEE = "The yearly fee is 25 euro."
CLUBS = replace(
    hit(f"Chess\n\n{FEE}\n\nGym\n\nOpen every day from six. There are showers."),
    title="Clubs of the village",
)


@pytest.mark.parametrize(
    ("question", "is_certain"),
    [
        ("yearly fee of the chess club", True),
        ("what is the fee in the village?", True),
        ("yearly fee of the rowing club", True),  # no heading has "rowing"
        ("yearly fee of the gym", False),
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
