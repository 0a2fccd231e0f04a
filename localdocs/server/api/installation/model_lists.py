"""The models that a page may choose among, and what it does with them.

They are named as the lists name them, never by a path: who asks may choose among what is there.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

from localdocs.errors import DownloadError, ModelDamagedError, ModelError, ModelMissingError
from localdocs.home.places import Places
from localdocs.home.settings import Settings
from localdocs.models.fetching.receipts import read_receipt
from localdocs.models.gguf.facts import CatalogueModel, LocalModel
from localdocs.models.shelf.defaults import find_language_model
from localdocs.models.shelf.desk import ModelDesk, is_default, open_desk
from localdocs.models.shelf.finding import DEFAULT, find_chosen
from localdocs.models.shelf.found import called, read_model
from localdocs.models.shelf.locations import OURS
from localdocs.server.api.backing import Shape
from localdocs.server.api.installation.set_outside import check_not_outside
from localdocs.server.http.replies import RequestError
from localdocs.views.model_choice import (
    choice_shape,
    computer_words,
    here_shape,
    to_be_had_shape,
    unusable_shape,
)

_IN_USE = "language_model"


def models_shape(where: Places) -> Shape:
    """All that the page shows of models. Reads heads of files."""
    return _shape(open_desk(where), where)


def use(where: Places, name: str) -> Shape:
    """Let a model answer from now on; all models then.

    Raises RequestError where the environment decides, or the model cannot be loaded,
    ModelMissingError, ModelTooLargeError.
    """
    desk = open_desk(where)
    check_not_outside(desk.settings, _IN_USE)
    try:
        desk.use(DEFAULT if is_default(name) else str(_named(desk, name)), force=False)
    except ModelDamagedError as error:
        words = f"{error.message} {error.remedy}".strip()
        raise RequestError(words, status=409, code="model_damaged", param="name") from None
    return _shape(desk, where)


def remove(where: Places, name: str) -> Shape:
    """Delete a model that was fetched, or what has come of one; all models then.

    Raises RequestError for those of other programs, ModelMissingError.
    """
    desk = open_desk(where)
    known = desk.shelf.catalogue.find(name)
    if known and desk.shelf.came(known):
        desk.remove(known.file)
    elif _is_ours(desk, path := _named(desk, name)):
        desk.remove(path.name)
    else:
        words = f"{name} was not fetched by localdocs, and stays."
        raise RequestError(words, status=409, code="not_ours")
    return _shape(desk, where)


def _shape(desk: ModelDesk, where: Places) -> Shape:
    overview = desk.overview()
    in_use, problem = _in_use(desk.settings, where)
    here = []
    if default := _default(where):
        shape = here_shape(default, desk.judge(default))
        here.append(shape | {"in_use": overview.in_use is None, "removable": False})
    for local, verdict in overview.local:
        about = {"in_use": overview.in_use == local.path, "removable": _is_ours(desk, local.path)}
        here.append(here_shape(local, verdict) | about)
    for it in overview.unusable:
        about = {"in_use": False, "removable": _is_ours(desk, it.path)}
        here.append(unusable_shape(it) | about)
    return {
        "machine": computer_words(desk.machine),
        "folder": str(desk.shelf.folder),
        "in_use": in_use,
        "problem": problem,
        "suggestion": choice_shape(overview.suggestion),
        "here": _first_of_each_name(here),
        "to_be_had": [
            to_be_had_shape(model, verdict, desk.shelf.came(model), _address(desk, model))
            for model, verdict in overview.catalogue
        ],
    }


def _address(desk: ModelDesk, model: CatalogueModel) -> str:
    """Where a model is fetched from; "" where the mirror of the settings is no address."""
    try:
        return desk.shelf.address(model)
    except DownloadError:
        return ""


def _first_of_each_name(shapes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A name means the first model that has it, so the others cannot be chosen by it."""
    first: dict[str, dict[str, Any]] = {}
    for shape in shapes:
        first.setdefault(shape["name"], shape)
    return list(first.values())


def _in_use(settings: Settings, where: Places) -> tuple[str, str]:
    """The name of the model that answers, and why it cannot, if so."""
    named = settings.text(_IN_USE)
    try:
        return find_chosen(settings, where).name, ""
    except ModelError as error:
        return called(Path(named)) if named else DEFAULT, f"{error.message} {error.remedy}".strip()


def _default(where: Places) -> LocalModel | None:
    """The model that comes along, where it is installed."""
    try:
        found = find_language_model(where.cache)
        return replace(read_model(found.path, OURS), name=found.name)
    except (ModelError, OSError):
        return None


def _named(desk: ModelDesk, name: str) -> Path:
    """The file of a model in the lists. Raises ModelMissingError for any other name."""
    found = desk.shelf.found()
    models = [(model.name, model.path) for model in found.models]
    for known, path in (*models, *((it.name, it.path) for it in found.unusable)):
        if name == known:
            return path
    raise ModelMissingError(f"No model on this computer is called “{name}”.")


def _is_ours(desk: ModelDesk, path: Path) -> bool:
    return path.parent == desk.shelf.folder and read_receipt(path) is not None
