"""Rows of a table as one line each, with bars between the cells: "Saw Mill | 980 | Jon Dahl"."""

import re

BAR = " | "

_BETWEEN = re.compile(r"(?:^| )\|(?= |$)")


def cells_of_line(line: str) -> tuple[str, ...]:
    """The cells of a line; empty ones may have lost their room: "Paper | | Eva Falk" has three."""
    return tuple(map(str.strip, _BETWEEN.split(line)))


def has_cells(line: str) -> bool:
    """Whether a line is a row; of two cells one may be empty: "Saw |"."""
    return BAR in line or line.startswith("| ") or line.endswith(" |")
