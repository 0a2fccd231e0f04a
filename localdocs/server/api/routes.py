"""The routes of /api, of the page of a quote, and of the page that describes them all."""

from collections.abc import Awaitable, Callable, Iterator

from starlette.requests import Request
from starlette.responses import Response

from localdocs.server.api.backing import Backing
from localdocs.server.api.operations import OPERATIONS, Answer
from localdocs.server.http.links import PATH, PICTURE_PATH, STYLE_PATH
from localdocs.server.pages import quote

Endpoint = Callable[[Request], Awaitable[Response]]

_PAGES = (
    (PATH, quote.show_quote),
    (PICTURE_PATH, quote.show_picture),
    (STYLE_PATH, quote.show_style),
)


def api_routes(backing: Backing) -> Iterator[tuple[str, str, Endpoint]]:
    """Method, path, and who answers."""
    for operation in OPERATIONS:
        yield operation.method, operation.path, _by(operation.answer, backing)
    for path, answer in _PAGES:
        yield "GET", path, _by(answer, backing)


def _by(answer: Answer, backing: Backing) -> Endpoint:
    async def answered(request: Request) -> Response:
        backing.view.places.must_exist()
        return await answer(request, backing)

    return answered
