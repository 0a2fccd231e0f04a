"""Ruled tables as grids: which rules belong together, and which cells they make."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.pdf.tables.rules import Rule

_SAME_PLACE = 2.0  # points
_MOST_LINES = 300  # of a page, when all that touch are one
_NARROWEST = 5.0  # a column that no upright closes, points
_MOST = 0.6  # of the width, or the height
_FEWEST_PLACES = 3  # of each direction: two columns, two rows

Place = tuple[int, int]
"""A row and a column."""


@dataclass(slots=True)
class Grid:
    """A ruled table: ``across`` from left to right, ``down`` from top to bottom, in points."""

    across: list[float]
    down: list[float]
    rules: list[Rule] = field(repr=False)
    cells: dict[Place, Place] = field(init=False, repr=False)
    """For each place of the grid the first one, up and to the left, of the cell it lies in."""

    _depths: list[float] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.cells = self._cells()
        self._depths = [-level for level in self.down]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.across[0] <= x <= self.across[-1] and self.down[-1] <= y <= self.down[0]

    def is_near(self, bottom: float, top: float) -> bool:
        """Whether something between these heights may lie in it."""
        return self.down[-1] <= top and bottom <= self.down[0]

    def has_in_one_column(self, left: float, right: float) -> bool:
        """Whether there is no upright between these two places, nor a side of the table."""
        place = bisect_right(self.across, left)
        return place == bisect_right(self.across, right)

    def parts(self, one: tuple[float, float], other: tuple[float, float]) -> bool:
        """Whether two points of a word lie in two cells beside each other."""
        if bisect_right(self.across, one[0]) == bisect_right(self.across, other[0]):
            return False
        if not self.holds(*one) or not self.holds(*other) or abs(one[1] - other[1]) > _SAME_PLACE:
            return False
        return self.cell_at(*one) != self.cell_at(*other)

    def cell_at(self, x: float, y: float) -> Place:
        """The first place of the cell that a point within it lies in."""
        column = bisect_right(self.across, x) - 1
        row = bisect_right(self._depths, -y) - 1
        return self.cells[min(row, len(self.down) - 2), min(column, len(self.across) - 2)]

    def has_columns_of(self, other: "Grid") -> bool:
        """Whether its columns are those of another one."""
        return len(self.across) == len(other.across) and all(
            abs(one - two) <= _SAME_PLACE
            for one, two in zip(self.across, other.across, strict=True)
        )

    def _cells(self) -> dict[Place, Place]:
        above = [_at(self.rules, True, level) for level in self.down]
        before = [_at(self.rules, False, upright) for upright in self.across]
        first: dict[Place, Place] = {}
        for row in range(len(self.down) - 1):
            height = (self.down[row] + self.down[row + 1]) / 2
            for column in range(len(self.across) - 1):
                middle = (self.across[column] + self.across[column + 1]) / 2
                first[row, column] = row, column
                if row and not _runs_through(above[row], middle):
                    first[row, column] = first[row - 1, column]
                elif column and not _runs_through(before[column], height):
                    first[row, column] = first[row, column - 1]
        return first


def _at(rules: Iterable[Rule], is_level: bool, at: float) -> list[Rule]:
    """The rules of one direction at a place."""
    return [r for r in rules if r.is_level is is_level and abs(r.at - at) <= _SAME_PLACE]


def _runs_through(rules: Sequence[Rule], place: float) -> bool:
    return any(rule.start <= place <= rule.end for rule in rules)


def grids(rules: Iterable[Rule]) -> list[Grid]:
    """The tables that these rules draw, those of two rows and two columns at least."""
    lines = _merged(rules)
    if len(lines) > _MOST_LINES:
        return []
    found = []
    for group in _touching(lines):
        across = _places(rule.at for rule in group if not rule.is_level)
        levels = _places(rule.at for rule in group if rule.is_level)
        if not across or not levels:
            continue
        left = min(rule.start for rule in group if rule.is_level)
        right = max(rule.end for rule in group if rule.is_level)
        across = [left] * (left < across[0] - _NARROWEST) + across
        across += [right] * (right > across[-1] + _NARROWEST)
        if min(len(across), len(levels)) >= _FEWEST_PLACES and _is_closed(group, across, levels):
            found.append(Grid(across, levels[::-1], group))
    return found


def _is_closed(group: Sequence[Rule], across: Sequence[float], levels: Sequence[float]) -> bool:
    """Whether most of the rules run over most of it: those of a drawing, or of boxes, do not."""
    return all(
        2 * sum(_drawn(group, is_level, at) >= _MOST * (ends[-1] - ends[0]) for at in places)
        > len(places)
        for is_level, places, ends in ((True, levels, across), (False, across, levels))
    )


def _drawn(group: Sequence[Rule], is_level: bool, at: float) -> float:
    """How long the rules at a place are together, in points."""
    return sum(rule.end - rule.start for rule in _at(group, is_level, at))


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """The rules with those in one that go on from each other, or lie upon each other."""
    merged: list[Rule] = []
    for is_level in (False, True):
        same = sorted(
            (rule for rule in rules if rule.is_level is is_level), key=lambda rule: rule.at
        )
        for row in _neighbours(same):
            merged += _in_one(sorted(row, key=lambda rule: rule.start))
    return merged


def _neighbours(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Rules at the same place; they come sorted by it."""
    row: list[Rule] = []
    for rule in rules:
        if row and rule.at - row[0].at > _SAME_PLACE:
            yield row
            row = []
        row.append(rule)
    if row:
        yield row


def _in_one(row: Sequence[Rule]) -> list[Rule]:
    lines: list[Rule] = []
    for rule in row:
        if lines and rule.start <= lines[-1].end + _SAME_PLACE:
            one = lines[-1]
            if rule.end > one.end:
                lines[-1] = Rule(one.is_level, one.at, one.start, rule.end)
        else:
            lines.append(rule)
    return lines


def _touching(lines: Sequence[Rule]) -> list[list[Rule]]:
    """The lines in groups of those that touch, or cross, one another."""
    group_of = list(range(len(lines)))

    def root(place: int) -> int:
        while group_of[place] != place:
            group_of[place] = group_of[group_of[place]]
            place = group_of[place]
        return place

    uprights = [place for place, rule in enumerate(lines) if not rule.is_level]
    for place, rule in enumerate(lines):
        for other in uprights if rule.is_level else ():
            if _touch(rule, lines[other]):
                group_of[root(place)] = root(other)
    groups: dict[int, list[Rule]] = {}
    for place, rule in enumerate(lines):
        groups.setdefault(root(place), []).append(rule)
    return [group for group in groups.values() if len(group) > _FEWEST_PLACES]


def _touch(level: Rule, upright: Rule) -> bool:
    return (
        level.start - _SAME_PLACE <= upright.at <= level.end + _SAME_PLACE
        and upright.start - _SAME_PLACE <= level.at <= upright.end + _SAME_PLACE
    )


def _places(numbers: Iterable[float]) -> list[float]:
    places: list[float] = []
    for number in sorted(numbers):
        if not places or number - places[-1] > _SAME_PLACE:
            places.append(number)
    return places
