"""Which questions are about the collection, and which only look like it."""

from datetime import date

import pytest

from prompts.question.collection.questions import (
    Counting,
    Extreme,
    Fact,
    Listing,
    Mentions,
    Summary,
)
from prompts.question.collection.recognising import recognise

TODAY = date(2026, 11, 21)

ABOUT_THE_COLLECTION = [
    ("What files do I have?", Listing),
    ("which documents are in this folder", Listing),
    ("What is in this folder?", Listing),
    ("what's in my library", Listing),
    ("List all documents", Listing),
    ("show me all my PDFs, please", Listing),
    ("Can you list the files in the contracts folder?", Listing),
    ("which files were changed since March?", Listing),
    ("files changed since 2026-10-01", Listing),
    ("Which documents are from last week?", Listing),
    ("what files did I edit yesterday", Listing),
    ("Which PDFs were added in the last 3 days?", Listing),
    ("list the documents modified in January 2025", Listing),
    ("How many documents do I have?", Counting),
    ("how many PDFs are there", Counting),
    ("How many files are in this folder?", Counting),
    ("how many spreadsheets have I got?", Counting),
    ("Number of documents", Counting),
    ("how many files were changed last week", Counting),
    ("How many pages do I have in total?", Counting),
    ("how many pages are in all my documents", Counting),
    ("What is the newest file?", Extreme),
    ("largest PDF", Extreme),
    ("show me the 5 most recent documents", Extreme),
    ("Which document is the longest?", Extreme),
    ("which file was changed last?", Extreme),
    ("Which documents mention lithium?", Mentions),
    ("List all documents that mention X", Mentions),
    ("which files contain the word “force majeure”?", Mentions),
    ("What documents talk about solar power?", Mentions),
    ("documents about tax", Mentions),
    ("find every PDF containing Bob's name", Mentions),
    ("which files in the contracts folder mention arbitration?", Mentions),
    ("How many documents mention Amazon?", Mentions),
    ("in how many documents does the term lithium appear?", Mentions),
    ("In which documents is Smith mentioned?", Mentions),
    ("how many times is lithium mentioned?", Mentions),
    ("How often is lithium mentioned in report.pdf?", Mentions),
    ('how often does "notice period" appear?', Mentions),
    ("Are there any documents about insurance?", Mentions),
    ("When was report.pdf changed?", Fact),
    ("when did I last edit the file budget", Fact),
    ("when was report.pdf added?", Fact),
    ("How many pages has report.pdf?", Fact),
    ("how many pages does the annual report have", Fact),
    ("How large is report.pdf?", Fact),
    ("summarise report.pdf", Summary),
    ("Can you summarize the lease for me?", Summary),
    ("Give me a short summary of the lease", Summary),
    ("What is report.pdf about?", Summary),
    ("what does “my notes.txt” say", Summary),
]

ORDINARY = [
    "How many employees does Amazon have?",
    "How many pages does the lease allow?",
    "How many pages can be printed a minute?",
    "How many pages of the contract deal with damages?",
    "Which files were exchanged in the Smith case?",
    "Which documents were signed in March?",
    "Which documents are required for a visa?",
    "List the documents required for a visa",
    "What files does the installer write?",
    "Which file does the program read its settings from?",
    "How many files does the archive hold?",
    "How many documents were shredded in 2001?",
    "How many documents are there in the Smith case?",
    "How many copies of the documents must be filed?",
    "What is the largest company by revenue?",
    "What is the newest model of the series?",
    "What is the newest document standard?",
    "Which is the longest river?",
    "When was the contract signed?",
    "When was the lease changed?",
    "When was the constitution last amended?",
    "When was the policy updated?",
    "How long is the lease?",
    "How large is the penalty?",
    "How old is the company?",
    "What is in the box?",
    "What is now?",
    "What changed since March?",
    "What changed in 2023?",
    "Which files changed after the merger?",
    "Which risks does the report mention?",
    "Does the contract mention a notice period?",
    "What does the report say about lithium?",
    "Which documents mention it?",
    "Which documents mention that the pilot was tired before he took off?",
    "What did the witness mention?",
    "How often is the filter changed?",
    "How often does the committee appear before the court?",
    "How many times did the engine fail?",
    "What is the number of documents that a visa needs?",
    "Who wrote the summary?",
    "What was the summary judgment about the lease?",
    "Why do documents mention the word of God?",
    "Who added the clause on arbitration?",
    "documents",
    "lithium",
    "",
    "???",
]


@pytest.mark.parametrize(("question", "kind"), ABOUT_THE_COLLECTION)
def test_questions_about_the_collection_are_recognised(question: str, kind: type) -> None:
    assert isinstance(recognise(question, TODAY), kind)


@pytest.mark.parametrize("question", ORDINARY)
def test_ordinary_questions_are_left_alone(question: str) -> None:
    assert recognise(question, TODAY) is None


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("which documents mention the word lithium?", "lithium"),
        ("Which documents mention “Lithium Carbonate”?", "Lithium Carbonate"),
        ("which documents mention a notice period anywhere?", "notice period"),
        ('which documents mention "foo" OR *?', '"foo" OR *'),
        ("how many times is Bob's boat mentioned in my documents?", "Bob's boat"),
    ],
)
def test_what_is_looked_for_is_what_was_said(question: str, words: str) -> None:
    asked = recognise(question, TODAY)
    assert isinstance(asked, Mentions) and asked.words == words


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("summarise Bob's notes.txt", "Bob's notes.txt"),
        ("Summarise the file “a b.pdf”, please", "a b.pdf"),
        ("what is 2022 Q3 MSFT.pdf about?", "2022 Q3 MSFT.pdf"),
        ("summary of the lease", "the lease"),
    ],
)
def test_the_document_is_named_as_it_was_said(question: str, document: str) -> None:
    asked = recognise(question, TODAY)
    assert isinstance(asked, Summary) and asked.document == document


def test_files_are_selected_by_kind_folder_and_time() -> None:
    in_folder = recognise("list all PDFs in the tax papers folder", TODAY)
    assert isinstance(in_folder, Listing)
    assert in_folder.selection.kind.suffixes == (".pdf",)
    assert in_folder.selection.folder == "tax papers"
    bare = recognise("how many documents are in taxes?", TODAY)
    assert isinstance(bare, Counting) and bare.selection.folder == "taxes"
    arrived = recognise("which files were added since yesterday", TODAY)
    assert isinstance(arrived, Listing) and arrived.selection.by_arrival
    assert arrived.selection.period is not None
    assert arrived.selection.period.first == date(2026, 11, 20)


def test_several_of_the_newest_may_be_asked_for() -> None:
    one, five, three = (
        recognise(text, TODAY)
        for text in ("newest file", "what are the newest files", "three oldest PDFs")
    )
    assert isinstance(one, Extreme) and one.number == 1
    assert isinstance(five, Extreme) and five.number == 5
    assert isinstance(three, Extreme) and (three.number, three.descending) == (3, False)


def test_a_very_long_question_takes_no_time() -> None:
    assert recognise("which documents mention " + "in the folder " * 5_000, TODAY) is None
    assert recognise("what is the " * 5_000, TODAY) is None
