"""What a reader is: a question and texts go in; a place and a likelihood come out for each text.

The Protocol has one adapter, `localdocs.models.reader.openvino_reader`; tests stand a fake in its
place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Reading:
    """The best place for an answer in one text: ``text[start:end]``, in characters.

    ``score`` compares places of different texts: how much better this place is than none, in
    nats; above 0 it is better. ``answerable`` is how likely it is that the text answers the
    question at all, 0..1. A text without words has an empty place, and ``answerable`` is 0.
    """

    start: int
    end: int
    score: float
    answerable: float


class Reader(Protocol):
    """Reads short texts with a question in mind. Safe to use from several threads."""

    def read(
        self, question: str, texts: Sequence[str], headings: Sequence[str] = ()
    ) -> list[Reading]:
        """One reading for each text, in the same order; texts do not influence one another.

        ``headings``, if given, are as many as the texts: what stands above each of them. They
        are read along, and no answer is looked for in them. Raises ModelDamagedError,
        ModelMissingError.
        """
        ...
