"""Connected parts of a picture of yes and no, and the narrowest rectangle around each."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]

MOST_RUNS = 400_000
"""Of a picture. Noise has more; what is below them is not looked at."""


@dataclass(frozen=True, slots=True)
class Part:
    """What hangs together. ``corners`` float64 [n, 2] are places (across, down) at its edge;
    ``score`` is the mean of its values."""

    corners: Points
    pixels: int
    score: float


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle that may be turned. ``degrees`` in -45..45, growing clockwise as seen."""

    across: float
    down: float
    width: float
    height: float
    degrees: float


def parts(values: npt.NDArray[np.float32], threshold: float) -> Iterator[Part]:
    """The parts of ``values`` [height, width] above the threshold, touching by their sides or
    corners."""
    rows, starts, ends = _runs(values > threshold)
    sums = np.concatenate([[0.0], np.cumsum(values.ravel(), dtype=np.float64)])
    width = values.shape[1]
    totals = sums[rows * width + ends] - sums[rows * width + starts]
    labels = _labels(rows, starts, ends)
    order = np.argsort(labels, kind="stable")
    borders = np.flatnonzero(np.diff(labels[order])) + 1
    for run in np.split(order, borders) if order.size else []:
        above, below = rows[run], rows[run] + 1
        left, right = starts[run], ends[run]
        across = np.concatenate([left, right, left, right])
        down = np.concatenate([above, above, below, below])
        pixels = int((right - left).sum())
        corners = np.stack([across, down], axis=1).astype(np.float64)
        yield Part(corners, pixels, float(totals[run].sum() / pixels))


def narrowest_rectangle(points: Points) -> Rectangle:
    """The rectangle of least area around the points: one of its sides lies on their hull."""
    hull = _hull(points)
    edges = np.diff(np.concatenate([hull, hull[:1]]), axis=0)
    angles = np.unique(
        np.round((np.arctan2(edges[:, 1], edges[:, 0]) + np.pi / 4) % (np.pi / 2), 6)
    )
    cos, sin = np.cos(angles - np.pi / 4), np.sin(angles - np.pi / 4)
    along = np.outer(cos, hull[:, 0]) + np.outer(sin, hull[:, 1])
    aside = np.outer(cos, hull[:, 1]) - np.outer(sin, hull[:, 0])
    least_along, most_along = along.min(1), along.max(1)
    least_aside, most_aside = aside.min(1), aside.max(1)
    best = int(np.argmin((most_along - least_along) * (most_aside - least_aside)))
    return _rectangle(
        float(angles[best] - np.pi / 4),
        (float(least_along[best]), float(most_along[best])),
        (float(least_aside[best]), float(most_aside[best])),
    )


def turned_rectangle(points: Points, degrees: float) -> Rectangle:
    """The rectangle around the points that is turned by so much."""
    angle = float(np.radians(degrees))
    along = np.cos(angle) * points[:, 0] + np.sin(angle) * points[:, 1]
    aside = np.cos(angle) * points[:, 1] - np.sin(angle) * points[:, 0]
    return _rectangle(
        angle,
        (float(along.min()), float(along.max())),
        (float(aside.min()), float(aside.max())),
    )


def _rectangle(angle: float, along: tuple[float, float], aside: tuple[float, float]) -> Rectangle:
    middle, off = sum(along) / 2, sum(aside) / 2
    cos, sin = float(np.cos(angle)), float(np.sin(angle))
    return Rectangle(
        across=cos * middle - sin * off,
        down=sin * middle + cos * off,
        width=along[1] - along[0],
        height=aside[1] - aside[0],
        degrees=float(np.degrees(angle)),
    )


def _runs(mask: npt.NDArray[np.bool_]) -> tuple[npt.NDArray[np.int64], ...]:
    """Row, first and last-but-one column of each stretch of yes, from top to bottom."""
    height, width = mask.shape
    framed = np.zeros((height, width + 2), np.int8)
    framed[:, 1:-1] = mask
    steps = np.diff(framed, axis=1)
    rows, starts = np.nonzero(steps == 1)
    _, ends = np.nonzero(steps == -1)
    return rows[:MOST_RUNS], starts[:MOST_RUNS], ends[:MOST_RUNS]


def _labels(
    rows: npt.NDArray[np.int64], starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """A number for each run, the same for all that hang together."""
    parents = list(range(len(rows)))

    def root(run: int) -> int:
        while parents[run] != run:
            parents[run] = parents[parents[run]]
            run = parents[run]
        return run

    left, right = starts.tolist(), ends.tolist()
    above: list[int] = []
    row_above = -2
    for row, grouped in groupby(range(len(left)), key=rows.tolist().__getitem__):
        here = list(grouped)
        one = other = 0
        while row == row_above + 1 and one < len(above) and other < len(here):
            upper, lower = above[one], here[other]
            if left[upper] <= right[lower] and left[lower] <= right[upper]:
                parents[root(lower)] = root(upper)
            if right[upper] < right[lower]:
                one += 1
            else:
                other += 1
        above, row_above = here, row
    return np.array([root(run) for run in range(len(parents))], np.int64)


def _hull(points: Points) -> Points:
    """The convex hull, in order; the points themselves where they lie on one line."""
    ordered = sorted(set(map(tuple, points.tolist())))
    sides: list[list[tuple[float, ...]]] = []
    for way in (ordered, ordered[::-1]):
        side: list[tuple[float, ...]] = []
        for point in way:
            while len(side) >= 2 and _turn(side[-2], side[-1], point) <= 0:
                side.pop()
            side.append(point)
        sides.append(side[:-1])
    return np.array(sides[0] + sides[1], np.float64)


def _turn(one: tuple[float, ...], other: tuple[float, ...], third: tuple[float, ...]) -> float:
    return (other[0] - one[0]) * (third[1] - one[1]) - (other[1] - one[1]) * (third[0] - one[0])
