"""Rows for a language model: the prompts are those of localdocs itself, and a person's own file."""

import json
from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from localdocs.errors import PathError, UsageError
from localdocs.library import Library
from localdocs.models.shelf.packaged import LANGUAGE
from localdocs.types import Sampling
from paths import EXAMPLES
from prompts.answer.model import ModelDescription, Usage
from prompts.source_list import Budget, ChatFormat, build_prompt, system_text
from prompts.texts import REFUSAL
from training.everyday.choose import Asked as Question
from training.everyday.passages import all_passages
from training.language_model.asking import Asker, opened_library, opened_model
from training.language_model.commands import run
from training.language_model.made_up import made_up_rows
from training.language_model.measure import Said, answered, table
from training.language_model.own import OwnQuestion, cited, own_rows, read_questions
from training.language_model.rows import ANSWERED, REFUSED, Row

QUESTIONS = (
    "How long is the warranty of the stove?",
    "What does the stove weigh?",
    "When is the waste collected?",
    "Who is the landlord?",
    "How much is the rent?",
    "What does the stove weigh and how long is its warranty?",
    "Which documents are there?",
    "Thanks!",
    "What is the capital of Peru?",
)


class Spy:
    """A small model that keeps what it is asked, and says one thing. Words are its tokens."""

    name, parameters = "spy", 135_000_000

    def __init__(self, reply: str = "") -> None:
        self.prompts: list[str] = []
        self._reply = reply

    def describe(self) -> ModelDescription:
        return ModelDescription(4096, "", "", "<|im_end|>", ("<|im_start|>", "<|im_end|>"))

    def count_tokens(self, texts: list[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def stream(self, prompt: str, sampling: Sampling) -> Generator[str, None, Usage]:
        self.prompts.append(prompt)
        yield self._reply
        return Usage(1, 1)

    def close(self) -> None:
        pass


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(tmp_path_factory.mktemp("home")) as library:
        library.add(EXAMPLES, name="examples")
        yield library


def asked_by_localdocs(library: Library, model: Any, question: str) -> None:
    library.models.use_language_model(model)
    library.ask(question)
    library.models.let_go_of_language_model()


@pytest.mark.models
@pytest.mark.parametrize("parameters", [135_000_000, 1_500_000_000])
def test_prompts_are_those_of_localdocs(library: Library, parameters: int) -> None:
    spy, own = Spy(), Spy()
    spy.parameters = own.parameters = parameters
    asker = Asker(library, own)
    by_product = 0
    for question in QUESTIONS:
        spy.prompts.clear()
        asked_by_localdocs(library, spy, question)
        asked = asker.ask(question)
        assert [asked.prompt.text] * asked.by_product == spy.prompts if asked else not spy.prompts
        by_product += len(spy.prompts)
    assert by_product >= 2, "else nothing was compared"
    assert not own.prompts, "the model itself was never asked"


@pytest.mark.models
def test_the_prompt_of_the_packaged_model_is_that_of_localdocs(library: Library) -> None:
    heard: list[str] = []
    with opened_model(LANGUAGE.find(library.places.cache)) as model:
        asked = Asker(library, model).ask(QUESTIONS[0])
        stream = model.stream

        def listened(prompt: str, sampling: Sampling) -> Any:
            heard.append(prompt)
            return stream(prompt, sampling)

        model.stream = listened  # type: ignore[method-assign]
        asked_by_localdocs(library, model, QUESTIONS[0])
    assert asked and heard == [asked.prompt.text]
    assert heard[0].startswith("<|im_start|>system\n") and "three years" in heard[0]


@pytest.mark.models
def test_an_answer_is_the_sentence_and_the_number_of_its_source(library: Library) -> None:
    passages = [*all_passages(library._connection, EXAMPLES)]
    passage = next(one for one in passages if "warranty" in one.text and "three years" in one.text)
    place = next(
        span for span in passage.sentences if "three years" in passage.text[span[0] : span[1]]
    )
    question = Question(QUESTIONS[0], "short", passage, place)
    elsewhere = Question(QUESTIONS[0] + " ", "short", passage, (0, 0))
    asker = Asker(library, Spy())
    rows = [*made_up_rows(asker, [question, elsewhere], EXAMPLES)]
    first, others = rows[0], rows[1:]
    sentence, _, number = first.answer.rpartition(" ")
    assert first.kind == ANSWERED and "three years" in sentence
    source = first.prompt.partition(f"{number} ")[2].partition("</source>")[0]
    assert sentence in " ".join(source.split())
    assert all(row.kind == REFUSED and row.answer == REFUSAL for row in others)
    assert all("stove-handbook.pdf" not in row.prompt and REFUSAL in row.prompt for row in others)
    without = asker.ask(QUESTIONS[0], without=EXAMPLES / "stove-handbook.pdf", may_refuse=True)
    assert without is None or "stove-handbook.pdf" not in without.prompt.text


SOURCES = [
    "The notice period is three months.",
    {"name": "lease.pdf", "page": 4, "text": "Rent: 900."},
]


def file_of(folder: Path, *questions: object) -> Path:
    path = folder / "own.jsonl"
    path.write_text("\n".join(map(json.dumps, questions)))
    return path


def test_the_prompt_over_own_sources_is_that_of_localdocs(tmp_path: Path) -> None:
    asked = {"question": "How long is the notice?", "answer": "Three months.", "sources": SOURCES}
    nothing = {"question": "Who lives there?", "answer": None, "sources": SOURCES}
    questions = read_questions(file_of(tmp_path, asked, nothing), has_library=False)
    spy = Spy()
    first, second = own_rows(questions, spy, None)
    assert (first.answer, second.answer) == ("Three months. [1]", REFUSAL)
    assert (first.kind, second.kind) == (ANSWERED, REFUSED)
    told = spy.describe()
    chat = ChatFormat(told.chat_template, "", told.eos_token, told.control_tokens)
    expected = build_prompt(
        "Who lives there?",
        questions[1].sources or (),
        chat,
        Budget(4096, 160, 400),
        spy.count_tokens,
        system_text("form_sentences", may_refuse=True),
    )
    assert second.prompt == expected.text
    assert "[2] lease.pdf, page 4\nRent: 900." in first.prompt


def test_answers_get_the_numbers_of_their_sources(tmp_path: Path) -> None:
    path = file_of(tmp_path, {"question": "q", "answer": None, "sources": SOURCES})
    (question,) = read_questions(path, has_library=False)
    sources = question.sources or ()
    assert cited("The rent is 900. The notice period is three months.", sources) == (
        "The rent is 900. [2] The notice period is three months. [1]"
    )
    assert cited("As agreed in May [2].", sources) == "As agreed in May [2]."
    assert cited("As agreed in May [3].", sources) == ""
    assert cited("The cellar is damp.", sources) == ""


def test_a_question_whose_answer_is_nowhere_is_left_out_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = {"question": "Is it damp?", "answer": "The cellar is damp.", "sources": SOURCES}
    assert not [*own_rows(read_questions(file_of(tmp_path, asked), has_library=False), Spy(), None)]
    assert "left out" in capsys.readouterr().out


@pytest.mark.models
def test_sources_are_found_in_the_library(library: Library) -> None:
    spy = Spy()
    question = OwnQuestion(QUESTIONS[0], "The warranty is three years.", None)
    (row,) = own_rows([question], spy, Asker(library, spy))
    assert row.answer.startswith("The warranty is three years. [")
    assert "stove-handbook.pdf, page 7" in row.prompt


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"question": "q"', "line 1 is not JSON"),
        ('["q", "a"]', "line 1 is not an object"),
        ('{"answer": "a", "sources": ["s"]}', "line 1: the question is missing"),
        ('{"question": "q", "sources": ["s"]}', "line 1: the answer is missing"),
        ('{"question": "q", "answer": 3, "sources": ["s"]}', "line 1: the answer is missing"),
        ('{"question": "q", "answer": "a"}', "no library is named"),
        ('{"question": "q", "answer": "a", "sources": []}', "sources are a list of texts"),
        ('{"question": "q", "answer": "a", "sources": [""]}', "a source is a text, or"),
        ('{"question": "q", "answer": "a", "sources": [{"text": "s", "page": "4"}]}', "a source"),
        ('{"question": "q", "anwser": "a"}', "there is no field anwser"),
        ("", "has no question"),
    ],
)
def test_what_is_wrong_in_a_file_is_said(line: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text(line)
    with pytest.raises(UsageError, match=said):
        read_questions(path, has_library=False)


def test_a_missing_file_and_a_missing_library_are_said(tmp_path: Path) -> None:
    with pytest.raises(PathError, match="No such file"):
        read_questions(tmp_path / "none.jsonl", has_library=True)
    with pytest.raises(UsageError, match="There is no library in"):
        opened_library(tmp_path)


def test_a_command_says_what_went_wrong_without_a_traceback(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def command() -> None:
        raise UsageError("Nothing to do.", "Give it a file.")

    with pytest.raises(SystemExit) as ended:
        run(command)
    assert ended.value.code == 2
    assert capsys.readouterr().err == "Nothing to do.\nGive it a file.\n"


def test_replies_are_measured_against_the_sentence_asked_about() -> None:
    row = Row(
        "q", "[1] a\nThe boat is red.\n[2] b", "The boat is red. [1]", ANSWERED, False, "", ""
    )
    right = answered(Spy("The boat is red. [1]"), row)
    assert (right.f1, right.is_verbatim, right.names_the_source, right.refused) == (
        1,
        True,
        True,
        False,
    )
    wrong = answered(Spy("A boat was blue. [2]"), row)
    assert 0 < wrong.f1 < 1 and not wrong.is_verbatim and not wrong.names_the_source
    refusal = Said(row, f"{REFUSAL}.", 1.0)
    assert refusal.refused and refusal.f1 == 0
    assert "answered, it would not: 2 rows  refused 0.00  F1 0." in table([right, wrong])
    told = replace(row, prompt=row.prompt + REFUSAL)
    assert "answered, told how to refuse: 1 rows  refused 1.00" in table(
        [replace(refusal, row=told)]
    )
