"""The one shape into which every data set is brought: a question, a passage, and where it answers.

Nothing here knows a file format; `datasets.py` does.
"""

from __future__ import annotations

from dataclasses import dataclass

EVERYDAY = "everyday"
"""The source of questions that a language model wrote (`training.everyday`)."""


@dataclass(frozen=True, slots=True)
class Span:
    """``passage[start:end]`` answers."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the passage it was asked of; no ``answers``: the passage does not tell, unless
    it does ``somewhere``, in words that nobody marked.

    ``group`` is what a split never tears apart (an article, a site, a story). ``title`` is a line
    that may stand above the passage, or "". Several answers are several people's choices.
    """

    text: str
    passage: str
    title: str
    answers: tuple[Span, ...]
    source: str
    group: str
    somewhere: bool = False

    @property
    def is_answerable(self) -> bool:
        return bool(self.answers) or self.somewhere

    def answer_texts(self) -> list[str]:
        return [self.passage[span.start : span.end] for span in self.answers]
