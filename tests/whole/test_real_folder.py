"""A folder as a person has it, and what she asks of it: what each answer must hold, and where from.

`real_folder` makes it: scans, photographs of receipts, a lease, mail with attachments, slides,
workbooks, a book, an archive, a calendar, contacts, and files that nothing reads.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from ingest.ocr.engine import engine_name
from localdocs.library import Library
from localdocs.types import AnswerStatus, page_name
from localdocs.views.folders import status_lines
from localdocs.views.style import Style
from real_folder.folder import WRITERS, write_folder
from real_folder.unread import WHY
from scans import needs_ocr

pytestmark = pytest.mark.models

PHOTOGRAPHS = ("IMG_2041.jpg", "IMG_2042.jpg")


@dataclass(frozen=True)
class Asked:
    """A question, the words that its answer must hold, and the place that it must be cited from."""

    question: str
    words: tuple[str, ...]
    file: str
    place: str


def asked(question: str, words: str, file: str, place: str) -> Asked:
    return Asked(question, tuple(words.split(" / ")), file, place)


ON_PAPER = [
    asked(
        "How long do I have to object to the tax assessment?",
        "within one month",
        "tax assessment 2023.pdf",
        "page 2, read by OCR",
    ),
    asked(
        "when is the water meter being replaced",
        "on Tuesday, 14 May 2024 / between 8 and 12",
        "scan0007.pdf",
        "page 1, read by OCR",
    ),
    asked(
        "how much tax do i get back for 2023",
        "484.00",
        "tax assessment 2023.pdf",
        "page 1, read by OCR",
    ),
    asked(
        "what did I pay for the cordless drill?", "89.90", "IMG_2041.jpg", "picture, read by OCR"
    ),
    asked("total of the pharmacy receipt", "31.45", "IMG_2042.jpg", "picture, read by OCR"),
]
IN_FILES = [
    asked(
        "what is the notice period for the flat?",
        "4.1 The tenant may give notice of three months",
        "Lease Quarry Row.docx",
        "page 1",
    ),
    asked(
        "Can I keep a dog in the flat?",
        "3.1 One dog may be kept / on a lead",
        "Lease Quarry Row.docx",
        "page 1",
    ),
    asked(
        "What does the repair of the roof cost?",
        "6,150 euros",
        "Archive.mbox",
        "message 3, quotation.pdf",
    ),
    asked(
        "when does the choir rehearse",
        "on Thursdays at half past seven",
        "Archive.mbox",
        "message 1",
    ),
    asked(
        "What pressure should the boiler have?",
        "between 1.4 and 1.8 bar",
        "Boiler service.eml",
        "service-report.pdf, page 2",
    ),
    asked(
        "how many visitors came between 12 and 14 at the open day?",
        "121",
        "open day.pptx",
        "slide 2",
    ),
    asked("How much is it to hire the tent?", "310 euros a weekend", "open day.pptx", "slide 4"),
    asked(
        "how much did we spend on groceries in the first half of 2025?",
        "2025 Jan-Jun / 2,520.75",
        "budget.xlsx",
        "sheet Budget, row 7",
    ),
    asked(
        "By how much did the bicycle insurance go up?",
        "12.5%",
        "budget.xlsx",
        "sheet Insurance, row 4",
    ),
    asked("How much was the hotel in Bergen?", "NOK 2,890.00", "budget.xlsx", "sheet Trips, row 2"),
    asked(
        "how much was in the Tidewater account in 2019",
        "3150",
        "budget.xlsx",
        "sheet Old savings, row 2",
    ),
    asked(
        "Who is the treasurer of the club?", "Selma Quist", "members.ods", "sheet Members, row 3"
    ),
    asked(
        "Why was Tobias Wren dismissed?",
        "sold the oil",
        "The Lamp at Corrigan Point.epub",
        "chapter 3. The Inspector",
    ),
    asked(
        "what's the wifi password at the cottage",
        "7plums-in-June",
        "old phone.zip",
        "notes/cottage.txt",
    ),
    asked("when is Leo's dentist appointment", "2025-03-12 15:30", "family.ics", "page 1"),
    asked("phone number of the plumber", "+44 7700 900123", "contacts.vcf", "page 1"),
    asked("who has our spare key", "Mrs Dunmore", "Archive.mbox", "message 2"),
]
NOWHERE = [
    "When does my passport expire?",
    "what is the registration number of my car",
    "how much was the electricity bill in May",
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """All of it, added at once."""
    folder = write_folder(tmp_path_factory.mktemp("real") / "Documents")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOCALDOCS_OCR", "on")
        with Library(tmp_path_factory.mktemp("home")) as library:
            library.add(folder)
            yield library


def check(library: Library, asked: Asked) -> None:
    answer = library.ask(asked.question, language_model=False)
    assert answer.status is not AnswerStatus.NOT_FOUND
    assert all(citation.verified for citation in answer.citations)
    assert [word for word in asked.words if word not in answer.text] == [], answer.text
    cited = {
        (citation.path.name, page_name(citation.place, citation.page_number))
        for citation in answer.citations
    }
    assert (asked.file, asked.place) in cited


def by_question(asked: Asked) -> str:
    return asked.question


@pytest.mark.parametrize("asked", IN_FILES, ids=by_question)
def test_what_the_files_say(library: Library, asked: Asked) -> None:
    check(library, asked)


@needs_ocr
@pytest.mark.parametrize("asked", ON_PAPER, ids=by_question)
def test_what_stands_on_paper(library: Library, asked: Asked) -> None:
    check(library, asked)


def test_a_clause_is_cited_under_its_own_heading(library: Library) -> None:
    answer = library.ask("what is the notice period for the flat?", language_model=False)
    assert answer.citations[0].heading == "§ 4 Notice"


@pytest.mark.parametrize("question", NOWHERE)
def test_what_nothing_answers_is_not_answered(library: Library, question: str) -> None:
    answer = library.ask(question, language_model=False)
    assert answer.status is not AnswerStatus.ANSWERED


def test_everything_that_can_be_read_is_read(library: Library) -> None:
    read = {path.name for path in library.files()}
    expected = {name.rpartition("/")[2] for name in WRITERS} | set(PHOTOGRAPHS)
    if engine_name() != "PP-OCR":
        expected -= {*PHOTOGRAPHS, "scan0007.pdf", "tax assessment 2023.pdf"}
    assert read >= expected


def test_the_status_names_what_was_not_read(library: Library) -> None:
    (folder,) = library.status().folders
    said = "\n".join(status_lines(library.status(), Style(fancy=False)))
    for name, why in WHY.items():
        assert f"skipped {folder.path / name}: {why}" in said
    assert f"note {folder.path / 'old phone.zip'}: ringtone.mp3: no reader for .mp3 yet" in said
    assert f"note {folder.path / 'Money/budget.xlsx'}: sheet Old savings is hidden" in said


@needs_ocr
def test_the_status_names_what_was_read_by_ocr(library: Library) -> None:
    said = "\n".join(status_lines(library.status(), Style(fancy=False)))
    assert "tax assessment 2023.pdf: pages 1, 2 were read by OCR" in said
    assert all(f"{name}: it was read by OCR" in said for name in PHOTOGRAPHS)
