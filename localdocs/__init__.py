"""localdocs: ask your own files, offline, and get answers you can check.

The application is four import packages that are installed side by side. If another distribution
has put its own ``ingest``, ``index`` or ``prompts`` on the import path, the wrong code would run in
silence, so that is refused here, by name, before anything else is imported.
"""

from importlib.util import find_spec
from pathlib import Path

__version__ = "0.1.0"

_HOME = Path(__file__).resolve().parent.parent
for _name in ("ingest", "index", "prompts"):
    _spec = find_spec(_name)
    _found = Path(_spec.origin).resolve().parent if _spec and _spec.origin else None
    if _found != _HOME / _name:
        raise ImportError(
            f"localdocs needs its own package '{_name}' beside it in {_HOME}, but Python finds "
            f"{_found or 'none'}. Install localdocs in an environment of its own "
            "(pipx install localdocs, or uv tool install localdocs)."
        )
