"""The child process that fetches one model of the catalogue, and ends with its parent.

    {"home": …, "name": …}  ->  {"transfer": {"doing", "done", "total", "trouble"}} … {"done": true}

``{"error": …}`` may stand for the last answer.
"""

import time
from dataclasses import asdict
from pathlib import Path

from localdocs.computer.child_end import ChildEnd
from localdocs.computer.disk import system_error
from localdocs.errors import LocalDocsError
from localdocs.home.places import places
from localdocs.home.settings import Settings
from localdocs.models.fetching.arriving import Transfer
from localdocs.models.shelf.on_this_computer import open_shelf
from localdocs.service.wire import error_to_wire

TOLD_SECONDS = 0.2
"""Progress is told no oftener."""


class Telling:
    """Passes on how far it is, from time to time."""

    def __init__(self, parent: ChildEnd) -> None:
        self._parent = parent
        self._doing = ""
        self._told = 0.0

    def __call__(self, transfer: Transfer) -> None:
        is_more_of_it = transfer.doing == self._doing and not transfer.trouble
        if is_more_of_it and time.monotonic() - self._told < TOLD_SECONDS:
            return
        self._doing, self._told = transfer.doing, time.monotonic()
        self._parent.send({"transfer": asdict(transfer)})


def main() -> None:
    """Fetch what the first line names."""
    parent = ChildEnd()
    asked = parent.next_request()
    where = places(Path(asked["home"]))
    try:
        shelf = open_shelf(Settings(where.settings), where)
        shelf.pull(shelf.catalogue.get(asked["name"]), Telling(parent))
        parent.send({"done": True})
    except LocalDocsError as error:
        parent.send({"error": error_to_wire(error)})
    except OSError as error:
        parent.send({"error": error_to_wire(system_error(error))})


if __name__ == "__main__":
    main()
