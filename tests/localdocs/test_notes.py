"""What a person is told beside an answer."""

from dataclasses import replace
from pathlib import Path

import pytest

from fakes import FakeReader, put
from index.database.lookup import Counts, file_ids
from index.index_store import IndexStore
from localdocs.notes import (
    changed_files,
    disagreement,
    how_complete,
    version_that_answered,
    versions_meant,
    words_apart,
)
from localdocs.types import Citation
from prompts.evidence.finding import Evidence, find_evidence, rarity_of
from prompts.question.question import read_question


def citation(path: Path) -> Citation:
    return Citation(1, path, "", 1, 0, 3, "abc", True)


def test_an_index_that_is_not_whole_yet_is_said() -> None:
    assert list(how_complete(Counts(1, 9, 9))) == []
    (note,) = how_complete(Counts(1, 9, 4))
    assert note.startswith("4 of 9 passages")


def test_a_file_that_went_or_changed_is_said(store: IndexStore, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    put(store, path, "The text.")
    assert "is not there" in next(changed_files([citation(path)], store))
    path.write_text("Another text.")
    assert "has changed" in next(changed_files([citation(path)], store))


def test_which_version_answered_is_said_unless_the_question_says_when(store: IndexStore) -> None:
    for year in (2021, 2022):
        text = f"Taxes are paid by everybody who works in the orchard, and pickers too. {year}."
        put(store, f"/docs/{year}.pdf", text, title=f"Orchard, taxes of the year {year}")
    old, new = Path("/docs/2021.pdf"), Path("/docs/2022.pdf")
    text = "What is Orchard's tax rate?"
    question = read_question(text)
    versions = versions_meant(question, [citation(old)], store)
    assert versions is not None and versions.paths == (new, old)
    assert "is the newest of 2" in version_that_answered(versions, new)
    assert "not the newest" in version_that_answered(versions, old)
    for other in (" In 2021?", " In the first version?"):
        assert versions_meant(read_question(text + other), [citation(old)], store) is None
    assert versions_meant(question, [], store) is None
    chosen = file_ids(store.connection, [old])
    assert versions_meant(question, [citation(old)], store, chosen) is None


def notes_of(store: IndexStore, text: str) -> list[str]:
    question = read_question(text)
    hits = store.search(text, 5)
    rarity = rarity_of(question, lambda _: 1, 10)
    evidence: list[Evidence] = find_evidence(question, hits, FakeReader(), rarity)
    return list(disagreement(question, evidence, hits))


@pytest.mark.parametrize(
    ("question", "missing", "notes"),
    [
        ("what does a parrot cost?", ["parrot"], ["No document has “parrot”."]),
        ("what does a cat cost?", [], ["Not in what is quoted: “cat”."]),
        (
            "cat or parrot?",
            ["parrot"],
            ["No document has “parrot”.", "Not in what is quoted: “cat”."],
        ),
        ("please tell me what dogs cost in the price list of the vet", [], []),
    ],
)
def test_words_that_are_not_in_what_is_quoted_are_said(
    question: str, missing: list[str], notes: list[str]
) -> None:
    text = "A dog costs 45 euro."
    cited = replace(citation(Path("/docs/price_list.md")), heading="The vet")
    assert list(words_apart(read_question(question), text, [cited], missing)) == notes


@pytest.mark.parametrize(
    ("question", "notes"),
    [
        ("the unit price on april 9", []),
        ("the order date of 9 April 2025", []),
        ("the unit price on april 10", ["Not in what is quoted: “april”, “10”."]),
    ],
)
def test_joined_heads_and_days_in_digits_are_words_that_are_quoted(
    question: str, notes: list[str]
) -> None:
    text = "OrderDate: 09.04.2025, unit_price: 12,50"
    cited = citation(Path("/docs/orders.csv"))
    assert list(words_apart(read_question(question), text, [cited], [])) == notes


def test_documents_that_disagree_are_named(store: IndexStore) -> None:
    put(store, "/docs/a.txt", "The ferry costs 12 crowns.")
    assert notes_of(store, "How much does the ferry cost?") == []
    put(store, "/docs/b.txt", "The ferry costs 15 crowns.")
    (note,) = notes_of(store, "How much does the ferry cost?")
    assert "page 1, says otherwise" in note
    assert notes_of(store, "How much does the ferry cost? In 2021?") == []


def test_a_note_names_the_place_that_a_person_knows(store: IndexStore) -> None:
    put(store, "/docs/a.txt", "The ferry costs 12 crowns.", place="slide 4")
    put(store, "/docs/b.txt", "The ferry costs 15 crowns.", place="slide 4")
    (note,) = notes_of(store, "How much does the ferry cost?")
    assert ".txt, slide 4, says otherwise" in note and "page" not in note


def test_the_newest_of_the_others_is_named_and_called_newer_or_older(store: IndexStore) -> None:
    put(store, "/docs/a 2020.txt", "The ferry costs 12 crowns.")
    put(store, "/docs/b.txt", "Ferry office, 3 May 2024. How much? The ferry now costs 15 crowns.")
    put(store, "/docs/c 2019-05-01.txt", "The ferry costs 14 crowns.")
    (note,) = notes_of(store, "How much does the ferry cost?")
    newer = "b.txt, page 1, which is newer (2024-05-03), says otherwise: The ferry now costs 15"
    older = "a 2020.txt, page 1, which is older (2020), says otherwise: The ferry costs 12 crowns"
    assert note.startswith((newer, older))
