"""``localdocs config``: the settings, shown and changed."""

from collections.abc import Iterator, Sequence

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
            settings.set(name, value)
        names = [name] if name else list(settings)
        shown = list(_read(settings, names, terminal if name is None and not as_json else None))
        terminal.result(settings_shape(shown), setting_lines(shown, terminal.style))


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
