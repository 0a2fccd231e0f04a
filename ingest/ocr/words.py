"""What an engine finds in a picture, and what an engine is."""

from dataclasses import dataclass, replace
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Words:
    """Some words of one line, and their place in pixels of the picture as it is read.

    ``top`` grows downwards. ``confidence`` is how sure the engine is of a letter, on average, in
    0..1.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float

    @property
    def height(self) -> float:
        """How tall the line is there."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """The height of its middle, from above."""
        return (self.top + self.bottom) / 2

    def lower_by(self, pixels: float) -> "Words":
        """The same words so much further down."""
        return replace(self, top=self.top + pixels, bottom=self.bottom + pixels)


class Engine(Protocol):
    """Something that reads a picture."""

    def words(self, picture: Any) -> list[Words]:
        """The words of a ``PIL.Image.Image`` in mode RGB, in any order, at the places where they
        stand when the picture is turned upright and straight."""
        ...
