"""Sections, lists and tables that no person would read through: the answer stays one for a person,
and says what it leaves out."""

from collections.abc import Iterator

import pytest

from fakes import FakeEmbedder
from localdocs.library import Library
from localdocs.models.shelf import chosen as chosen_models
from localdocs.types import Answer, AnswerStatus

FILLER = "The committee met in the hall, and the minutes of the meeting were read and agreed. "


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("long")
    tools = "\n".join(f"- hammer no. {number} of the workshop" for number in range(1, 401))
    (folder / "tools.md").write_text(f"# Tools\n\nThese tools can be borrowed:\n\n{tools}\n")
    steps = "\n".join(f"{number}. Turn screw {number} of the loom." for number in range(1, 51))
    (folder / "loom.md").write_text(f"# Loom\n\nTo adjust the loom:\n\n{steps}\n")
    rows = "\n".join(f"Person {number},{number % 83 + 7}" for number in range(2000))
    (folder / "ages.csv").write_text(f"name,age\n{rows}\n")
    (folder / "rules.md").write_text(
        f"# Rules\n\n{FILLER * 350}The membership fee is 84 euros a year. {FILLER * 350}\n"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chosen_models, "open_embedder", lambda *_: FakeEmbedder())
        with Library(tmp_path_factory.mktemp("home")) as library:
            library.add(folder)
            yield library


def ask(library: Library, question: str) -> Answer:
    answer = library.ask(question, language_model=False)
    assert all(citation.verified for citation in answer.citations)
    return answer


def test_a_list_of_four_hundred_items_says_how_much_of_it_is_left_out(library: Library) -> None:
    answer = ask(library, "Which tools can be borrowed?")
    assert "- hammer no. 60 of the workshop" in answer.text
    assert "hammer no. 61" not in answer.text
    assert any("340 more items" in note for note in answer.notes)


def test_fifty_steps_are_whole(library: Library) -> None:
    answer = ask(library, "How do I adjust the loom?")
    assert all(f"{number}. Turn screw {number} of" in answer.text for number in range(1, 51))


def test_a_row_of_two_thousand(library: Library) -> None:
    answer = ask(library, "What is the age of Person 1234?")
    assert str(1234 % 83 + 7) in answer.text and "Person 1235" not in answer.text
    assert answer.status is AnswerStatus.ANSWERED


def test_a_section_of_ten_thousand_words(library: Library) -> None:
    answer = ask(library, "How much is the membership fee?")
    assert "84 euros" in answer.text
    assert len(answer.text.split()) < 150
