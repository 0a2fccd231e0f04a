"""Questions that the documents can answer, ready at once."""

import os
import shutil
import time
from pathlib import Path

import pytest

from fakes import put_file
from index.index_store import IndexStore
from localdocs.collection.suggestions import MOST_QUESTIONS, suggested_questions
from localdocs.library import Library
from localdocs.types import AnswerStatus
from paths import EXAMPLES

SOON_SECONDS = 0.3
"""Thirty milliseconds are the goal; other programs may run beside the test."""

GERMAN = (
    "# Mietvertrag\n\n## Kaution und Miete\n\nDie Miete beträgt 940 Euro im Monat und ist bis zum "
    "dritten Werktag zu zahlen. Die Kaution ist nach dem Ende der Miete zurückzuzahlen, und sie "
    "darf in drei Teilen gezahlt werden.\n"
)
FAQ = (
    "# Questions about the stove\n\n## How do I clean the window?\n\nWith a damp cloth that was "
    "dipped into the cold ash; never with a spray, since it eats away the seals of the door.\n"
)


def written(folder: Path, name: str, text: str, age: int = 0) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    then = time.time() - age
    os.utime(path, (then, then))
    return path


def test_nothing_indexed_suggests_nothing(store: IndexStore) -> None:
    assert suggested_questions(store.connection) == []


def test_a_heading_that_asks_is_a_question(store: IndexStore, tmp_path: Path) -> None:
    put_file(store, written(tmp_path, "faq.md", FAQ))
    assert "How do I clean the window?" in suggested_questions(store.connection)


def test_it_is_asked_in_the_language_of_the_document(store: IndexStore, tmp_path: Path) -> None:
    put_file(store, written(tmp_path, "mietvertrag.md", GERMAN))
    assert suggested_questions(store.connection) == [
        "Was steht in mietvertrag.md über Kaution und Miete?"
    ]


def test_what_was_changed_last_comes_first(store: IndexStore, tmp_path: Path) -> None:
    text = (
        "# Paper\n\n## {0} and mills\n\n"
        + "The {0} and the mills of the valley stand still in winter. " * 5
    )
    for age, word in enumerate(("wheels", "dams", "boats")):
        put_file(store, written(tmp_path, f"{word}.md", text.format(word), 1000 * age))
    questions = suggested_questions(store.connection)
    assert questions[:2] == [
        "What is said about wheels and mills in wheels.md?",
        "What is said about dams and mills in dams.md?",
    ]


def test_names_that_nobody_says_and_boilerplate_are_left_out(
    store: IndexStore, tmp_path: Path
) -> None:
    prose = (
        "The introduction of the rules and of the page is as long as it is, and it says so. " * 4
    )
    put_file(store, written(tmp_path, "3f9a0c77e1b24d5588.md", f"## Rules and mills\n\n{prose}"))
    put_file(
        store, written(tmp_path, "notes.md", f"## Introduction\n\n{prose}\n\n## Page 3\n\n{prose}")
    )
    assert suggested_questions(store.connection) == []


def test_what_several_have_is_asked_of_all(store: IndexStore, tmp_path: Path) -> None:
    prose = (
        "The risk factors of the company are told here, and they are those of the year before. " * 4
    )
    for name in ("acme.md", "zeta.md"):
        put_file(store, written(tmp_path, name, f"## Risk Factors\n\n{prose}{name}"))
    assert "Which documents mention Risk Factors?" in suggested_questions(store.connection)


@pytest.mark.models
def test_most_suggestions_are_answered(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    shutil.copytree(EXAMPLES, folder)
    with Library(tmp_path / "home") as library:
        library.add(folder)
        started = time.monotonic()
        questions = suggested_questions(library._connection)
        assert time.monotonic() - started < SOON_SECONDS
        assert len(questions) == MOST_QUESTIONS
        answers = [library.ask(question, language_model=False) for question in questions]
    assert all(answer.citations for answer in answers)
    assert sum(answer.status is AnswerStatus.ANSWERED for answer in answers) >= 3
