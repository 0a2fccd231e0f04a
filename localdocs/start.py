"""The entry point of the ``localdocs`` command: the short way if there is one, else all of it."""

import sys

from localdocs.service.quick_search import search_quickly


def main() -> None:
    """Run the command that the words of the command line name."""
    code = search_quickly(sys.argv[1:])
    if code is not None:
        sys.exit(code)
    from localdocs.commands.root import main as run

    run()
