"""PostgreSQL finds what FTS5 finds, and gives it the same BM25."""

import random
from collections.abc import Iterator
from contextlib import closing

import pytest

from fts5_in_memory import fts5_in_memory
from index.postgres.full_text import PostgresFullText
from index.sqlite.full_text import Fts5
from index.words.full_text import FullText, PassageWords
from index.words.query import all_words_expression, phrase_expression, query_terms
from index.words.searchable import searchable

WORDS = (
    "the a of lease rent rents renting rented landlord's O'Neil e-mail Café cafe naïve übergroß "
    'Straße STRASSE getUserName 1,577 2024-03-05 №5 ½ ² x9 back\\slash quote\'quote "quoted" '
    "100% :A *star & | ! <-> ( ) {text} ? %s $1 AND OR NOT NEAR договор договора аренды "
    "ελληνικά עברית العربية والكتاب हिन्दी देवनागरी ภาษาไทย 機械学習 機 学習 모델을 데이터 中 "
    "İstanbul ırmak ﬁne ﬀ 𝔘𝔫𝔦 \ue000\ue001 😀 — … \u200d\u0301 n\u0303o e\u0301te\u0301 "
    "\t\n \x1f \xa0 \u3000 Ǆ ß ſ ŉ \u0345 ꙮ running runs generalizations relational"
).split(" ")

PHRASES = ("the lease", "a a", "機械 械学", "rent rents renting", "e mail", "café naïve", "中")


class Both:
    """The same rows in FTS5 and in PostgreSQL."""

    def __init__(self, fts5: Fts5, passages: object, postgres: PostgresFullText) -> None:
        self.fts5, self.postgres = fts5, postgres
        self.passages = passages
        self.sides: tuple[FullText, ...] = (fts5, postgres)


@pytest.fixture
def both(full_text: PostgresFullText) -> Iterator[Both]:
    connection, fts5 = fts5_in_memory()
    with closing(connection):
        yield Both(fts5, connection, full_text)


def put(both: Both, rng: random.Random, file_id: int) -> None:
    """A document of some passages, whose ids are not those of another one."""
    title, file, folder = (text(rng, 4) for _ in range(3))
    for number in range(rng.randint(1, 4)):
        passage_id = file_id * 10 + number
        both.passages.execute("INSERT INTO passages VALUES (?, ?)", (passage_id, file_id))
        row = (text(rng, 60), text(rng, 5), title, file)
        for side in both.sides:
            side.insert_passages(file_id, [PassageWords(passage_id, *row)])
    row = (title, file, folder, text(rng, 20), text(rng, 2))
    for side in both.sides:
        side.insert_document(file_id, *row)


def delete(both: Both, file_id: int) -> None:
    for side in both.sides:
        side.delete(file_id)
    both.passages.execute("DELETE FROM passages WHERE file_id = ?", (file_id,))


def text(rng: random.Random, most: int) -> str:
    """Words of which a few are common."""
    return searchable(" ".join(word(rng) for _ in range(rng.randint(0, most))))


def word(rng: random.Random) -> str:
    return WORDS[min(int(rng.paretovariate(0.4)) - 1, rng.randrange(len(WORDS)))]


@pytest.mark.parametrize("seed", range(5))
def test_both_find_the_same_after_any_history(both: Both, seed: int) -> None:
    rng = random.Random(seed)
    there: set[int] = set()
    for step in range(30):
        file_id = rng.randint(1, 20)
        if file_id not in there:
            put(both, rng, file_id)
            there.add(file_id)
        elif rng.random() < 0.5:
            names = text(rng, 3), text(rng, 3), text(rng, 3)
            for side in both.sides:
                side.rename(file_id, *names)
        else:
            delete(both, file_id)
            there.remove(file_id)
        if step % 5 == 4:
            assert_same(both, rng, sorted(there))


def assert_same(both: Both, rng: random.Random, files: list[int]) -> None:
    for _ in range(3):
        asked = " ".join(word(rng) for _ in range(rng.randint(1, 6)))
        terms = [*query_terms(asked), *rng.sample(PHRASES, 2)]
        required = rng.sample(terms, 1)
        some = rng.sample(files, min(3, len(files)))
        assert both.postgres.count(terms) == both.fts5.count(terms), terms
        for term in terms:
            assert both.postgres.count([term]) == both.fts5.count([term]), term
        assert_same_ranking(
            (side.best(terms, 100) for side in both.sides),
            (side.best(terms, 100, required=required) for side in both.sides),
            (side.best(terms, 100, required=["lease", "…"]) for side in both.sides),
            (side.best(terms, 100, file_ids=some) for side in both.sides),
            *((side.best_of_file(terms, 100, file_id) for side in both.sides) for file_id in some),
        )
        for expression in (
            phrase_expression(asked),
            all_words_expression(asked),
            phrase_expression(asked) + all_words_expression(asked),
            tuple((phrase,) for phrase in PHRASES),
            (PHRASES[:2], PHRASES[1:3], ("rents", "…")),
        ):
            if expression:
                found, expected = (list(side.mentions(expression, some)) for side in both.sides)
                assert found == expected, expression
    assert both.postgres.count_documents() == both.fts5.count_documents() == len(files)
    for term in [word(rng) for _ in range(5)]:
        for prepared in searchable(term.replace('"', "")).split():
            for where in ("names", "surroundings"):
                found, expected = (side.documents_with([prepared], where) for side in both.sides)
                assert found == expected, (prepared, where)


def assert_same_ranking(*rankings: Iterator[list[tuple[int, float]]]) -> None:
    for ranking in rankings:
        expected, found = (dict(one) for one in ranking)
        assert found.keys() == expected.keys()
        assert found == pytest.approx(expected, abs=1e-9, rel=1e-4)


def test_the_vocabulary_is_that_of_fts5(both: Both) -> None:
    rng = random.Random(1)
    for file_id in range(1, 15):
        put(both, rng, file_id)
    expected = both.fts5.vocabulary(1_000)
    assert both.postgres.vocabulary(1_000) == expected
    assert both.postgres.vocabulary(5) == expected[:5]
    both.postgres.rebuild()
    assert both.postgres.vocabulary(1_000) == expected
