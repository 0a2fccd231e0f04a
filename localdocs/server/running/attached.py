"""The server as a child of the background service: it ends when its standard input does.

    python -m localdocs.server.running.attached HOME

One line of JSON on standard output says how it went: ``{"address"}`` or ``{"error"}``.
"""

import json
import sys
import threading
from pathlib import Path

from localdocs.errors import LocalDocsError
from localdocs.home.places import places
from localdocs.home.settings import Settings
from localdocs.server.running.serving import End, listen_of, serve


def main() -> None:
    """Serve by the settings of the home that is named."""
    where = places(Path(sys.argv[1]))

    def told(address: str, end: End) -> None:
        threading.Thread(target=_end_with_input, args=(end,), daemon=True).start()
        _say({"address": address})

    try:
        serve(where, listen_of(Settings(where.settings)), told, may_start=False)
    except LocalDocsError as error:
        _say({"error": f"{error.message} {error.remedy}".strip()})
        sys.exit(error.exit_code)


def _end_with_input(end: End) -> None:
    sys.stdin.read()
    end()


def _say(message: dict[str, str]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
