"""What is nearest in meaning across languages, where no words are shared."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from localdocs.types import Hit
from prompts.evidence.nearest import are_foreign, evidence_by_meaning, near_enough
from prompts.evidence.sureness import MOST_BY_WORDS, sureness_by_words
from prompts.question.question import read_question

GERMAN = (
    "Die Waschküche ist von sieben bis 21 Uhr geöffnet. Jede Partei wäscht an ihrem Tag. "
    "Hunde sind im Hof an der Leine zu führen."
)
ENGLISH = "The laundry is open from seven. Every party has a day of its own, and dogs are led."


def hit(text: str, number: int = 1) -> Hit:
    path = Path(f"/docs/{number}.md")
    return Hit(number, path, "", 1, "", 0, len(text), "", "", text, 0.5, "meaning", 0.4)


def nearest_to(word: str, least: float = 0.5) -> list[str]:
    def similarity(texts: Sequence[str]) -> list[float]:
        return [0.6 if word in text else 0.1 for text in texts]

    question = read_question("when is the laundry room open")
    found = evidence_by_meaning(question, [hit(GERMAN)], similarity, least)
    assert sureness_by_words(found) <= MOST_BY_WORDS
    return [item.quote.text for item in found]


def test_the_nearest_sentence_is_shown_if_it_is_near_enough() -> None:
    assert nearest_to("Waschküche") == ["Die Waschküche ist von sieben bis 21 Uhr geöffnet."]
    assert nearest_to("Waschküche", least=0.7) == []


def test_who_asks_when_wants_a_time() -> None:
    assert nearest_to("Hunde") == []


@pytest.mark.parametrize(
    ("texts", "foreign"),
    [
        ([GERMAN], True),
        ([GERMAN, GERMAN, GERMAN, ENGLISH], True),
        ([GERMAN, ENGLISH], False),
        ([ENGLISH], False),
        (["4711 | 12.50"], False),
        ([], False),
    ],
)
def test_files_in_another_language_are_known(texts: list[str], foreign: bool) -> None:
    assert are_foreign([hit(text, number) for number, text in enumerate(texts)]) is foreign


def test_only_a_model_of_several_languages_tells_what_is_near() -> None:
    assert near_enough("all-MiniLM-L6-v2:0123") is None
    assert near_enough("multilingual-e5-small:0123") == 0.3
