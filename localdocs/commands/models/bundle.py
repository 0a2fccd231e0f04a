"""``localdocs bundle``: one folder for a computer that has no network."""

from pathlib import Path

import click

from localdocs.commands.opened import opened_terminal
from localdocs.commands.options import json_option
from localdocs.home.places import places
from localdocs.languages.amounts import gigabytes
from localdocs.models.shelf.bundle import find_wheels, make_bundle
from localdocs.models.shelf.desk import open_desk
from localdocs.terminal.progress import transfer_progress


@click.command()
@click.argument("folder", type=Path)
@click.option(
    "--model", "names", multiple=True, metavar="NAME", help="A model to put in. May be repeated."
)
@click.option(
    "--wheels", type=Path, metavar="WHEELS", help="The folder that 'pip wheel' has gathered."
)
@json_option
def bundle(folder: Path, names: tuple[str, ...], wheels: Path | None, as_json: bool) -> None:
    """Write FOLDER for a computer without a network: models, wheels, checksums, a note.

    Without --model, the model in use is put in if it is a file of its own.
    """
    with opened_terminal(as_json) as terminal:
        where = places()
        desk = open_desk(where)
        in_use = desk.settings.text("language_model")
        chosen = [desk.shelf.get(name) for name in names or filter(None, [in_use])]
        gathered = [where.cache / "wheels", *([wheels.expanduser()] if wheels else [])]
        with transfer_progress(folder.name, quiet=as_json) as listener:
            made = make_bundle(folder.expanduser(), chosen, find_wheels(gathered), listener)
        lines = [
            f"{made.folder}: {len(made.models)} models, {len(made.wheels)} wheels, "
            f"{gigabytes(made.size)}. What to do with it: README.txt there.",
        ]
        if not made.complete:
            lines.append("The wheel of localdocs itself is not in it: see docs/install.md.")
        shape = {"folder": made.folder, "models": made.models, "wheels": made.wheels}
        terminal.result(shape | {"size": made.size, "complete": made.complete}, lines)
