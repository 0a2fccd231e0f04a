"""Conversations are kept until they are forgotten, and then not a byte is left."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from localdocs.conversations.file import _STEPS
from localdocs.conversations.store import Conversations
from localdocs.errors import UsageError
from localdocs.types import Answer, AnswerStatus, Citation, Timings, Turn
from localdocs.views.conversations import markdown_lines

LEASE = Path("/d/lease\udcff.pdf")


def answer(question: str, text: str = "In May. [1]", quote: str = "Rent is due in May.") -> Answer:
    citation = Citation(1, LEASE, "The lease", 3, 10, 29, quote, verified=True, place="sheet Büro")
    return Answer(
        question,
        text,
        AnswerStatus.ANSWERED,
        (citation,),
        (),
        (),
        "a model",
        7,
        3,
        Timings(0.0, None, 0.0),
        understood=f"{question} (whole)",
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "conversations.db"


@pytest.fixture
def kept(path: Path) -> Iterator[Conversations]:
    yield Conversations(path)


def test_what_was_said_is_there_after_a_restart(kept: Conversations, path: Path) -> None:
    number = kept.add(answer("When is rent due?"))
    assert kept.add(answer("and the deposit?"), number) == number
    again = Conversations(path).conversation(number)
    assert [one.question for one in again.exchanges] == ["When is rent due?", "and the deposit?"]
    first = again.exchanges[0]
    assert first.citations == answer("").citations
    assert (first.text, first.status, first.model) == (
        "In May. [1]",
        AnswerStatus.ANSWERED,
        "a model",
    )
    assert first.as_turn() == Turn(
        "When is rent due?", "When is rent due? (whole)", "In May. [1]", (LEASE,)
    )


def test_an_answer_that_was_not_found_is_nothing_to_lean_on(kept: Conversations) -> None:
    number = kept.add(replace(answer("Who?"), status=AnswerStatus.NOT_FOUND))
    assert kept.conversation(number).exchanges[0].as_turn().answer_text == ""


def test_a_file_of_before_places_were_kept_is_brought_up_to_date(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(_STEPS[0])
        connection.execute("PRAGMA user_version = 1")
        connection.execute("INSERT INTO conversations VALUES (1, '2026-01-01T00:00:00+00:00')")
        connection.execute(
            "INSERT INTO exchanges VALUES (1, 1, '', 'Q?', 'Q?', 'A.', 'partial', '')"
        )
        connection.execute("INSERT INTO quotes VALUES (1, 1, '/a.pdf', '', 2, 0, 1, 'A', 1)")
        connection.commit()
    kept = Conversations(path)
    kept.add(answer("and now?"), 1)
    places = [one.citations[0].place for one in kept.conversation(1).exchanges]
    assert places == ["", "sheet Büro"]


def test_the_place_of_a_quote_stands_in_what_is_written_out(kept: Conversations) -> None:
    lines = list(markdown_lines(kept.conversation(kept.add(answer("When?")))))
    assert any("sheet Büro]" in line and "page 3" not in line for line in lines)


def test_reading_makes_no_file(kept: Conversations, path: Path) -> None:
    assert kept.entries() == [] and kept.search("rent") == () and kept.forget_all() == 0
    with pytest.raises(UsageError):
        kept.conversation(1)
    with pytest.raises(UsageError):
        kept.forget(1)
    assert not path.parent.exists()


def test_the_list_is_newest_first_by_what_was_said_last(kept: Conversations) -> None:
    first, second = kept.add(answer("one")), kept.add(answer("two"))
    kept.add(answer("three"), first)
    found = [(entry.number, entry.questions, entry.first_question) for entry in kept.entries()]
    assert found == [(first, 2, "one"), (second, 1, "two")]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("rents", ["When is rent due?"]),
        ("MAY due", ["When is rent due?"]),
        ("Łódź", ["機械学習 in Lodz?"]),
        ("学習", ["機械学習 in Lodz?"]),
        ("rent Lodz", []),
        ('" OR *', []),
        ("", []),
    ],
)
def test_words_are_found_in_questions_answers_and_quotes(
    kept: Conversations, words: str, found: list[str]
) -> None:
    kept.add(answer("When is rent due?"))
    kept.add(answer("機械学習 in Lodz?", "Yes.", "It is."))
    assert [exchange.question for exchange in kept.search(words)] == found


def test_nothing_of_a_forgotten_conversation_stays_in_the_file(
    kept: Conversations, path: Path
) -> None:
    number = kept.add(answer("Is Zanzibar far?", "Zanzibar is Quixotic.", "Wherefore Vermilion."))
    for other in range(40):
        kept.add(answer(f"Number {other}"), number if other % 3 == 0 else None)
    before = path.read_bytes().lower()
    words = (b"zanzibar", b"quixot", b"wherefor", b"vermilion")
    assert all(word in before for word in words)
    kept.forget(number)
    after = path.read_bytes().lower()
    assert not any(word in after for word in words)
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert kept.search("zanzibar") == () and len(kept.search("number")) == 26


def test_all_can_be_forgotten_at_once(kept: Conversations, path: Path) -> None:
    kept.add(answer("one"))
    kept.add(answer("two"))
    assert kept.forget_all() == 2
    assert not path.exists() and kept.entries() == []


def test_a_chat_whose_conversation_was_forgotten_begins_a_new_one(kept: Conversations) -> None:
    number = kept.add(answer("one"))
    kept.add(answer("other"))
    kept.forget(number)
    later = kept.add(answer("two"), number)
    assert later != number
    assert [one.question for one in kept.conversation(later).exchanges] == ["two"]


def test_half_characters_are_no_trouble(kept: Conversations) -> None:
    number = kept.add(answer("bad \ud800 \udcff?", "\udc80", "\ud801"))
    assert kept.conversation(number).exchanges[0].question == "bad ? ??"


def test_one_may_begin_without_a_question_and_have_a_name(kept: Conversations) -> None:
    first = kept.add(answer("When is rent due?"))
    begun = kept.begin("The flat")
    assert kept.conversation(begun).title == "The flat"
    entry = next(entry for entry in kept.entries() if entry.number == begun)
    assert (entry.questions, entry.first_question, entry.title) == (0, "", "The flat")
    assert kept.add(answer("and the deposit?"), begun) == begun
    kept.rename(begun, "")
    kept.rename(first, "Rent \ud800")
    titles = {entry.number: entry.title for entry in kept.entries()}
    assert titles == {first: "Rent ?", begun: ""}
    with pytest.raises(UsageError):
        kept.rename(99, "none")


def test_a_file_of_the_version_before_gets_names(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        for step in _STEPS[:-1]:
            connection.executescript(step)
        connection.execute("INSERT INTO conversations (started_at) VALUES ('2026-01-01')")
        connection.execute(f"PRAGMA user_version = {len(_STEPS) - 1}")
        connection.commit()
    assert Conversations(path).conversation(1).title == ""
