"""The body of a request as a checked value."""

import json
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import Request

from localdocs.server.replies import RequestError

Body = TypeVar("Body", bound=BaseModel)


async def read_body(request: Request, kind: type[Body]) -> Body:
    """The JSON body as a ``kind``. Raises RequestError, which names the first field that is off."""
    content = await request.body()
    try:
        parsed = json.loads(content or b"{}")
    except (ValueError, RecursionError):
        raise RequestError("The body is no JSON.", code="invalid_json") from None
    if not isinstance(parsed, dict):
        raise RequestError("The body is no JSON object.", code="invalid_json")
    try:
        return kind.model_validate(parsed)
    except ValidationError as error:
        raise _first(error) from None
    except RecursionError:
        raise RequestError("The body is nested too deeply.", code="invalid_json") from None


def read_query(request: Request, kind: type[Body]) -> Body:
    """What stands behind the "?" as a ``kind``. Raises RequestError as ``read_body`` does."""
    try:
        return kind.model_validate(dict(request.query_params))
    except ValidationError as error:
        raise _first(error) from None


def _first(error: ValidationError) -> RequestError:
    wrong = error.errors(include_url=False, include_input=False, include_context=False)[0]
    param = ".".join(str(part) for part in wrong["loc"]) or None
    words = wrong["msg"].removeprefix("Value error, ")
    return RequestError(f"{param}: {words}" if param else words, param=param, code=wrong["type"])
