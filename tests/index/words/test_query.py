"""No question can break the word search."""

import pytest

from fakes import put
from index.index_store import IndexStore
from index.words.query import (
    MAX_QUERY_WORDS,
    document_frequency,
    known_terms,
    query_terms,
    query_words,
    search_terms,
)

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


def search_words(store: IndexStore, question: str, limit: int) -> list[tuple[int, float]]:
    return search_terms(store.connection, known_terms(store.vocabulary, question), limit)


@pytest.mark.parametrize("question", ODD_QUESTIONS, ids=lambda text: repr(text[:20]))
def test_odd_questions_do_no_harm(store: IndexStore, question: str) -> None:
    put(store, "/docs/a.txt", "The notes of Bob say the word NEAR and OR.")
    assert isinstance(store.search(question, 5), list)


def test_a_question_of_stop_words_only_still_looks_for_them(store: IndexStore) -> None:
    put(store, "/docs/a.txt", "to be or not to be")
    assert search_words(store, "to be or not to be", 5)


def test_stop_words_are_left_out_beside_telling_words() -> None:
    assert query_words("What is the price of the boat?") == ["price", "boat"]


def test_a_long_question_is_bounded() -> None:
    assert len(query_words(" ".join(f"word{n}" for n in range(500)))) == MAX_QUERY_WORDS


def test_inflections_meet(store: IndexStore) -> None:
    put(store, "/docs/a.txt", "Employees are paid monthly.")
    assert search_words(store, "employee payments paying", 5)


def test_accents_do_not_matter(store: IndexStore) -> None:
    put(store, "/docs/a.txt", "Das Café öffnet früh.")
    assert search_words(store, "cafe offnet", 5)


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


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("grew by 1,577", ["1 577", "grew", "577"]),
        ("3.14", ["3 14"]),
        ("revenue in the 10-K", ["revenue", "10k"]),
        ("error E-9", ["error", "e9"]),
        ("ISO 9001", ["iso 9001", "iso", "9001"]),
        ("AC-1234", ["1234", "ac1234"]),
        ("foo.bar()", ["foo bar", "foo", "bar"]),
        ("user_id", ["user id", "user"]),
        ("getUserName", ["getusername", "get", "user", "name"]),
        ('who said "to be or not"?', ["to be or not", "said"]),
        ("the company's e-mail", ["company", "mail", "email"]),
        ("2018-12-31", ["2018 12 31", "2018"]),
        ("Straße in Łódź", ["strasse", "lodz"]),
        ("東京タワー", ["東京", "京タ", "タワ", "ワー"]),
    ],
)
def test_what_is_looked_for(question: str, terms: list[str]) -> None:
    assert query_terms(question) == terms


def test_a_number_is_found_as_it_is_written(store: IndexStore) -> None:
    put(store, "/docs/a.txt", "Net income was $1,577 million.")
    put(store, "/docs/b.txt", "On 1 May, room 577 was let; 1 more is free.")
    assert store.search("1,577", 1)[0].path.name == "a.txt"


def test_one_character_is_found_wherever_it_stands(store: IndexStore) -> None:
    put(store, "/docs/a.txt", "黒猫が眠る", "猫", "子猫")
    put(store, "/docs/b.txt", "犬が眠る")
    assert len(search_words(store, "猫", 9)) == 3
    assert document_frequency(store.connection, "猫") == 3


def test_document_frequency_is_of_the_word_as_typed(store: IndexStore) -> None:
    put(store, "/docs/a.txt", "a re-entry permit", "機械学習の本", "getUserName()")
    words = ("re-entry", "機械学習", "機械の本", "getUserName", "getUser", "Łódź")
    assert [document_frequency(store.connection, word) for word in words] == [1, 1, 0, 1, 0, 0]


def test_common_words_alone_do_not_hide_rare_ones(
    store: IndexStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.words.query.ENOUGH_TO_SCORE", 1)
    monkeypatch.setattr("index.words.query.ENOUGH_FOR_ONE", 1)
    put(store, "/docs/a.txt", *[f"the boat number{n} sails" for n in range(9)], "the boat sinks")
    put(store, "/docs/b.txt", *[f"a car number{n} drives" for n in range(20)])
    ranked = search_words(store, "boat sails or sinks", 1)
    assert store.search("boat sails or sinks", 1)[0].text == "the boat sinks"
    assert len(ranked) == 1
    assert len(search_words(store, "car", 50)) == 20


@pytest.mark.parametrize("asked", ["choose", "chose", "chosen"])
def test_irregular_forms_meet(store: IndexStore, asked: str) -> None:
    put(store, "/docs/a.txt", "The members chose a treasurer.")
    put(store, "/docs/b.txt", "The hall was painted.")
    assert len(search_words(store, asked, 5)) == 1
    assert document_frequency(store.connection, asked) == 1


def test_forms_that_occur_are_looked_for_and_nothing_instead_of_them(store: IndexStore) -> None:
    put(store, "/docs/a.txt", "Somebody stole the wheel.", "A steaming kettle.")
    assert known_terms(store.vocabulary, "steal") == {"steal": 0, "stole": 1}


def test_a_word_of_its_own_is_not_looked_for_as_a_form(store: IndexStore) -> None:
    put(store, "/docs/a.txt", "They see the lighthouse.")
    assert document_frequency(store.connection, "saw") == 0


def test_a_day_is_found_as_it_is_written_in_digits(store: IndexStore) -> None:
    put(store, "/docs/log.csv", "2025-04-09 | Stoner")
    put(store, "/docs/bills.csv", "09.04.2025 | Roof")
    put(store, "/docs/other.csv", "2025-05-11 | Emma")
    found = known_terms(store.vocabulary, "what was on april 9?")
    assert found["04 09"] == found["09 04"] == 1
    assert len(search_terms(store.connection, found, 10)) == 2
    assert "04 09" not in known_terms(store.vocabulary, "what was on april 10?")


def test_in_other_languages_forms_are_looked_for_where_the_word_occurs_too(
    store: IndexStore,
) -> None:
    put(store, "/a.txt", "Die Mülltonnen stehen im Hof.")
    put(store, "/b.txt", "Die Mülltonne wird am Dienstag geleert.")
    terms = known_terms(store.vocabulary, "wann werden die Mülltonnen geleert?")
    assert terms == {"mulltonnen": 1, "geleert": 1, "mulltonn": 1}
    assert set(known_terms(store.vocabulary, "wann ist das")) == {"wann", "ist", "das"}
