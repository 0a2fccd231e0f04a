"""Who mentions what: all of it, counted, with a quote of each."""

import pytest

from fakes import put
from index.index_store import IndexStore
from localdocs.collection.answers import answer_about_collection
from localdocs.types import Answer, AnswerStatus
from prompts.question.question import read_question


def ask(store: IndexStore, question: str) -> Answer:
    answer = answer_about_collection(read_question(question), store, None)
    assert answer is not None
    return answer


@pytest.fixture
def filled(store: IndexStore) -> IndexStore:
    put(
        store,
        "/docs/a.txt",
        "Stock: 3 kg.\nLithium 4 kg\nThe company buys lithium carbonate from two mines in Chile.",
        "Lithium again.",
    )
    put(store, "/docs/b.txt", "A battery needs lithium. Some other carbonate dissolves in it.")
    put(store, "/docs/c.txt", "Cobalt is rare.")
    return store


def test_documents_with_most_mentions_come_first(filled: IndexStore) -> None:
    answer = ask(filled, "Which documents mention lithium?")
    assert answer.text.splitlines() == [
        "2 of 3 documents mention “lithium”:",
        "- a.txt: 3 times, in 2 passages [1]",
        "- b.txt: 1 time, in 1 passage [2]",
    ]
    assert answer.notes == ("Looked at all 3 of 3 documents.",)


def test_each_is_quoted_with_a_whole_sentence_where_there_is_one(filled: IndexStore) -> None:
    answer = ask(filled, "Which documents mention lithium?")
    assert [citation.quote for citation in answer.citations] == [
        "The company buys lithium carbonate from two mines in Chile.",
        "A battery needs lithium.",
    ]
    assert all(citation.verified for citation in answer.citations)
    assert [hit.path.name for hit in answer.passages] == ["a.txt", "b.txt"]


def test_a_phrase_is_looked_for_as_one(filled: IndexStore) -> None:
    answer = ask(filled, "which documents mention lithium carbonate?")
    assert answer.text.startswith("1 of 3 documents mentions “lithium carbonate”:\n- a.txt: 1 time")


def test_without_the_phrase_all_of_its_words_will_do(filled: IndexStore) -> None:
    answer = ask(filled, "which documents mention carbonate of lithium?")
    assert answer.text.startswith("No document has “carbonate of lithium” word for word; 2 of 3")
    assert "times" not in answer.text


def test_either_of_two(filled: IndexStore) -> None:
    answer = ask(filled, "how many documents mention cobalt or lithium carbonate?")
    assert answer.text.startswith("2 of 3 documents mention “cobalt” or “lithium carbonate”:")


def test_times_are_counted_one_by_one(filled: IndexStore) -> None:
    answer = ask(filled, "how many times is lithium mentioned?")
    assert answer.text.startswith("“lithium” is mentioned 4 times, in 2 of 3 documents:")
    answer = ask(filled, "how many times is lithium mentioned in b.txt?")
    assert answer.text.startswith("“lithium” is mentioned 1 time, in 1 of 1 document:")
    assert answer.notes[0].startswith("Looked at 1 of 3 documents")


def test_nobody_mentions_it(filled: IndexStore) -> None:
    answer = ask(filled, "which documents mention zebras?")
    assert answer.text == "None of the 3 documents mentions “zebras”."
    assert answer.status is AnswerStatus.NOT_FOUND
    assert answer.citations == answer.passages == ()
    assert answer.notes == ("Looked at all 3 of 3 documents.",)
    assert ask(filled, "how often is zinc mentioned in c.txt?").text == (
        "c.txt does not mention “zinc”."
    )


@pytest.mark.parametrize(
    "words", ['"foo" OR *', "foo* NEAR(bar)", "text : foo", "-cobalt*", "a'; DROP TABLE files; --"]
)
def test_no_syntax_breaks_it(filled: IndexStore, words: str) -> None:
    answer = ask(filled, f"which documents mention {words}?")
    assert answer.status in AnswerStatus
    assert len(ask(filled, "list all files").text.splitlines()) == 4


def test_other_scripts_are_found(filled: IndexStore) -> None:
    put(filled, "/docs/d.txt", "東京の天気は晴れです。")
    answer = ask(filled, "which documents mention 天気?")
    assert answer.text.startswith("1 of 4 documents mentions “天気”")
    assert answer.citations[0].quote == "東京の天気は晴れです。"


def test_a_mention_across_two_lines_is_quoted_all_the_same(filled: IndexStore) -> None:
    put(filled, "/docs/e.txt", "Name: silver\nfoil: thin")
    answer = ask(filled, "which documents mention silver foil?")
    assert answer.citations[0].quote in "Name: silver\nfoil: thin"
    assert answer.citations[0].verified


def test_a_quote_says_what_its_page_is_called(store: IndexStore) -> None:
    put(store, "/docs/talk.pptx", "Lithium is light.", place="slide 1")
    put(store, "/docs/b.txt", "Lithium is soft.")
    answer = ask(store, "Which documents mention lithium?")
    places = {citation.path.name: citation.place for citation in answer.citations}
    assert places == {"talk.pptx": "slide 1", "b.txt": ""}
