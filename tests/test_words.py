"""No question can break the word search."""

import pytest

from fakes import put
from index.index_store import IndexStore
from index.words import MAX_QUERY_WORDS, document_frequency, query_words, search_words

ODD_QUESTIONS = [
    "",
    "   ",
    "the of and",
    '"',
    '"unbalanced',
    "'",
    "*",
    "a*",
    "NEAR(a b)",
    "NEAR",
    "AND OR NOT",
    "-word",
    "col:word",
    "text : x",
    "(((",
    "; DROP TABLE files; --",
    "Bob's notes",
    "東京の天気は？",
    "😀😀",
    "\x00",
    "é́́",
    "^start",
    "{a b}",
    "a+b",
    "word " * 10_000,
]


@pytest.mark.parametrize("question", ODD_QUESTIONS, ids=lambda text: repr(text[:20]))
def test_odd_questions_do_no_harm(store: IndexStore, question: str) -> None:
    put(store, "/docs/a.txt", "The notes of Bob say the word NEAR and OR.")
    assert isinstance(store.search(question, 5), list)


def test_a_question_of_stop_words_only_still_looks_for_them(store: IndexStore) -> None:
    put(store, "/docs/a.txt", "to be or not to be")
    assert search_words(store.connection, "to be or not to be", 5)


def test_stop_words_are_left_out_beside_telling_words() -> None:
    assert query_words("What is the price of the boat?") == ["price", "boat"]


def test_a_long_question_is_bounded() -> None:
    assert len(query_words(" ".join(f"word{n}" for n in range(500)))) == MAX_QUERY_WORDS


def test_inflections_meet(store: IndexStore) -> None:
    put(store, "/docs/a.txt", "Employees are paid monthly.")
    assert search_words(store.connection, "employee payments paying", 5)


def test_accents_do_not_matter(store: IndexStore) -> None:
    put(store, "/docs/a.txt", "Das Café öffnet früh.")
    assert search_words(store.connection, "cafe offnet", 5)


def test_the_name_of_the_file_is_searched_too(store: IndexStore) -> None:
    put(store, "/docs/acme_2022_report.txt", "Sales went up.")
    put(store, "/docs/other.txt", "Sales went up.")
    hits = store.search("acme sales", 2)
    assert hits[0].path.name == "acme_2022_report.txt"


def test_document_frequency_counts_passages(store: IndexStore) -> None:
    put(store, "/docs/a.txt", "one boat", "two boats")
    put(store, "/docs/b.txt", "a car")
    frequencies = [document_frequency(store.connection, word) for word in ("boat", "plane", "?")]
    assert frequencies == [2, 0, 0]
