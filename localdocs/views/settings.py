"""What ``localdocs config`` says. Passwords in addresses are shown nowhere."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from localdocs.home.index_location import shown_location
from localdocs.home.settings import Value, find_setting
from localdocs.views.style import Style


@dataclass(frozen=True, slots=True)
class SettingInForce:
    """A setting with its value, and where that comes from."""

    name: str
    value: Value
    origin: str


def setting_lines(settings: Sequence[SettingInForce], style: Style) -> Iterator[str]:
    """Each setting with its help."""
    for it in settings:
        value = json.dumps(shown_value(it.value))
        yield f"{style.bold(it.name)} = {value}  {style.dim(f'({it.origin})')}"
        yield f"    {find_setting(it.name).help}"


def settings_shape(settings: Sequence[SettingInForce]) -> dict[str, Any]:
    """The values, by their names."""
    return {it.name: shown_value(it.value) for it in settings}


def shown_value(value: Value) -> Value:
    """A setting's value as it may be shown."""
    return shown_location(value) if isinstance(value, str) else value
