"""Thoughts are told from the answer, however the reply is cut into pieces."""

import pytest

from prompts.text.thinking import MARKS, ReplyPart, ThoughtSplitter

HARMONY = "<|start|>assistant<|channel|>final<|message|>"

CASES = [
    ("<think>\nSo,\n\nwell.\n</think>\n\nYes,  sir.\n", "", "So,\n\nwell.", "Yes,  sir."),
    ("So, well.\n</think>\nYes.", "<｜Assistant｜><think>\n", "So, well.", "Yes."),
    ("<think>\n\n</think>\n\nYes.", "", "", "Yes."),
    ("<think>never ends", "", "never ends", ""),
    ("[THINK]So[/THINK]Yes.", "", "So", "Yes."),
    ("◁think▷So◁/think▷Yes.", "", "So", "Yes."),
    ("<seed:think>So</seed:think>Yes.", "", "So", "Yes."),
    ("<|channel|>analysis<|message|>So<|end|>" + HARMONY + "Yes.<|return|>", "", "So", "Yes."),
    (HARMONY + "Yes.", "", "", "Yes."),
    ("<|START_THINKING|>So<|END_THINKING|><response>Yes.</response>", "", "So", "Yes."),
    ("Here is my thought process:\nSo\nHere is my response:\nYes.", "", "So", "Yes."),
    ("Write <think> and </think> around it.", "", "", "Write <think> and </think> around it."),
    ("<think>So</think>Write </think>.", "", "So", "Write </think>."),
    ("  Plain,  with blanks.\n", "", "", "  Plain,  with blanks.\n"),
    ("<thi", "", "", "<thi"),
    ("Here is the answer.", "", "", "Here is the answer."),
    ("", "", "", ""),
]  # fmt: skip


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize(("reply", "prompt", "thought", "answer"), CASES)
def test_streamed_in_pieces_of_any_size(
    reply: str, prompt: str, thought: str, answer: str, size: int
) -> None:
    splitter = ThoughtSplitter(prompt)
    parts: list[ReplyPart] = []
    for start in range(0, len(reply), size):
        parts += splitter.add(reply[start : start + size])
    parts += splitter.rest()
    assert "".join(part.text for part in parts if part.is_thought) == thought
    assert "".join(part.text for part in parts if not part.is_thought) == answer
    assert all(part.text for part in parts)


def test_nothing_waits_longer_than_it_must() -> None:
    splitter = ThoughtSplitter()
    assert list(splitter.add("<think>So")) == [ReplyPart("So", is_thought=True)]
    assert list(splitter.add(" on</th")) == [ReplyPart(" on", is_thought=True)]
    assert list(splitter.add("ink>\n\n")) == []
    assert list(splitter.add("Yes")) == [ReplyPart("Yes", is_thought=False)]
    plain = ThoughtSplitter()
    assert list(plain.add("Yes ")) == [ReplyPart("Yes ", is_thought=False)]


def test_the_marks_are_known_token_by_token() -> None:
    assert {"<think>", "[/THINK]", "<|channel|>", "<|message|>", "<|end|>", "<channel|>"} <= MARKS
    assert not any(" " in mark for mark in MARKS)
