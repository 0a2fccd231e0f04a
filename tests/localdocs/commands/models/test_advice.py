"""Once for each home, and only to a person who looks on: which model would be better here."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from gguf_files import write_gguf
from localdocs.commands.models.advice import suggest_once
from localdocs.computer import machine
from localdocs.home.places import Places
from localdocs.home.settings import Settings
from localdocs.models.shelf.defaults import DEFAULT_LANGUAGE_MODEL
from localdocs.types import Answer, AnswerStatus, Timings

ANSWER = Answer(
    question="How long is the warranty?",
    text="Three years.",
    status=AnswerStatus.ANSWERED,
    citations=(),
    unsupported=(),
    passages=(),
    model="",
    prompt_tokens=0,
    answer_tokens=0,
    timings=Timings(0.0, None, 0.0),
)


@pytest.fixture
def where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """A home on a computer of 8 GB, before a terminal."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    real = machine.this_machine

    def eight_gigabytes(cache: Path) -> machine.Machine:
        return replace(real(), memory=8 << 30, available=6 << 30, bandwidth=40e9, computing=6e11)

    monkeypatch.setattr("localdocs.models.shelf.desk.this_machine", eight_gigabytes)
    where = Places(tmp_path / "home", tmp_path / "cache")
    where.create()
    return where


def told(where: Places, answer: Answer = ANSWER) -> list[str]:
    heard: list[str] = []
    suggest_once(answer, Settings(where.settings, {}), where, heard.append)
    return heard


def test_it_is_said_once_in_one_line_with_how_to_get_it(where: Places) -> None:
    (line,) = told(where, replace(ANSWER, model=DEFAULT_LANGUAGE_MODEL))
    assert line.startswith("Qwen3 4B Instruct 2507 would put answers into its own words")
    assert "(about 26 s each, 2.5 GB to fetch, Apache-2.0)" in line and "\n" not in line
    assert "localdocs models pull 'Qwen3 4B Instruct 2507'" in line
    assert told(where) == []


def test_one_that_is_here_is_only_to_be_used(where: Places) -> None:
    write_gguf(where.home / "models" / "Qwen3-4B-Instruct-2507-Q4_K_M.gguf")
    (line,) = told(where)
    assert "localdocs models use 'Qwen3 4B Instruct 2507'" in line and "to fetch" not in line


@pytest.mark.parametrize(
    "answer",
    [
        replace(ANSWER, model="some-other-model"),
        replace(ANSWER, status=AnswerStatus.NOT_FOUND),
    ],
)
def test_not_where_another_model_answers_or_nothing_was_found(
    where: Places, answer: Answer
) -> None:
    assert told(where, answer) == [] and not where.suggested.exists()
    assert len(told(where)) == 1, "it is said when there is reason to"


def test_not_where_another_model_is_chosen(where: Places, tmp_path: Path) -> None:
    Settings(where.settings).set("language_model", str(write_gguf(tmp_path / "own.gguf")))
    assert told(where) == [] and not where.suggested.exists()


def test_not_where_nobody_looks_on(where: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False, raising=False)
    assert told(where) == [] and not where.suggested.exists()


def test_a_catalogue_that_cannot_be_read_breaks_no_answer(where: Places) -> None:
    (where.home / "catalogue.json").write_text(json.dumps({"models": 5}), encoding="utf-8")
    assert told(where) == []
