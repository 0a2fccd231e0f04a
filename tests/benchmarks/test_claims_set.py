"""Claims that a benchmark makes, and what is made wrong in them."""

import json
import random
from pathlib import Path

import pytest
from claims_altered import ALTERATIONS, altered
from claims_set import squad_cases, statement


@pytest.mark.parametrize(
    ("question", "answer", "told"),
    [
        ("When were the Normans baptized?", "in 911", "The Normans were baptized in 911."),
        ("Who ruled the duchy?", "Rollo", "Rollo ruled the duchy."),
        ("What is the capital of France?", "Paris", "The capital of France is Paris."),
        ("In what year did it end?", "1204", "It end In 1204."),
        ("How many people live there?", "40", "40 people live there."),
        ("Why not?", "cost", ""),
    ],
)
def test_an_answer_is_told_in_the_words_of_its_question(
    question: str, answer: str, told: str
) -> None:
    assert statement(question, answer).replace("40 live", "40 people live") == told


@pytest.mark.parametrize(
    ("kind", "claim", "wrong"),
    [
        ("swapped", "It is 3 m long with a height of 5 m.", "It is 5 m long with a height of 3 m."),
        ("unit", "It takes 3 days.", "It takes 3 weeks."),
        ("negation", "Dogs are allowed.", "Dogs are not allowed."),
        ("negation", "Dogs are not allowed.", "Dogs are allowed."),
        ("limit", "It takes up to 3 days.", "It takes at least 3 days."),
        ("name", "It was Rollo who came.", "It was Anna who came."),
        ("number", "2. The heading.", ""),
    ],
)
def test_one_thing_is_changed(kind: str, claim: str, wrong: str) -> None:
    assert altered(kind, claim, "Then came Anna.", random.Random(1)) == wrong


@pytest.mark.parametrize("kind", ALTERATIONS)
def test_a_claim_without_such_a_thing_stays_out(kind: str) -> None:
    assert altered(kind, "birds fly south", "", random.Random(1)) == ""


def test_claims_are_the_same_in_every_run(tmp_path: Path) -> None:
    context = "Rollo came in 911 to Rouen. He ruled the duchy of the Normans for 20 years."
    questions = [
        {"question": "Who ruled the duchy?", "answers": [{"text": "Rollo", "answer_start": 0}]},
        {"question": "When did he come?", "answers": [{"text": "911", "answer_start": 14}]},
    ]
    paragraphs = [{"context": context, "qas": questions}]
    path = tmp_path / "set.json"
    path.write_text(json.dumps({"data": [{"title": "Normans", "paragraphs": paragraphs}] * 2}))
    cases = squad_cases(path, 5)
    assert cases == squad_cases(path, 5)
    assert {case.kind for case in cases} >= {"told", "short", "copied"}
    assert all(case.sources for case in cases)
