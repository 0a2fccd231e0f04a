"""The corners of full text in PostgreSQL: what its own types cannot hold, and what is kept."""

import pytest

from fakes import FakeEmbedder
from fakes import put as put_document
from index.connection import WORD_INDEX
from index.index_store import IndexStore
from index.postgres import counts
from index.postgres.connection import PostgresConnection, open_postgres
from index.postgres.counts import Counts
from index.postgres.full_text import PostgresFullText
from index.postgres.tokens import Tokenizer
from index.words.full_text import Mention, PassageWords


def put(full_text: PostgresFullText, passage_id: int, text: str, title: str = "") -> None:
    full_text.insert_passages(passage_id, [PassageWords(passage_id, text, "", title, "file")])
    full_text.insert_document(passage_id, title, "file", "", "", "")


def found(full_text: PostgresFullText, *terms: str) -> list[int]:
    return sorted(passage_id for passage_id, _ in full_text.best(terms, 10))


def test_terms_are_those_of_fts5() -> None:
    tokenizer = Tokenizer()
    texts = ["Running, the RUNNERS’ cafés!", "", " — ", "x\x00y 機械"]
    assert tokenizer.terms(texts) == [["run", "the", "runner", "cafe"], [], [], ["x", "y", "機械"]]
    assert tokenizer.terms(texts[:1]) == tokenizer.terms(texts)[:1], "nothing is left of before"


def test_no_phrase_goes_from_one_column_into_the_next(full_text: PostgresFullText) -> None:
    put(full_text, 1, "one two", "three")
    full_text.rename(1, "four", "four", "five")
    assert found(full_text, "one two") == [1]
    assert found(full_text, "two three") == found(full_text, "three four") == []
    assert found(full_text, "four") == [1]
    assert found(full_text, "file") == []


def test_a_document_is_found_by_its_names_and_by_what_is_around_them(
    full_text: PostgresFullText,
) -> None:
    full_text.insert_document(7, "Lease", "doc one", "flat", "opening words", "Ada")
    assert full_text.documents_with(["leases"], "names") == [{7}]
    assert full_text.documents_with(["lease"], "surroundings") == [set()]
    full_text.rename(7, "", "contract", "house")
    assert full_text.documents_with(["lease contract"], "names") == [set()], "in two columns"
    assert full_text.documents_with(["house"], "surroundings") == [{7}]
    assert full_text.documents_with(["opening"], "surroundings") == [{7}]
    assert full_text.documents_with(["flat"], "surroundings") == [set()]
    assert full_text.documents_with(["—"], "names") == [set()]


def test_a_word_longer_than_postgresql_takes_is_found(full_text: PostgresFullText) -> None:
    long, other = "機" * 3_000, "機" * 3_000 + "x"
    put(full_text, 1, f"before {long} behind")
    assert found(full_text, long) == found(full_text, f"before {long}") == [1]
    assert found(full_text, other) == []
    assert list(full_text.mentions(((f"{long} behind",),), [1])) == [Mention(1, 1, 1)]


def test_a_passage_longer_than_postgresql_counts_is_found(full_text: PostgresFullText) -> None:
    words = [f"w{number}" for number in range(20_000)]
    put(full_text, 1, " ".join(words))
    assert found(full_text, words[-1]) == found(full_text, " ".join(words[9_000:9_003])) == [1]
    for place in range(16_370, 16_400):
        assert not found(full_text, f"{words[place]} {words[place + 2]}"), "no phrase is made up"


@pytest.mark.parametrize("word", ["o'neil", "back\\slash", "a:*", "!x", "%s", "?", "x & y", "<->"])
def test_whatever_a_term_holds_is_only_text(full_text: PostgresFullText, word: str) -> None:
    put(full_text, 1, f"before {word} behind")
    assert found(full_text, f"before {word} behind") == [1]
    assert full_text.count([word]) == (0 if word in {"?", "<->"} else 1)


def test_every_question_is_planned_by_its_own_words(connection: PostgresConnection) -> None:
    assert connection.execute("SHOW plan_cache_mode").fetchone()[0] == "force_custom_plan"
    assert connection.execute("SHOW jit").fetchone()[0] == "off"


