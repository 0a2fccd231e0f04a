"""localdocs: ask your own files, offline, and get answers you can check.

The application is four import packages that are installed side by side. If another distribution
has put its own ``ingest``, ``index`` or ``prompts`` on the import path, the wrong code would run in
silence, so that is refused here, by name, before anything else is imported.
"""

import os.path
from importlib.machinery import PathFinder

__version__ = "0.1.0"

# Without pathlib and importlib.util, which take longer to import than a warm search does.
_HOME = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))  # noqa: PTH120
for _name in ("ingest", "index", "prompts"):
    _spec = PathFinder.find_spec(_name)
    _found = os.path.dirname(os.path.realpath(_spec.origin)) if _spec and _spec.origin else None  # noqa: PTH120
    if _found != os.path.join(_HOME, _name):  # noqa: PTH118
        raise ImportError(
            f"localdocs needs its own package '{_name}' beside it in {_HOME}, but Python finds "
            f"{_found or 'none'}. Install localdocs in an environment of its own "
            "(pipx install localdocs, or uv tool install localdocs)."
        )
