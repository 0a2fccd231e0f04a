"""What a reasoning model thinks, apart from what it answers; also while the reply is coming.

Each maker marks thoughts in its own way (the table below: model cards of DeepSeek, Qwen, Mistral,
OpenAI, Cohere, IBM, Moonshot, ByteDance, LG). A thought stands before the answer: a mark that an
answer itself speaks of is left in it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_THOUGHTS = (
    ("<think>", "</think>"),
    ("<thinking>", "</thinking>"),
    ("<thought>", "</thought>"),
    ("<reasoning>", "</reasoning>"),
    ("<seed:think>", "</seed:think>"),
    ("[THINK]", "[/THINK]"),
    ("◁think▷", "◁/think▷"),
    ("<|begin_of_thought|>", "<|end_of_thought|>"),
    ("<|START_THINKING|>", "<|END_THINKING|>"),
    ("<|channel>thought", "<channel|>"),
    ("<|channel|>analysis<|message|>", "<|end|>"),
    ("<|channel|>commentary<|message|>", "<|end|>"),
    ("<|start|>assistant<|channel|>analysis<|message|>", "<|end|>"),
    ("<|start|>assistant<|channel|>commentary<|message|>", "<|end|>"),
    ("Here is my thought process:", "Here is my response:"),
)
_ANSWERS = (
    ("<|start|>assistant<|channel|>final<|message|>", "<|return|>"),
    ("<|channel|>final<|message|>", "<|return|>"),
    ("<|begin_of_solution|>", "<|end_of_solution|>"),
    ("<|START_RESPONSE|>", "<|END_RESPONSE|>"),
    ("<response>", "</response>"),
)
"""What some models put around the answer that follows."""

MARKS = frozenset(
    token
    for marks in (*_THOUGHTS, *_ANSWERS)
    for mark in marks
    for token in re.findall(r"<[^<>]+>|\[/?[A-Z]+\]|◁[^◁▷]+▷", mark)
)
"""Tokens that a model's process has to spell out, although they are control tokens."""


@dataclass(frozen=True, slots=True)
class ReplyPart:
    """Some text of a reply, and whether it is thought rather than answered."""

    text: str
    is_thought: bool


class ThoughtSplitter:
    """Takes a reply piece by piece and tells thoughts from answer as soon as that is certain.

    ``prompt`` is what the model continues: some templates open the thought themselves.
    """

    def __init__(self, prompt: str = "") -> None:
        self._waiting = ""
        self._closing = _opened_by(prompt)
        """What ends the part that is being read; "" for an answer that nothing ends."""
        self._is_thought = bool(self._closing)
        self._is_decided = self._is_thought
        self._has_thought = self._is_thought
        self._is_blank = True
        """Whether nothing of this part has been told yet: blanks at its head are left out."""

    def add(self, piece: str) -> Iterator[ReplyPart]:
        """What ``piece`` makes certain."""
        self._waiting += piece
        while self._waiting:
            before = (self._waiting, self._closing, self._is_decided)
            if self._is_decided:
                yield from self._read_on()
            else:
                self._decide()
            if before == (self._waiting, self._closing, self._is_decided):
                return  # it takes more text to tell

    def rest(self) -> Iterator[ReplyPart]:
        """What is left at the reply's end. One that ends within a thought has no answer."""
        text, self._waiting = self._waiting, ""
        if self._is_thought or self._has_thought:
            text = text.rstrip()
        yield from self._part(text)

    def _decide(self) -> None:
        """See what the text begins with: a thought, the head of an answer, or the answer."""
        text = self._waiting.lstrip()
        for opening, closing in (*_THOUGHTS, *_ANSWERS):
            if text.startswith(opening):
                is_thought = (opening, closing) in _THOUGHTS
                self._begin(text[len(opening) :], closing, is_thought=is_thought)
                return
        if not any(opening.startswith(text) for opening, _ in (*_THOUGHTS, *_ANSWERS)):
            self._begin(self._waiting, "", is_thought=False)

    def _begin(self, text: str, closing: str, *, is_thought: bool) -> None:
        self._waiting, self._closing = text, closing
        self._is_thought, self._is_decided = is_thought, True
        self._has_thought = self._has_thought or is_thought or bool(closing)
        self._is_blank = True

    def _read_on(self) -> Iterator[ReplyPart]:
        """Hand on what cannot be the closing mark; after that mark, decide anew."""
        text = self._waiting
        end = text.find(self._closing) if self._closing else -1
        if end >= 0:
            self._waiting = text[end + len(self._closing) :]
            yield from self._part(text[:end].rstrip())
            self._closing, self._is_decided = "", False
            return
        keep = _beginning_of(self._closing, text)
        if self._has_thought:  # blanks may turn out to be the part's end
            keep = max(keep, len(text) - len(text[: len(text) - keep].rstrip()))
        self._waiting = text[len(text) - keep :]
        yield from self._part(text[: len(text) - keep])

    def _part(self, text: str) -> Iterator[ReplyPart]:
        if self._is_blank and self._has_thought:
            text = text.lstrip()
        if text:
            self._is_blank = False
            yield ReplyPart(text, self._is_thought)


def _opened_by(prompt: str) -> str:
    """What ends the thought that the prompt opens; "" where it opens none."""
    end = prompt.rstrip()
    return next((closing for opening, closing in _THOUGHTS if end.endswith(opening)), "")


def _beginning_of(mark: str, text: str) -> int:
    """How many letters at the end of ``text`` may begin ``mark``."""
    longest = min(len(mark) - 1, len(text))
    return next((n for n in range(longest, 0, -1) if text.endswith(mark[:n])), 0)
