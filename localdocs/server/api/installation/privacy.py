"""/api/privacy and /api/everything: what is kept where, who may ask, and deleting all of it."""

import asyncio
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from index.database.listing import count_files
from localdocs.errors import LocalDocsError, StorageError
from localdocs.home.contents import Kept, contents, model_folder
from localdocs.home.places import Places
from localdocs.home.settings import Settings
from localdocs.server.api.backing import Backing, Shape
from localdocs.server.api.installation.requests import EverythingQuery
from localdocs.server.http.bodies import read_query
from localdocs.server.http.replies import json_reply
from localdocs.service.caller import forgetting

_OF_ITSELF = "localdocs uses the network only to download a model that you ask for."
_LOCAL = f"Nothing leaves this computer. {_OF_ITSELF}"
_OPEN = f"{_OF_ITSELF} Other computers may ask this server, if they show its token."


async def get_privacy(_: Request, backing: Backing) -> Response:
    """Where everything lies and how large it is, and who can ask this server."""
    return json_reply(await asyncio.to_thread(_privacy, backing))


async def forget_everything(request: Request, backing: Backing) -> Response:
    """Delete the library, conversations, last questions and logs; also models, if that is said.

    The documents, settings, templates and the token stay.
    """
    asked = read_query(request, EverythingQuery)
    where = backing.view.places
    documents = await _documents(backing)
    conversations = await asyncio.to_thread(_conversations, backing)
    await asyncio.to_thread(forgetting.forget_everything, where)
    models: tuple[Path, ...] = ()
    if asked.models == "true":
        models = await asyncio.to_thread(_remove_fetched, where)
    reply = {"documents": documents, "conversations": conversations}
    return json_reply(reply | {"models": [path.name for path in models]})


def _remove_fetched(where: Places) -> tuple[Path, ...]:
    # Here, since NumPy comes with it, and few ask for models.
    from localdocs.models.shelf.desk import open_desk

    return open_desk(where).remove_fetched()


def _privacy(backing: Backing) -> Shape:
    where = backing.view.places
    settings = Settings(where.settings)
    rules = backing.rules
    return {
        "home": str(where.home),
        "kept": [_kept(kept) for kept in contents(where, model_folder(where, settings))],
        "listens_at": rules.address,
        "is_local": rules.is_local,
        "origins": sorted(rules.origins),
        "keeps_conversations": settings["remember_questions"] is True,
        "conversations": _conversations(backing),
        "network": _LOCAL if rules.is_local else _OPEN,
    }


def _kept(kept: Kept) -> Shape:
    return {
        "name": kept.name,
        "words": kept.words,
        "paths": [str(path) for path in kept.paths if path.exists()],
        "size": kept.size(),
        "is_personal": kept.is_personal,
    }


async def _documents(backing: Backing) -> int | None:
    """How many documents there are; None where the library cannot be read."""
    try:
        return await backing.view.rows(count_files, 0)
    except LocalDocsError:
        return None


def _conversations(backing: Backing) -> int | None:
    """How many are kept; None where they cannot be read."""
    try:
        return len(backing.conversations.entries())
    except StorageError:
        return None
