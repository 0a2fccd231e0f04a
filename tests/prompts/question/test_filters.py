"""Filters in words: what surely is meant as one is found, everything else is left alone."""

from datetime import date
from pathlib import Path

import pytest

from localdocs.types import Filters
from prompts.question.filters import filters_in_words

TODAY = date(2026, 5, 20)
FOLDERS = ["Notes", "Bob's notes", "contracts"]
FILES = [
    Path("/d/report.pdf"),
    Path("/d/annual report.pdf"),
    Path("/d/lease.docx"),
    Path("/d/plan.pdf"),
    Path("/d/old/plan.pdf"),
    Path("/d/setup.py"),
]
SHEETS = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods")
MAILS = (".eml", ".mbox", ".msg")

NARROWED = [
    ("Who signed in report.pdf?", Filters(("/d/report.pdf",)), "Who signed?"),
    ("In annual report.pdf, who signed?", Filters(("/d/annual report.pdf",)), "who signed?"),
    (
        "Who pays the water according to lease.docx?",
        Filters(("/d/lease.docx",)),
        "Who pays the water?",
    ),
    (
        "Who, according to Lease.docx, pays the water?",
        Filters(("/d/lease.docx",)),
        "Who, pays the water?",
    ),
    ('What is due in the file "lease.docx"?', Filters(("/d/lease.docx",)), "What is due?"),
    (
        "What does lease.docx say about pets?",
        Filters(("/d/lease.docx",)),
        "pets?",
    ),
    (
        "What does lease.docx say?",
        Filters(("/d/lease.docx",)),
        "What does lease.docx say?",
    ),
    (
        "What is the budget in plan.pdf?",
        Filters(("/d/plan.pdf", "/d/old/plan.pdf")),
        "What is the budget?",
    ),
    (
        "What is said on noise in report.pdf and lease.docx?",
        Filters(("/d/report.pdf", "/d/lease.docx")),
        "What is said on noise in report.pdf and lease.docx?",
    ),
    (
        "What did I write about Rome in my notes folder?",
        Filters(("Notes",)),
        "What did I write about Rome?",
    ),
    (
        "Where is Rome mentioned in the folder Bob's notes?",
        Filters(("Bob's notes",)),
        "Where is Rome mentioned?",
    ),
    (
        "Where is Rome mentioned in Bob’s notes folder?",
        Filters(("Bob's notes",)),
        "Where is Rome mentioned?",
    ),
    ('Who pays rent in the folder called "contracts"?', Filters(("contracts",)), "Who pays rent?"),
    (
        "Who signed in the pdf from March?",
        Filters((), (".pdf",), "2026-03-01", "2026-03-31"),
        "Who signed?",
    ),
    ("What is the total in the spreadsheets?", Filters((), SHEETS), "What is the total?"),
    (
        "What did Bob want in the emails since last week?",
        Filters((), MAILS, "2026-05-11"),
        "What did Bob want?",
    ),
    (
        "What was ordered in files from 2023?",
        Filters((), (), "2023-01-01", "2023-12-31"),
        "What was ordered?",
    ),
    (
        "According to the pdfs, when is the deadline?",
        Filters((), (".pdf",)),
        "when is the deadline?",
    ),
    (
        "in my markdown files, what is the idea of the tower",
        Filters((), (".md", ".markdown")),
        "what is the idea of the tower",
    ),
    (
        "Who is invited in the documents changed before 2026-05-01?",
        Filters((), (), "", "2026-04-30"),
        "Who is invited?",
    ),
    (
        "Who is owed money in the spreadsheets in my contracts folder?",
        Filters(("contracts",), SHEETS),
        "Who is owed money?",
    ),
]

LEFT_ALONE = [
    "What was decided in March?",
    "in the report, who signed?",
    "emails sent by Bob in 2021",
    "What happened in 2023?",
    "What did Bob say last week?",
    "Who wrote setup.py?",
    "How does report.pdf differ from plan.pdf?",
    "Which modules import from setup.py?",
    "What is in missing.pdf?",
    "How are tables stored in pdfs?",
    "How do I open the pdf?",
    "Which bug was fixed in the pdf reader?",
    "What is my email address?",
    "Who is named in the email policy?",
    "What was written in the emails of Bob?",
    "What stands in my notes?",
    "What stands in my notes about Rome?",
    "Which contracts end in March?",
    "Who is in the contracts department?",
    "How many folders does the archive have?",
    "What is in the folder?",
    "What is written in the letter from March?",
    "Which files were lost in the fire?",
    "What is said in the documents?",
    "Which documents do I need from 2023?",
    "What has changed since last week?",
    "Which report was published before 2020?",
    "Who spoke in the presentation?",
    "Is the file format described in the specification from 2019?",
    "What is the version in v2.pdf.old?",
    "Which spreadsheets does Bob keep?",
    "What does the pdf of the lease say?",
    "What is due in files from 2023-02-31?",
    "What is due in files after 9999-12-31?",
    "What is due in files from March 0000?",
]


@pytest.mark.parametrize(("question", "filters", "rest"), NARROWED)
def test_what_is_surely_a_filter_narrows(question: str, filters: Filters, rest: str) -> None:
    narrowed = filters_in_words(question, FOLDERS, lambda: FILES, TODAY)
    assert narrowed is not None
    assert (narrowed.filters, narrowed.rest) == (filters, rest)
    assert narrowed.said and narrowed.question == question


@pytest.mark.parametrize("question", LEFT_ALONE)
def test_what_may_mean_something_else_does_not(question: str) -> None:
    assert filters_in_words(question, FOLDERS, lambda: FILES, TODAY) is None


def test_the_files_are_not_listed_for_a_question_without_a_suffix() -> None:
    def files() -> list[Path]:
        raise AssertionError("listed")

    assert filters_in_words("Who signed?", FOLDERS, files, TODAY) is None


def test_a_note_says_what_was_searched() -> None:
    narrowed = filters_in_words(
        "Who signed in the pdf from March in my notes folder?", FOLDERS, lambda: FILES, TODAY
    )
    assert narrowed is not None
    assert narrowed.said == (
        "pdf from March (changed since 2026-03-01 until 2026-03-31) in the folder “Notes”"
    )