def test_the_stamp_changes_with_the_vocabulary_alone(full_text: PostgresFullText) -> None:
    empty = full_text.vocabulary_stamp()
    put(full_text, 1, "lease")
    stamp = full_text.vocabulary_stamp()
    assert stamp != empty
    put(full_text, 2, "Leases")
    assert full_text.vocabulary_stamp() == stamp
    full_text.delete(1)
    assert full_text.vocabulary(10) == ["file", "leas"]
    full_text.delete(2)
    full_text.rebuild()
    assert full_text.vocabulary(10) == []
    assert full_text.vocabulary_stamp() != stamp


def test_writers_of_the_same_words_do_not_wait_for_each_other(
    full_text: PostgresFullText, connection: PostgresConnection
) -> None:
    other = open_postgres(connection.location)
    other.begin(writing=True)
    put(other.full_text, 1, "alpha beta")
    connection.execute("SET lock_timeout = '1s'")
    put(full_text, 2, "beta alpha")
    before = full_text.vocabulary_stamp()
    assert full_text.vocabulary(10) == ["alpha", "beta", "file"]
    other.execute("COMMIT")
    other.close()
    assert full_text.vocabulary(10) == ["alpha", "beta", "file"]
    assert full_text.vocabulary_stamp() != before


def test_a_term_that_another_writer_has_added_first_comes_to_light(
    full_text: PostgresFullText, connection: PostgresConnection
) -> None:
    """Its number is lower than that of a term that is there already."""
    put(full_text, 1, "alpha")
    put(full_text, 2, "omega")
    connection.execute("DELETE FROM vocabulary WHERE term = 'alpha' RETURNING id").fetchone()
    before = full_text.vocabulary_stamp()
    connection.execute(
        "INSERT INTO vocabulary (id, term) OVERRIDING SYSTEM VALUE VALUES (1, 'alpha')"
    )
    assert full_text.vocabulary_stamp() != before


def test_what_is_common_in_a_large_index_is_kept_for_a_minute(
    full_text: PostgresFullText, connection: PostgresConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counts, "LARGE", 3)
    monkeypatch.setattr(counts, "COMMON", 2)
    now = 100.0
    counted = Counts(connection, lambda: now)  # type: ignore[arg-type]
    for passage_id in (1, 2, 3):
        put(full_text, passage_id, "common" if passage_id < 3 else "rare")
    assert (counted.count("'common'"), counted.count("'rare'")) == (2, 1)
    put(full_text, 4, "common rare rare rare")
    assert (counted.count("'common'"), counted.count("'rare'")) == (2, 2)
    assert counted.totals().passages == 3
    now += counts.KEPT_SECONDS
    assert (counted.count("'common'"), counted.count("'rare'")) == (3, 2)
    assert counted.totals() == counts.Totals(4, 11 / 4)


def test_what_is_very_common_in_a_very_large_index_is_estimated(
    full_text: PostgresFullText, connection: PostgresConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counts, "LARGE", 10)
    monkeypatch.setattr(counts, "VERY_LARGE", 50)
    monkeypatch.setattr(counts, "MOST_COUNTED", 20)
    for passage_id in range(100):
        put(
            full_text,
            passage_id,
            "common " + ("half " if passage_id % 2 else "") + "x" * passage_id,
        )
    counted = Counts(connection)  # type: ignore[arg-type]
    assert counted.count("'half'") == 50, "nothing is known yet of this table"
    connection.execute("ANALYZE words, documents")
    put(full_text, 100, "common half rare")
    counted = Counts(connection)  # type: ignore[arg-type]
    assert counted.totals().passages == 100
    assert counted.totals().average_tokens == pytest.approx(3, abs=0.6)
    assert 90 <= counted.count("'common'") <= 110
    assert 45 <= counted.count("'half'") <= 55
    assert counted.count("'rare'") == 1
    assert counted.count("'nowhere'") == 0
    assert counted.count("'half' <-> 'common'") == 0, "in one passage, but not one after the other"
    assert counted.count("'common' <-> 'half'") == 51
    assert counted.documents() == 100


def test_passages_without_words_are_a_problem(connection: PostgresConnection) -> None:
    store = IndexStore(connection, FakeEmbedder, "1")
    put_document(store, "/docs/a.txt", "The harbour opens at seven.")
    assert store.integrity() == []
    connection.execute("DELETE FROM words")
    assert store.integrity() == [f"{WORD_INDEX}: 1 passages are not in it"]
