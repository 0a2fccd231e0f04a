"""``localdocs config``: the settings, shown and changed."""

from collections.abc import Iterator, Sequence
from contextlib import closing

import click

from localdocs.commands.opened import Terminal, opened_terminal
from localdocs.commands.options import json_option
from localdocs.errors import SettingsError, UsageError
from localdocs.home.places import places
from localdocs.home.settings import Settings
from localdocs.views.settings import SettingInForce, setting_lines, settings_shape


@click.command()
@click.argument("name", required=False)
@click.argument("value", required=False)
@click.option("--unset", is_flag=True, help="Back to the default.")
@json_option
def config(name: str | None, value: str | None, unset: bool, as_json: bool) -> None:
    """Show the settings, or one, or change one."""
    if unset and (name is None or value is not None):
        raise UsageError("--unset goes with a NAME and no VALUE.")
    with opened_terminal(as_json) as terminal:
        settings = Settings(places().settings)
        if name and unset:
            settings.unset(name)
        elif name and value is not None:
            there = what_is_there(value) if name == "database" else ""
            settings.set(name, value)
            if there:
                terminal.note(there)
        names = [name] if name else list(settings)
        shown = list(_read(settings, names, terminal if name is None and not as_json else None))
        terminal.result(settings_shape(shown), setting_lines(shown, terminal.style))


def what_is_there(location: str) -> str:
    """What a server has, in a sentence; "" where the location is none of a server.

    Raises StorageError and its like where no index can be opened there: like a file that is not
    there, it is not to be set.
    """
    # Here, since other settings need nothing of it.
    from index.database import catalog, lookup
    from index.opening import index_errors, is_address, open_index

    if not is_address(location):
        return ""
    with index_errors(location), closing(open_index(location)) as connection:
        folders, counts = catalog.folders(connection), lookup.counts(connection)
    if not folders and not counts.documents:
        return (
            "There is no index yet: 'localdocs add' begins one, 'localdocs copy' takes yours there."
        )
    return (
        f"There is an index: {len(folders)} folders, {counts.documents} documents, "
        f"{counts.passages} passages."
    )


def _read(
    settings: Settings, names: Sequence[str], terminal: Terminal | None
) -> Iterator[SettingInForce]:
    """Those settings; with a terminal, what is wrong with one is said there, and ends nothing."""
    for name in names:
        try:
            yield SettingInForce(name, *settings.origin(name))
        except SettingsError as error:
            if terminal is None:
                raise
            terminal.error(error)
