"""/api/sessions: how a browser comes to have a key."""

from starlette.requests import Request
from starlette.responses import Response

from localdocs.server.api.backing import Backing
from localdocs.server.api.requests import KeyRequest
from localdocs.server.http.bodies import read_body
from localdocs.server.http.replies import RequestError, json_reply


async def give_key(request: Request, backing: Backing) -> Response:
    """A key in place of an entry. It wants no token: the entry is proof enough."""
    asked = await read_body(request, KeyRequest)
    key = backing.way_in.key_for(asked.entry)
    if key is None:
        raise RequestError(
            "This link was used already, or is too old: 'localdocs open' makes another.",
            status=403,
            code="wrong_entry",
        )
    return json_reply({"key": key}, 201)
