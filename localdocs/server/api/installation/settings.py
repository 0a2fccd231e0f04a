"""/api/settings: the settings, shown and changed, but for those that would let others in or name
what is loaded: these take somebody who can type a command."""

import asyncio
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from localdocs.errors import SettingsError
from localdocs.home.settings import AT_START, SETTINGS, Setting, Settings, find_setting
from localdocs.server.api.backing import Backing, Shape
from localdocs.server.api.installation.requests import ValueRequest
from localdocs.server.api.installation.set_outside import check_not_outside
from localdocs.server.http.bodies import read_body
from localdocs.server.http.replies import RequestError, json_reply
from localdocs.views.settings import shown_value

GROUPS = {
    "Answers": (
        "passages",
        "source_tokens",
        "answer_tokens",
        "context_tokens",
        "first_token_seconds",
        "temperature",
        "seed",
    ),
    "What is kept": ("remember_questions",),
    "Reading files": (
        "ocr",
        "include_suffixes",
        "exclude_suffixes",
        "honour_gitignore",
        "file_size_mib",
        "read_seconds",
        "read_memory_mib",
    ),
    "In the background": (
        "use_service",
        "pause_on_battery",
        "idle_minutes",
        "indexing_threads",
        "threads",
    ),
    "Models": (
        "language_model",
        "embedding_model",
        "reranking_model",
        "model_folder",
        "model_mirror",
    ),
    "Where the index lies": ("database",),
    "This server": ("serve", "serve_port", "serve_origins"),
}
"""What the page calls them, in its order. A test holds that each has one."""

_LOADED = "It names a file or folder that is loaded"
_REFUSED = {
    "language_model": f"{_LOADED}: choose among the models that are listed, or type",
    "embedding_model": "The index has to be made anew for it: type",
    "reranking_model": f"{_LOADED}: type",
    "model_folder": "It names a folder that is written to: type",
    "model_mirror": "It names where models come from: type",
    "database": "It decides where all that is indexed lies: type",
    "serve": "It decides whether this server runs: type",
    "serve_port": "It decides where this server is reached: type",
    "serve_origins": "It decides who may ask this server: type",
}
_COMMANDS = {
    "language_model": "localdocs models use NAME",
    "embedding_model": "localdocs models embedder NAME",
}

_KINDS = {bool: "truth", int: "whole", float: "number", str: "text"}


async def list_settings(_: Request, backing: Backing) -> Response:
    """All settings."""
    return json_reply(await asyncio.to_thread(_all, backing))


async def set_setting(request: Request, backing: Backing) -> Response:
    """Change one, in the settings file."""
    asked = await read_body(request, ValueRequest)

    def change(settings: Settings, name: str) -> None:
        settings.set(name, str(asked.value), "what was sent")

    return json_reply(await asyncio.to_thread(_changed, request, backing, change))


async def unset_setting(request: Request, backing: Backing) -> Response:
    """Take one out of the settings file: the default counts."""
    return json_reply(await asyncio.to_thread(_changed, request, backing, Settings.unset))


def refusal(name: str) -> str:
    """Why a setting cannot be changed here, and what can; "" for all others."""
    if name not in _REFUSED:
        return ""
    return f"{_REFUSED[name]} “{_COMMANDS.get(name, f'localdocs config {name} VALUE')}”."


def _changed(request: Request, backing: Backing, change: Callable[[Settings, str], None]) -> Shape:
    """The setting, once it was changed."""
    name = request.path_params["name"]
    try:
        find_setting(name)
    except SettingsError as error:
        words = f"{error.message} {error.remedy}"
        raise RequestError(words, status=404, code="setting_not_found") from None
    if why := refusal(name):
        raise RequestError(why, status=403, param=name, code="not_by_the_page")
    settings = Settings(backing.view.places.settings)
    check_not_outside(settings, name)
    change(settings, name)
    return _shape(settings, find_setting(name))


def _all(backing: Backing) -> Shape:
    settings = Settings(backing.view.places.settings)
    order = [name for names in GROUPS.values() for name in names]
    rows = sorted(SETTINGS, key=lambda setting: order.index(setting.name))
    return {"settings": [_shape(settings, setting) for setting in rows]}


def _shape(settings: Settings, setting: Setting) -> Shape:
    value, origin, problem = setting.default, "default", ""
    try:
        value, origin = settings.origin(setting.name)
    except SettingsError as error:
        problem = error.message
    return {
        "name": setting.name,
        "value": shown_value(value),
        "default": setting.default,
        "origin": origin,
        "kind": _KINDS[type(setting.default)],
        "least": setting.least,
        "most": setting.most,
        "help": setting.help,
        "group": next(group for group, names in GROUPS.items() if setting.name in names),
        "refusal": refusal(setting.name),
        "from_next_start": setting.name in AT_START,
        "problem": problem,
    }
