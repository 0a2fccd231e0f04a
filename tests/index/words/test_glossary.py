"""Short forms are looked for as documents write them."""

from importlib.resources import files

import pytest

from fakes import put
from index.index_store import IndexStore
from index.words.glossary import with_expansions


@pytest.mark.parametrize(
    ("question", "added"),
    [
        ("What is the FY2020 COGS?", "cost of sales"),
        ("the quick ratio of Orchard", "total current liabilities"),
        ("Who is the CEO?", "chief executive officer"),
        ("Capex in 2021", "capital expenditures"),
        ("PP&E, net", "property, plant and equipment"),
    ],
)
def test_a_short_form_is_spelled_out(question: str, added: str) -> None:
    asked = with_expansions(question)
    assert asked.startswith(question) and added in asked


@pytest.mark.parametrize("question", ["cogs of the machine", "an oceo", "How is the weather?", ""])
def test_other_questions_stay_as_they_are(question: str) -> None:
    assert with_expansions(question) == question


def test_every_entry_can_be_read_and_adds_something_else() -> None:
    text = files("index.words").joinpath("glossary.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert len(lines) > 40
    for line in lines:
        short, words = line.split(": ", 1)
        for form in short.split(" | "):
            assert words in with_expansions(f"about {form} now"), line


def test_the_words_of_a_document_answer_the_short_form(store: IndexStore) -> None:
    put(store, "/docs/a.txt", "The cost of sales rose.")
    put(store, "/docs/b.txt", "The weather was fine.")
    assert store.search("COGS", 1)[0].text == "The cost of sales rose."
