"""The formats of known families, for models that bring no template of their own.

Each is a Jinja file in ``prompts/families``; ``families.toml`` there says whom it fits.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).resolve().parents[1] / "families"
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Family:
    """Models that are spoken to alike. ``source`` is where their format was published."""

    template: str
    source: str
    names: tuple[str, ...] = ()
    architectures: tuple[str, ...] = ()
    called: tuple[str, ...] = ()


def family_of(architecture: str, names: Sequence[str]) -> Family | None:
    """The family of a model, by any of its ``names`` (its own, its file's), else by its
    architecture as GGUF spells it; None where nothing fits."""
    readable = [re.sub(r"[\s_]+", "-", name.lower()) for name in names]
    for family in families():
        if any(re.search(known, name) for known in family.names for name in readable):
            return family
    return next((each for each in families() if architecture in each.architectures), None)


def family_template(name: str) -> str:
    """The text of a family's template, such as "chatml"."""
    return _FOLDER.joinpath(f"{name}.jinja").read_text(encoding="utf-8")


def named_template(template: str) -> str:
    """``template``, or the text of the family's that it only names, as in some model files."""
    named = _plain(template) if len(template) <= _LONGEST_NAME else ""
    for family in families() if named else ():
        if named in map(_plain, (family.template, *family.called)):
            return family_template(family.template)
    return template


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]", "", name.lower())


@cache
def families() -> tuple[Family, ...]:
    """The table, in the order in which it is searched."""
    rows = tomllib.loads(_FOLDER.joinpath("families.toml").read_text(encoding="utf-8"))["family"]
    return tuple(
        Family(
            row["template"],
            row["source"],
            tuple(row.get("names", ())),
            tuple(row.get("architectures", ())),
            tuple(row.get("called", ())),
        )
        for row in rows
    )
