"""The regions of the map: where documents lie together, and which words are theirs alone."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.connection import Connection
from index.database import maps
from index.database.maps import Region
from localdocs.collection.map.layout import Plane
from localdocs.collection.map.names import names_of
from localdocs.collection.map.samples import sampled_words

MOST_REGIONS = 12
FEWEST_DOCUMENTS = 6
"""Of a map that has regions."""

SAMPLED = 60
"""Documents of a region whose words are looked at."""

_ROUNDS = 50
_STARTS = 4
_SEED = 20
_MOST_POINTS = 5000
"""For finding the middles of regions; all others go to the nearest."""


def find_regions(connection: Connection) -> tuple[Region, ...]:
    """The regions of the map as it is drawn, largest first. One without telling words has no name,
    and is none."""
    places = maps.places(connection)
    if len(places) < FEWEST_DOCUMENTS:
        return ()
    plane = np.array([place[1:] for place in places])
    member_of = clustered(plane, regions_for(len(plane)))
    members = [np.flatnonzero(member_of == number) for number in range(member_of.max() + 1)]
    members = sorted(filter(len, members), key=len, reverse=True)
    words = [
        [sampled_words(connection, places[row][0]) for row in _spread(rows)] for rows in members
    ]
    middles = [np.median(plane[rows], axis=0).round(4).tolist() for rows in members]
    return tuple(
        Region(x, y, len(rows), name)
        for (x, y), rows, name in zip(middles, members, names_of(words), strict=True)
        if name
    )


def regions_for(documents: int) -> int:
    """How many regions so many documents have."""
    return int(min(MOST_REGIONS, max(2, round((documents / 2) ** 0.5))))


def clustered(plane: Plane, count: int) -> NDArray[np.int64]:
    """For each document the number of its region (k-means, the best of a few starts)."""
    chance = np.random.default_rng(_SEED)
    some = plane
    if len(plane) > _MOST_POINTS:
        some = plane[np.sort(chance.choice(len(plane), _MOST_POINTS, replace=False))]
    tries = [_centres(some, count, chance) for _ in range(_STARTS)]
    best = min(tries, key=lambda centres: float(_distances(some, centres).min(axis=1).sum()))
    nearest: NDArray[np.int64] = _distances(plane, best).argmin(axis=1)
    return nearest


def _centres(plane: Plane, count: int, chance: np.random.Generator) -> Plane:
    """The middles of regions, from a start in which they lie far apart (k-means++)."""
    centres = plane[[int(chance.integers(len(plane)))]]
    while len(centres) < count:
        far = _distances(plane, centres).min(axis=1)
        if far.sum() <= 0:
            break
        row = int(chance.choice(len(plane), p=far / far.sum()))
        centres = np.concatenate([centres, plane[[row]]])
    for _ in range(_ROUNDS):
        nearest = _distances(plane, centres).argmin(axis=1)
        filled = np.unique(nearest)
        moved = np.stack([plane[nearest == number].mean(axis=0) for number in filled])
        if moved.shape == centres.shape and np.allclose(moved, centres, atol=1e-6):
            break
        centres = moved
    return centres


def _distances(plane: Plane, centres: Plane) -> NDArray[np.float64]:
    """Squared, [n, regions]."""
    found: NDArray[np.float64] = ((plane[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2)
    return found


def _spread(rows: NDArray[np.int64]) -> Sequence[int]:
    """Some of a region's documents, spread evenly over all of them."""
    step = max(1, -(-len(rows) // SAMPLED))
    chosen: list[int] = rows[::step].tolist()
    return chosen
