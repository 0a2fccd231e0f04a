"""Whether the rows of a column are prose: not a table's cells, not addresses, labels or a list."""

from collections import Counter
from collections.abc import Sequence

_FEWEST_CHARACTERS = 16  # of a row, on average
_FEWEST_WORDS = 3.0
_LETTERS = 0.75  # of what is not a space
_GO_ON = 1 / 3  # of the rows begin with a small letter
_CLOSED = 1 / 2  # of the rows, at most, end as a sentence or a cell does
_FULL = 0.55  # of the rows fill so much of the column's width:
_FILLED = 0.7
_ALIGNED = 0.4  # of the rows begin at the same place
_SAME_PLACE = 3.0  # points
SENTENCE_ENDS = (".", "!", "?", ":")
"""How a row ends that does not go on, besides with a figure."""


def has_words(texts: Sequence[str]) -> bool:
    """Whether rows hold several words each, and hardly any figures."""
    characters = "".join(texts)
    words = characters.count(" ") + len(texts)
    letters = sum(map(str.isalpha, characters))
    return (
        len(characters) >= _FEWEST_CHARACTERS * len(texts)
        and words >= _FEWEST_WORDS * len(texts)
        and letters >= _LETTERS * (len(characters) - words)
    )


def goes_on(texts: Sequence[str]) -> bool:
    """Whether rows hold words, and sentences that go on from row to row."""
    small = sum(text[0].islower() for text in texts)
    closed = sum(text.endswith(SENTENCE_ENDS) or text[-1].isdigit() for text in texts)
    return small >= _GO_ON * len(texts) and closed <= _CLOSED * len(texts) and has_words(texts)


def fills_a_column(rows: Sequence[tuple[float, float]]) -> bool:
    """Whether most rows are full, and begin at the same place: each is a left and a right side."""
    left = min(row[0] for row in rows)
    width = max(row[1] for row in rows) - left
    full = sum(row[1] - row[0] >= _FILLED * width for row in rows)
    places = Counter(round((row[0] - left) / _SAME_PLACE) for row in rows)
    return full >= _FULL * len(rows) and max(places.values()) >= _ALIGNED * len(rows)
