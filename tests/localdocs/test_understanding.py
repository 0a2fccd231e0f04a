"""What becomes of a question before it is answered, over a real index."""

from datetime import date
from pathlib import Path

from fakes import put
from index.database import catalog
from index.index_store import IndexStore
from localdocs.types import Turn
from localdocs.understanding import understand

TODAY = date(2026, 5, 20)
APPLE = Turn("What was Apple's revenue in 2022?", "What was Apple's revenue in 2022?")


def filled(store: IndexStore) -> dict[str, int]:
    """An index of a folder with three files: their names and ids. Their time is 1970."""
    folder = Path("/docs")
    with store.writing() as connection:
        catalog.add_folder(connection, catalog.Folder(folder, "Bob's notes"))
    for name in ("lease.pdf", "plan.md", "log.txt"):
        put(store, folder / name, f"The text of {name} about the rent.")
    known = catalog.known_files(store.connection, folder)
    return {path.name: file.file_id for path, file in known.items()}


def test_a_question_that_stands_alone_is_left_as_it_is(store: IndexStore) -> None:
    filled(store)
    question = "Who pays the rent ?"
    understood = understand(question, store.connection, None, [APPLE], TODAY)
    assert (understood.question.standalone, understood.question.wanted) == (question, question)
    assert understood.file_ids is None and understood.notes == ()


def test_a_follow_up_is_said_to_be_understood(store: IndexStore) -> None:
    filled(store)
    understood = understand("and in 2021?", store.connection, None, [APPLE], TODAY)
    assert understood.question.wanted == "What was Apple's revenue in 2021?"
    assert understood.notes == ("Understood as: “What was Apple's revenue in 2021?”",)


def test_what_a_follow_up_leans_on_was_cited_before(store: IndexStore) -> None:
    ids = filled(store)
    gone, lease = Path("/docs/gone.pdf"), Path("/docs/lease.pdf")
    turn = Turn("Who pays the rent?", "Who pays the rent?", "Ann.", (gone, lease))
    assert understand("and the water?", store.connection, None, [turn], TODAY).spoken_of == (
        ids["lease.pdf"],
    )
    alone = understand("Who repairs the boiler?", store.connection, None, [turn], TODAY)
    assert alone.spoken_of == ()


def test_words_narrow_to_files_and_are_taken_out(store: IndexStore) -> None:
    ids = filled(store)
    understood = understand("Who pays in lease.pdf?", store.connection, None, [], TODAY)
    assert understood.file_ids == [ids["lease.pdf"]]
    assert understood.question.wanted == "Who pays?"
    assert understood.question.standalone == "Who pays in lease.pdf?"
    assert understood.notes == ("Searched only: lease.pdf.",)


def test_a_filter_of_a_former_question_goes_on(store: IndexStore) -> None:
    ids = filled(store)
    former = "What does Ann pay for heating in lease.pdf?"
    turns = [Turn(former, former)]
    understood = understand("and for water?", store.connection, None, turns, TODAY)
    assert understood.question.wanted == "What does Ann pay for water?"
    assert understood.file_ids == [ids["lease.pdf"]]


def test_a_folder_whose_name_has_an_apostrophe(store: IndexStore) -> None:
    ids = filled(store)
    question = "Who pays the rent in my Bob’s notes folder?"
    understood = understand(question, store.connection, None, [], TODAY)
    assert sorted(understood.file_ids or []) == sorted(ids.values())


def test_words_that_match_nothing_are_dropped_and_said(store: IndexStore) -> None:
    filled(store)
    question = "Who pays the rent in the pdf from March?"
    understood = understand(question, store.connection, None, [], TODAY)
    assert understood.file_ids is None and understood.question.wanted == question
    (note,) = understood.notes
    assert note.startswith("No pdf from March (changed since 2026-03-01 until 2026-03-31) is ind")
    assert note.endswith("all documents were searched.")


def test_words_never_widen_what_the_options_left(store: IndexStore) -> None:
    ids = filled(store)
    only = [ids["plan.md"], ids["lease.pdf"]]
    question = "Who pays the rent in the pdfs?"
    assert understand(question, store.connection, only, [], TODAY).file_ids == [ids["lease.pdf"]]
    understood = understand(question, store.connection, [ids["plan.md"]], [], TODAY)
    assert understood.file_ids == [ids["plan.md"]]
    assert "what the other filters leave was searched" in understood.notes[0]


def test_a_date_before_any_file_and_one_that_they_all_meet(store: IndexStore) -> None:
    ids = filled(store)
    before = understand("Who pays in files before 1960?", store.connection, None, [], TODAY)
    assert before.file_ids is None and before.notes
    until = understand("Who pays in files until 1975?", store.connection, None, [], TODAY)
    assert sorted(until.file_ids or []) == sorted(ids.values())
