"""The models that can be fetched: those that come with localdocs, and a person's own list.

``catalogue.json`` beside this file holds facts of GPT4All's list and of the makers' model cards.
Where a size or a digest is not known for certain it is null. A file of the same form and name in
the home folder adds to it; an entry of the same name or file takes the place of ours, and says so.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from localdocs.errors import CatalogueError, ModelMissingError
from localdocs.models.gguf.facts import CatalogueModel, Replacement
from localdocs.models.shelf.catalogue_entry import EntryError, parse_model, parse_replacement

BUILT_IN = "built in"
OWN_FILE = "catalogue.json"
_MOST_BYTES = 8 << 20
_FORM = "Mend it, or move it away; docs/models.md shows its form."

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Models and what they are called; ``replaced``: names of the past."""

    models: tuple[CatalogueModel, ...]
    replaced: tuple[Replacement, ...] = ()

    def find(self, name: str) -> CatalogueModel | None:
        """The model of that name, file name or alias, in upper or lower case. No alias takes the
        name of another model away from it."""
        wanted = _plain(name)
        for model in self.models:
            if wanted in _called(model):
                return model
        for model in self.models:
            if wanted in map(_plain, model.aliases):
                return model
        return None

    def get(self, name: str) -> CatalogueModel:
        """As ``find``. Raises ModelMissingError, which says what replaces it or is called alike."""
        if model := self.find(name):
            return model
        raise ModelMissingError(f"No model is called “{name}”.", self._instead(name))

    def replacement(self, name: str) -> Replacement | None:
        """What a name of the past stood for."""
        wanted = Path(name).name.casefold()
        for row in self.replaced:
            if any(fnmatchcase(wanted, pattern.casefold()) for pattern in row.names):
                return row
        return None

    def _instead(self, name: str) -> str:
        if row := self.replacement(name):
            return f"It is {row.what}. Instead: localdocs models pull '{row.instead}'"
        names = {_plain(word): model.name for model in self.models for word in _words(model)}
        near = list(dict.fromkeys(names[hit] for hit in get_close_matches(_plain(name), names)))
        if near:
            return f"Did you mean “{'”, “'.join(near)}”? All of them: localdocs models list"
        return "'localdocs models list' shows what there is."


def load_catalogue(home: Path | None = None) -> Catalogue:
    """Ours, and that of the home folder. Raises CatalogueError for one that cannot be used."""
    own_file = home / OWN_FILE if home else None
    if own_file is None or not own_file.exists():
        return _built_in()
    own, ours = _read(own_file, str(own_file)), _built_in()
    models = [_in_its_place(model, ours.models) for model in own.models]
    taken = {word for model in models for word in _called(model)}
    rest = [it for it in ours.models if not taken & _called(it)]
    return Catalogue((*models, *rest), (*own.replaced, *ours.replaced))


def _in_its_place(model: CatalogueModel, ours: Sequence[CatalogueModel]) -> CatalogueModel:
    """A person's own model, with the name of ours whose place it takes."""
    hidden = [it.name for it in ours if _called(it) & _called(model)]
    return replace(model, instead_of=", ".join(hidden))


@cache
def _built_in() -> Catalogue:
    return _read(Path(__file__).with_name("catalogue.json"), BUILT_IN)


def _read(path: Path, origin: str) -> Catalogue:
    content = _json(path)
    if isinstance(content, list):
        content = {"models": content}
    if not isinstance(content, dict) or set(content) - {"models", "replaced"}:
        raise CatalogueError(f"{path} must be an object with the list “models”.", _FORM)
    is_own = origin != BUILT_IN
    models = _parsed(
        path, content, "models", lambda entry: parse_model(entry, origin, is_current=is_own)
    )
    _check_told_apart(path, models)
    return Catalogue(models, _parsed(path, content, "replaced", parse_replacement))


def _parsed(
    path: Path, content: dict[str, Any], name: str, parse: Callable[[Any], Row]
) -> tuple[Row, ...]:
    """The rows of a list. Raises CatalogueError, which names the row."""
    rows = content.get(name, [])
    if not isinstance(rows, list):
        raise CatalogueError(f"“{name}” in {path} is no list.", _FORM)
    found = []
    for number, row in enumerate(rows, start=1):
        try:
            found.append(parse(row))
        except EntryError as error:
            raise CatalogueError(f"{path}: number {number} of “{name}” {error}.", _FORM) from None
    return tuple(found)


def _check_told_apart(path: Path, models: Sequence[CatalogueModel]) -> None:
    """Raise CatalogueError where a name or a file means two models."""
    seen: dict[str, int] = {}
    for number, model in enumerate(models, start=1):
        for word in _called(model):
            if first := seen.get(word):
                raise CatalogueError(
                    f"{path}: numbers {first} and {number} of “models” are both called “{word}”.",
                    "Give each version a name and a file of its own.",
                )
            seen[word] = number


def _json(path: Path) -> Any:
    try:
        with path.open("rb") as file:
            text = file.read(_MOST_BYTES + 1)
        if len(text) > _MOST_BYTES:
            raise CatalogueError(f"{path} is larger than any catalogue.", "Look at what it is.")
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CatalogueError(f"{path} is not valid JSON: {error}.", "Mend or delete it.") from None
    except OSError as error:
        raise CatalogueError(f"{path} cannot be read: {error.strerror}.") from error


def _plain(name: str) -> str:
    """What two spellings of a name have in common."""
    return name.casefold().removesuffix(".gguf").replace("-", " ").replace("_", " ").strip()


def _called(model: CatalogueModel) -> set[str]:
    """What a model is called, aliases apart."""
    return {_plain(model.name), _plain(model.file)}


def _words(model: CatalogueModel) -> tuple[str, ...]:
    return (model.name, model.file, *model.aliases)
