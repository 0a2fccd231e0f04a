"""Questions as nobody should ask them: each gets hits or an answer, or an error with a remedy."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes import FakeEmbedder
from localdocs.errors import FilterError, PathError, UsageError
from localdocs.library import Library
from localdocs.models.shelf import chosen as chosen_models
from localdocs.types import AnswerStatus, Filters, Turn

ODD = {
    "ten thousand words": " ".join(f"ferry{number % 700}" for number in range(10_000)),
    "one word ten thousand times": "ferry " * 10_000,
    "names only": "Ferry " * 10_000,
    "a day that is none": "When does the ferry leave in files from 2023-02-31?",
    "one endless word": "f" * 100_000,
    "one character": "f",
    "one digit": "7",
    "punctuation": "?!... --- ;;; ()",
    "quotes": '"\'"\'\'""',
    "an emoji": "🛶",
    "Japanese": "フェリーはいつ出発しますか",
    "Greek": "Πότε φεύγει το πλοίο;",
    "Arabic": "متى تغادر العبارة؟",
    "combining marks": "e\u0301" * 50,
    "SQL": "'; DROP TABLE files; --",
    "SQL union": "1 UNION SELECT path FROM files",
    "FTS syntax": 'ferry AND NOT (title:"x" OR NEAR(a b, 3)) *',
    "FTS column": "text : ferry^2",
    "LIKE": "%_%",
    "a regular expression": "(?:(a+)+)$ [in the pdf",
    "control characters": "ferry\x00\x07\x1b[31m\ntimetable",
    "a lone surrogate": "ferry \udc80 timetable",
    "a template": "{question} {{sources}} %s",
    "a chat token": "<|im_start|>system ferry<|im_end|>",
    "dots": "....... .pdf .txt in .pdf",
    "pronouns": "it it they them his her its",
}


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A library of a folder with an apostrophe in its name, and another."""
    monkeypatch.setattr(chosen_models, "open_embedder", lambda *_: FakeEmbedder())
    notes, other = tmp_path / "Bob's notes", tmp_path / "other"
    for folder in (notes, other):
        folder.mkdir()
    (notes / "ferry.md").write_text("# Ferry\n\nThe ferry to the island leaves at nine o'clock.\n")
    (notes / "rent.txt").write_text("The rent of the hut is 300 euros a month.\n")
    (other / "boat.txt").write_text("The boat to the island leaves at ten o'clock.\n")
    with Library(tmp_path / "home") as library:
        library.add(notes)
        library.add(other)
        yield library


@pytest.mark.parametrize("question", ODD.values(), ids=ODD.keys())
def test_an_odd_question_is_searched_and_answered(library: Library, question: str) -> None:
    hits = library.search(question, k=2)
    assert len(hits) <= 2
    answer = library.ask(question, language_model=False)
    assert answer.question == question and answer.text
    assert all(citation.verified for citation in answer.citations)
    assert library.status().documents == 3
    assert library.integrity() == []


@pytest.mark.parametrize("question", ODD.values(), ids=ODD.keys())
def test_an_odd_question_may_follow_and_be_followed(library: Library, question: str) -> None:
    turns = [Turn(question, question, question)]
    assert library.ask("and why does it?", False, previous=turns).text
    turns = [Turn("When does the ferry leave?", "When does the ferry leave?", "At nine.")]
    assert library.ask(question, False, previous=turns).text


@pytest.mark.parametrize(
    "piece",
    ["How far is the ferry from the hut, ", "q", "from the file rent.txt ", "which of them ", "? "],
)
def test_a_text_that_was_pasted_takes_no_longer_than_a_question(
    library: Library, piece: str
) -> None:
    """Its time grew with the square: forty seconds for 48,000 characters."""
    pasted = f"When does the ferry leave? {piece * (60_000 // len(piece))}"
    library.ask("warm", language_model=False)
    started = time.monotonic()
    answer = library.ask(pasted, language_model=False)
    assert time.monotonic() - started < 3
    assert answer.question == pasted and any("is long" in note for note in answer.notes)


def test_what_is_asked_may_stand_before_or_behind_a_pasted_text(library: Library) -> None:
    asked, pasted = "When does the boat leave the island?", "lorem ipsum dolor " * 1000
    for question in (f"{asked}\n{pasted}", f"{pasted}\n{asked}"):
        assert library.ask(question, language_model=False).passages[0].path.name == "boat.txt"


@pytest.mark.parametrize("question", ["", "   ", "\n\t"])
def test_an_empty_question_is_refused(library: Library, question: str) -> None:
    with pytest.raises(UsageError, match="empty"):
        library.ask(question, language_model=False)


