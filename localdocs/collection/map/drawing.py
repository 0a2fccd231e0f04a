"""Drawing the map: when anew, when only what came since, and what its regions are called."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from math import nan

import numpy as np

from index.connection import Connection
from index.database import maps
from index.database.maps import MapState
from index.database.transactions import snapshot
from index.index_store import IndexStore
from localdocs.collection.map import neighbourhoods
from localdocs.collection.map.layout import (
    Plane,
    amid_neighbours,
    by_components,
    fitted,
    turned_as,
)
from localdocs.collection.map.middles import as_vectors, find_middles
from localdocs.collection.map.regions import find_regions

logger = logging.getLogger("localdocs")

COMPONENTS, NEIGHBOURS = "components-1", "neighbours-1"
"""How a map was drawn. Another version draws all maps anew."""

INSTEAD = "components-instead-1"
"""Components, since neighbours failed: it is not tried again until the documents are others."""

MOST_NEW = 0.25
"""Of all documents: where more came since the map was drawn, or went, it is drawn anew. Until then
everything stays where a person has seen it."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A map that is not stored yet."""

    method: str
    ids: list[int]
    plane: Plane


def draw_map(
    store: IndexStore, *, well: bool, may_go_on: Callable[[], bool] = lambda: True
) -> bool:
    """Bring the map up to date; whether it was brought to an end.

    ``well``: so that neighbours stay neighbours, where that is installed, which takes long. It ends
    early once ``may_go_on`` says no, and goes on from there the next time.
    """
    if not find_middles(store, may_go_on):
        return False
    known = maps.counts(store.connection).known
    if not known:
        return True
    can_be_better = known >= neighbourhoods.FEWEST and neighbourhoods.is_installed()
    best = NEIGHBOURS if can_be_better else COMPONENTS
    if _is_to_be_drawn(store.connection, best, well=well):
        try:
            drawn = _drawn(store, best if well else COMPONENTS, may_go_on)
        except neighbourhoods.InterruptedDrawingError:
            return False
        _keep(store, drawn)
    else:
        _place_new(store)
    if maps.read_regions(store.connection) is None and may_go_on():
        regions = find_regions(store.connection)
        with store.writing() as connection:
            maps.store_regions(connection, regions)
    return may_go_on()


def _is_to_be_drawn(connection: Connection, best: str, *, well: bool) -> bool:
    """``best``: how it could be drawn if there is time."""
    counts, state = maps.counts(connection), maps.read_state(connection)
    if state is None or state.method not in (COMPONENTS, NEIGHBOURS, INSTEAD):
        return True
    if best == NEIGHBOURS:
        if well and state.method == COMPONENTS:
            return True
        if not well and state.method == NEIGHBOURS and counts.drawn:
            return False  # idle time draws it as well as it was
    came, went = counts.known - counts.drawn, state.documents - counts.drawn
    return came > MOST_NEW * counts.known or went > MOST_NEW * state.documents


def _drawn(store: IndexStore, method: str, may_go_on: Callable[[], bool]) -> _Drawn:
    """A new map. Where neighbours fail it is by components, and says so."""
    found = None
    if method == NEIGHBOURS:
        found = neighbourhoods.by_neighbours(store.connection.location, may_go_on)
        method = INSTEAD if found is None else NEIGHBOURS
    if found is None:
        numbers, vectors = as_vectors(maps.middles(store.connection))
        found = numbers.tolist(), by_components(vectors)
    ids, plane = found
    before = {file_id: (x, y) for file_id, x, y in maps.places(store.connection)}
    known = np.array([before.get(file_id, (nan, nan)) for file_id in ids])
    return _Drawn(method, ids, turned_as(fitted(plane), known))


def _keep(store: IndexStore, drawn: _Drawn) -> None:
    xs, ys = drawn.plane.T.tolist()
    with store.writing() as connection:
        maps.store_places(connection, zip(drawn.ids, xs, ys, strict=True))
        maps.store_state(connection, MapState(drawn.method, len(drawn.ids)))


def _place_new(store: IndexStore) -> None:
    with snapshot(store.connection):
        new = maps.middles(store.connection, placed=False)
        old = maps.middles(store.connection, placed=True) if new else []
        places = maps.places(store.connection) if new else []
    if not old:
        return
    ids, vectors = as_vectors(new)
    plane = np.array([place[1:] for place in places])
    found = amid_neighbours(vectors, as_vectors(old)[1], plane)
    rows = zip(ids.tolist(), *found.T.tolist(), strict=True)
    with store.writing() as connection:
        maps.store_places(connection, rows, guessed=True)
