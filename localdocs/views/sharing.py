"""What is said of who may read which folder."""

from collections.abc import Iterator, Sequence
from typing import Any

from localdocs.reports import SharedFolder
from localdocs.views.style import Style, shown


def shared_lines(folders: Sequence[SharedFolder], style: Style) -> Iterator[str]:
    """What ``share`` says."""
    for folder in folders:
        readers = ", ".join(map(shown, folder.readers)) or "nobody: it is yours alone"
        yield f"{style.bold(shown(folder.name))}  {shown(str(folder.path))}"
        yield f"    shared with {readers}"
    if not folders:
        yield "No folders yet. Add one: localdocs add ~/Documents"


def shared_shape(folders: Sequence[SharedFolder]) -> list[dict[str, Any]]:
    """The same, for programs."""
    return [
        {"path": str(folder.path), "name": folder.name, "readers": list(folder.readers)}
        for folder in folders
    ]