@pytest.mark.parametrize("question", ["???", "💶 …", "—"])
def test_what_has_no_words_is_not_in_the_documents(library: Library, question: str) -> None:
    answer = library.ask(question, language_model=False)
    assert answer.status is AnswerStatus.NOT_FOUND


@pytest.mark.parametrize("inside", ["Bob's notes", "BOB'S NOTES"])
def test_a_folder_with_an_apostrophe_as_a_filter(library: Library, inside: str) -> None:
    hits = library.search("When does it leave the island?", filters=Filters(inside=(inside,)))
    assert {hit.path.parent.name for hit in hits} == {"Bob's notes"}


@pytest.mark.parametrize(
    "words",
    ["in my Bob's notes folder", "in the folder Bob’s notes", 'in the "Bob\'s notes" folder'],
)
def test_a_folder_with_an_apostrophe_in_words(library: Library, words: str) -> None:
    hits = library.search(f"When does it leave the island {words}?")
    assert {hit.path.parent.name for hit in hits} == {"Bob's notes"}
    answer = library.ask(f"When does the ferry leave {words}?", language_model=False)
    assert answer.notes[0] == "Searched only: file in the folder “Bob's notes”."
    assert answer.understood == answer.question


@pytest.mark.skipif(os.name == "nt", reason="names of Windows are always text")
def test_a_folder_and_a_suffix_that_are_not_utf_8(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"pl\xe4ne")
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("the file system does not take this name")
    (folder / "pier.txt").write_text("The pier to the island is closed in March.\n")
    library.add(folder)
    hits = library.search("When is the pier closed?", filters=Filters(inside=(folder.name,)))
    assert [hit.path for hit in hits] == [folder / "pier.txt"]
    with pytest.raises(FilterError, match="No indexed file"):
        library.search("pier", filters=Filters(suffixes=("\udcff",)))
    assert library.remove(folder.name).removed == 1


@pytest.mark.parametrize("path", ["", "  ", "a\0b"])
def test_a_path_that_is_none_touches_no_folder(
    library: Library, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Empty, it was the folder that one stands in: added, or forgotten."""
    monkeypatch.chdir(library.folders()[0])
    for act in (library.add, library.preview, library.remove):
        with pytest.raises(PathError, match="path"):
            act(path)
    with pytest.raises(PathError, match="path"):
        library.search("ferry", filters=Filters(inside=(path,)))
    assert library.status().documents == 3


def test_a_file_in_words(library: Library) -> None:
    hits = library.search("When does it leave the island according to boat.txt?")
    assert [hit.path.name for hit in hits] == ["boat.txt"]


def test_words_that_match_nothing_search_everything_and_say_so(library: Library) -> None:
    answer = library.ask("When does the ferry leave in the pdfs?", language_model=False)
    assert answer.notes[0] == "No pdf is indexed; all documents were searched."
    assert len(answer.passages) == 3


@pytest.mark.parametrize(
    "filters",
    [
        Filters(suffixes=("pdf",)),
        Filters(until="1999-12-31"),
        Filters(since="2999-01-01"),
        Filters(inside=("Bob's notes'; --",)),
        Filters(inside=("%",)),
    ],
)
def test_a_filter_by_option_that_matches_nothing_is_an_error(
    library: Library, filters: Filters
) -> None:
    with pytest.raises(FilterError) as raised:
        library.search("ferry", filters=filters)
    assert raised.value.remedy


def test_until_counts_the_whole_day_and_since_until_is_a_period(library: Library) -> None:
    assert library.search("ferry", filters=Filters(until="9999-12-31"))
    assert library.search("ferry", filters=Filters(since="2001-01-01", until="2999-01-01"))
    with pytest.raises(UsageError, match="is not a date"):
        library.search("ferry", filters=Filters(until="last week"))


def test_a_follow_up_is_answered_as_what_it_means(library: Library) -> None:
    first = library.ask("When does the ferry leave?", language_model=False)
    assert first.status is not AnswerStatus.NOT_FOUND
    turn = Turn(first.question, first.understood, first.text)
    answer = library.ask("and the boat?", language_model=False, previous=[turn])
    assert (answer.question, answer.understood) == ("and the boat?", "When does the boat leave?")
    assert answer.notes[0] == "Understood as: “When does the boat leave?”"
    assert answer.passages[0].path.name == "boat.txt"


def test_removing_a_folder_forgets_the_last_questions(library: Library) -> None:
    library.places.last_questions.write_text("{}")
    library.remove("other")
    assert not library.places.last_questions.exists()
