"""A map on which neighbours stay neighbours, by PaCMAP, where the extra ``map`` is installed.

It runs in a child process, which is ended as soon as there is something else to do: it takes a
minute and more for many documents, and its memory goes back with it. A worker that is suspended
could not end it: so it is in the worker's process group, and stands still as well.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec

import numpy as np

from localdocs.collection.map.layout import Plane
from localdocs.computer.child_process import ChildEndedError, ChildProcess

logger = logging.getLogger("localdocs")

FEWEST = 50
"""Documents: fewer have no neighbourhoods."""

LOOK_SECONDS = 0.1
LONGEST_SECONDS = 1800.0

MODULE = "localdocs.collection.map.neighbourhoods_child"


class InterruptedDrawingError(Exception):
    """There is something else to do."""


def is_installed() -> bool:
    """Whether PaCMAP is there. Does not import it."""
    return find_spec("pacmap") is not None


def by_neighbours(location: str, may_go_on: Callable[[], bool]) -> tuple[list[int], Plane] | None:
    """The documents of the index there that have a middle, and their places; None where it fails.

    Raises InterruptedDrawingError once ``may_go_on`` says no.
    """
    child = ChildProcess(MODULE, in_our_group=True)
    try:
        with closing(child), _ended_unless(child, may_go_on):
            child.send({"location": location})  # not for all to see: it may hold a password
            answer = child.receive(LONGEST_SECONDS)
    except (ChildEndedError, TimeoutError) as error:
        if not may_go_on():
            raise InterruptedDrawingError from None
        logger.warning("PaCMAP could not draw the map: %s", error)
        return None
    plane = np.array(answer["plane"], dtype=np.float64)
    return (answer["ids"], plane) if np.isfinite(plane).all() else None


@contextmanager
def _ended_unless(child: ChildProcess, may_go_on: Callable[[], bool]) -> Iterator[None]:
    done = threading.Event()

    def mind() -> None:
        while not done.wait(LOOK_SECONDS):
            if not may_go_on():
                child.kill()
                return

    thread = threading.Thread(target=mind, name="localdocs-map", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
