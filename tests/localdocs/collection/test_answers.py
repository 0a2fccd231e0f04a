"""Answers about the collection, from a real index of small documents."""

from datetime import date, datetime
from pathlib import Path

import pytest

from fakes import FakeEmbedder, FakeReader, put
from index.database import catalog, lookup
from index.index_store import IndexStore
from localdocs.answering import answer_question
from localdocs.collection.answers import answer_about_collection
from localdocs.types import Answer, AnswerStatus, Sampling, SourceFile
from prompts.answer.request import Asking
from prompts.question.question import read_question
from prompts.source_list import Budget

TODAY = date(2026, 11, 21)
DOCS = Path("/home/ada/docs")


def touch(store: IndexStore, path: Path, day: str, size: int = 1) -> None:
    """Give a file a day on which it was changed, and a size."""
    known = catalog.known_files(store.connection, path)[path]
    seconds = datetime.fromisoformat(day).timestamp()
    catalog.touch_file(
        store.connection, known, SourceFile(path, size, int(seconds * 1e9) + 1, known.source.inode)
    )


@pytest.fixture
def filled(store: IndexStore) -> IndexStore:
    catalog.add_folder(store.connection, catalog.Folder(DOCS, "docs"))
    put(store, DOCS / "mining.pdf", "Lithium is mined here. Lithium is light.", "More lithium.")
    put(store, DOCS / "tax" / "2025.pdf", "Taxes are due in May.", title="Tax return")
    put(store, DOCS / "Bob's notes.txt", "Bob likes lithium. Bob fishes in a green boat at dawn.")
    for name, day, size in (
        ("mining.pdf", "2026-11-11", 5_000),
        ("tax/2025.pdf", "2025-05-01", 2_000_000),
        ("Bob's notes.txt", "2026-11-20", 50),
    ):
        touch(store, DOCS / name, day, size)
    catalog.store_skipped(
        store.connection, SourceFile(DOCS / "scan.pdf", 1, 1, 1), b"", "a scan without text"
    )
    return store


def ask(store: IndexStore, question: str, file_ids: list[int] | None = None) -> Answer:
    answer = answer_about_collection(read_question(question, today=TODAY), store, file_ids)
    assert answer is not None
    return answer


def ids(store: IndexStore, *names: str) -> list[int]:
    known = catalog.known_files(store.connection, DOCS)
    return [known[DOCS / name].file_id for name in names]


def test_files_are_listed_by_their_names_in_their_folder(filled: IndexStore) -> None:
    answer = ask(filled, "Which files do I have?")
    assert answer.text.splitlines() == [
        "3 documents:",
        "- Bob's notes.txt (50 bytes, changed 2026-11-20)",
        "- mining.pdf (2 pages, 5 KB, changed 2026-11-11)",
        "- tax/2025.pdf (1 page, 2.0 MB, changed 2025-05-01)",
    ]
    assert answer.status is AnswerStatus.ANSWERED
    assert answer.notes == ("Looked at all 3 of 3 documents; 1 file could not be read.",)


def test_a_long_list_ends_with_how_many_more_there_are(store: IndexStore) -> None:
    for number in range(25):
        put(store, DOCS / f"{number:02}.txt", f"Boat number {number}.")
    assert ask(store, "list all files").text.splitlines()[-1] == "- and 5 more"
    answer = ask(store, "which documents mention boats?")
    assert answer.text.startswith("25 of 25 documents mention “boats”:")
    assert len(answer.citations) == 20
    assert answer.text.splitlines()[-1] == "- and 5 more"


def test_equal_names_are_told_apart_by_their_folders(filled: IndexStore) -> None:
    catalog.add_folder(filled.connection, catalog.Folder(Path("/mnt/usb"), "usb"))
    put(filled, "/mnt/usb/mining.pdf", "Copper.")
    text = ask(filled, "list the files").text
    assert "- docs/mining.pdf (" in text and "- usb/mining.pdf (" in text


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("how many documents do I have?", "3 documents: 2 .pdf, 1 .txt."),
        ("how many PDFs do I have?", "2 PDFs."),
        ("how many PDFs are in the tax folder?", "1 PDF in “tax”."),
        ("how many PDFs in tax?", "1 PDF in “tax”."),
        ("how many pages do I have in total?", "3 documents have 4 pages"),
        ("how many files were changed last week?", "1 document changed last week."),
        ("which files were changed since March?", "2 documents changed since March:\n- Bob's"),
        ("what is the largest file?", "The largest of 3 documents: tax/2025.pdf"),
        ("newest file", "The newest of 3 documents: Bob's notes.txt"),
        ("2 oldest files", "The 2 oldest of 3 documents:\n- tax/2025.pdf"),
        ("which document is the longest?", "The longest of 3 documents: mining.pdf (2 pages"),
        ("how many pages has mining.pdf?", "mining.pdf has 2 pages."),
        ("how many pages has Bob's notes.txt?", "Bob's notes.txt has no pages"),
        ("when was mining.pdf changed?", "mining.pdf was last changed on 2026-11-11 at 00:00."),
        ("when was 2025.pdf added?", "tax/2025.pdf was last read into the index on 20"),
        ("how large is tax/2025.pdf", "tax/2025.pdf has 2.0 MB (2,000,000 bytes)."),
    ],
)
def test_the_catalogue_answers(filled: IndexStore, question: str, start: str) -> None:
    assert ask(filled, question).text.startswith(start)


