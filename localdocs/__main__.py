"""The entry point, of ``localdocs`` and of ``python -m localdocs``: the short way of a search if it
can be taken, else the whole command line."""

import sys

from localdocs.service.caller.quick_search import search_quickly


def main() -> None:
    """Run the command that the words of the command line name."""
    code = search_quickly(sys.argv[1:])
    if code is not None:
        sys.exit(code)
    # Here, since importing click alone takes longer than a search by the short way.
    from localdocs.commands.root import main as run

    run()


if __name__ == "__main__":
    main()
