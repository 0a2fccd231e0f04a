"""The last questions are kept for a while, for their owner alone."""

import json
import stat
import sys
from pathlib import Path

import pytest

from localdocs.conversations.last_questions import (
    KEPT_SECONDS,
    forget,
    remember,
    remembered,
    turn_of,
)
from localdocs.types import Answer, AnswerStatus, Citation, Timings, Turn

TURNS = [
    Turn(f"question {number}", f"whole question {number}", "ä answer", (Path("/d/a.pdf"),))
    for number in range(5)
]


def test_the_last_three_turns_come_back_as_they_were(tmp_path: Path) -> None:
    file = tmp_path / "last_question.json"
    remember(file, TURNS)
    assert remembered(file) == tuple(TURNS[-3:])
    assert [path.name for path in tmp_path.iterdir()] == ["last_question.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_its_owner_may_read_the_file(tmp_path: Path) -> None:
    file = tmp_path / "last_question.json"
    remember(file, TURNS)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("seconds", [-60.0, KEPT_SECONDS + 1.0])
def test_turns_that_are_old_or_of_the_future_do_not_count(tmp_path: Path, seconds: float) -> None:
    file = tmp_path / "last_question.json"
    remember(file, TURNS)
    content = json.loads(file.read_text())
    file.write_text(json.dumps(content | {"at": content["at"] - seconds}))
    assert remembered(file) == ()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"at": "x"}', '{"at": 1e99, "turns": [3]}'])
def test_a_file_that_is_something_else_counts_as_none(tmp_path: Path, content: str) -> None:
    file = tmp_path / "last_question.json"
    file.write_text(content)
    assert remembered(file) == ()


def test_nothing_is_remembered_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "home").touch()
    file = tmp_path / "home" / "last_question.json"
    remember(file, TURNS)
    assert remembered(file) == ()


def test_what_is_forgotten_is_gone_and_may_be_forgotten_twice(tmp_path: Path) -> None:
    file = tmp_path / "last_question.json"
    remember(file, TURNS)
    forget(file)
    forget(file)
    assert not file.exists()


@pytest.mark.parametrize(
    ("status", "text"), [(AnswerStatus.ANSWERED, "In May [1]."), (AnswerStatus.NOT_FOUND, "")]
)
def test_a_turn_has_no_answer_where_none_was_found(status: AnswerStatus, text: str) -> None:
    quote = Citation(1, Path("/d/a.pdf"), "", 1, 0, 3, "May", True)
    answer = Answer(
        "when?", "In May [1].", status, (quote, quote), (), (), "", 0, 0, Timings(0, None, 0)
    )
    assert turn_of(answer) == Turn("when?", "when?", text, (Path("/d/a.pdf"),))