@pytest.mark.parametrize(
    "question",
    [
        "how many pages has absent.pdf?",
        "when was absent.pdf changed?",
        "summarise absent.pdf",
        "what is the lease about?",
        "what is it about?",
        "how many files are in the garage folder?",
        "list all documents in French",
        "how often is lithium mentioned in absent.pdf?",
        'which documents mention "***"?',
        "What is lithium?",
    ],
)
def test_what_is_not_there_is_left_to_the_ordinary_path(filled: IndexStore, question: str) -> None:
    assert answer_about_collection(read_question(question, today=TODAY), filled, None) is None


def test_nothing_of_a_kind_is_an_answer(filled: IndexStore) -> None:
    answer = ask(filled, "which files were changed before 2020?")
    assert answer.text == "There are no documents changed before 2020."
    assert answer.status is AnswerStatus.NOT_FOUND


def test_filters_narrow_what_is_counted_and_the_coverage_says_so(filled: IndexStore) -> None:
    answer = ask(filled, "how many documents do I have?", ids(filled, "mining.pdf"))
    assert answer.text == "1 document."
    assert answer.notes[0].startswith("Looked at 1 of 3 documents, those that")
    answer = ask(filled, "which documents mention lithium?", ids(filled, "mining.pdf"))
    assert "Bob" not in answer.text
    assert (
        answer_about_collection(
            read_question("how many pages has mining.pdf?"), filled, ids(filled, "tax/2025.pdf")
        )
        is None
    )


def test_a_renamed_file_goes_by_its_new_name_and_a_deleted_one_is_gone(filled: IndexStore) -> None:
    known = catalog.known_files(filled.connection, DOCS)
    catalog.move_file(
        filled.connection, known[DOCS / "mining.pdf"], SourceFile(DOCS / "ore.pdf", 1, 1, 1)
    )
    catalog.forget_files(filled.connection, [known[DOCS / "Bob's notes.txt"].file_id])
    text = ask(filled, "which documents mention lithium?").text
    assert "- ore.pdf: 3 times, in 2 passages [1]" in text
    assert "mining" not in text and "Bob" not in text


def test_a_summary_quotes_its_document(filled: IndexStore) -> None:
    answer = ask(filled, "Summarise Bob's notes.txt")
    assert answer.text.splitlines()[1] == "- Bob fishes in a green boat at dawn. [1]"
    (citation,) = answer.citations
    page = lookup.page_text(filled.connection, citation.path, citation.page_number)
    assert page is not None and page[citation.start : citation.end] == citation.quote
    assert citation.verified


def test_a_name_that_may_be_several_documents_is_asked_back(filled: IndexStore) -> None:
    put(filled, DOCS / "mining_2024.pdf", "Copper is mined in the hills behind the old town.")
    put(filled, DOCS / "mining_2025.pdf", "Copper is mined in the hills behind the new town.")
    put(filled, DOCS / "tax" / "mining.pdf", "Nothing much is said in this very short document.")
    answer = ask(filled, "summarise mining")
    assert answer.text.startswith("“mining” may be one of 2 documents")
    assert (
        answer_about_collection(read_question("what is the town mining about?"), filled, None)
        is None
    )


def test_the_path_of_a_question_asks_no_model_and_no_embedder(filled: IndexStore) -> None:
    embedder = filled.embedder
    assert isinstance(embedder, FakeEmbedder)
    before = len(embedder.embedded)
    asking = Asking(5, Budget(4096, 100, 400), Sampling(), being_updated=True)
    question = "which documents mention lithium?"
    text, last = answer_question(read_question(question), filled, FakeReader(), None, None, asking)
    assert last.answer is not None and text.text == last.answer.text
    assert any("what is new may be missing" in note for note in last.answer.notes)
    assert any("is not there at the moment" in note for note in last.answer.notes)
    assert len(embedder.embedded) == before
