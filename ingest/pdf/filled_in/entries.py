"""What people put onto the pages of a PDF: values of form fields, ticks, text typed over a page.

A PDF keeps these apart from the page's own text, each with the rectangle where a viewer shows it.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

LONGEST_VALUE = 20_000
"""Characters of one value or comment that are read."""

MOST_ON_A_PAGE = 1000
"""Form fields, and likewise other annotations, of a page that are looked at."""

MOST_CHARACTERS = 2_000_000
"""Characters of all values of a document, and likewise of all its comments, that are read."""

TICKED = "[x]"
EMPTY_BOX = "[ ]"


@dataclass(frozen=True, slots=True)
class Entry:
    """A text and the rectangle, in points, where it is shown; "" is a field that is left empty.

    ``is_box`` is true for boxes and radio buttons, which are ``[x]`` or ``[ ]``; ``is_typed`` for
    text that was typed onto the page without a field for it.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    is_box: bool = False
    is_typed: bool = False

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.bottom + self.top) / 2

    def turned(self, degrees: int) -> "Entry":
        """The same entry as it lies on a page that is shown turned clockwise."""
        first = turned(self.left, self.bottom, degrees)
        second = turned(self.right, self.top, degrees)
        (left, right), (bottom, top) = (sorted(pair) for pair in zip(first, second, strict=True))
        return replace(self, left=left, bottom=bottom, right=right, top=top)


def turned(x: float, y: float, degrees: int) -> tuple[float, float]:
    """Where a point lies on a page that is shown turned clockwise by so many degrees."""
    return {90: (y, -x), 180: (-x, -y), 270: (-y, x)}.get(degrees, (x, y))


def rectangle(numbers: Iterable[object]) -> tuple[float, float, float, float] | None:
    """Left, bottom, right and top; None where these are not four usable numbers."""
    try:
        x0, y0, x1, y1 = (float(str(number)) for number in numbers)
    except ValueError:
        return None
    if not all(math.isfinite(number) and abs(number) < 1e6 for number in (x0, y0, x1, y1)):
        return None
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
