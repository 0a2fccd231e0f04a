"""The body of a request as a checked value."""

import json
from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.requests import Request

from localdocs.server.http.faults import words_of
from localdocs.server.http.replies import RequestError

Body = TypeVar("Body", bound=BaseModel)


class Strict(BaseModel):
    """Refuses names that it does not know: our own clients are told of one that they misspell."""

    model_config = ConfigDict(extra="forbid")


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
        raise _told(error, parsed) from None
    except RecursionError:
        raise RequestError("The body is nested too deeply.", code="invalid_json") from None


def read_query(request: Request, kind: type[Body]) -> Body:
    """What stands behind the "?" as a ``kind``. Raises RequestError as ``read_body`` does."""
    try:
        return kind.model_validate(dict(request.query_params))
    except ValidationError as error:
        raise _told(error, dict(request.query_params)) from None


def _told(error: ValidationError, parsed: Any) -> RequestError:
    """What is off, and where: of several faults the one that is deepest in the body, since that
    one is found only where all around it fits; of those, one that finds the kind of value right."""
    faults = error.errors(include_url=False, include_input=False)
    places = [_place(fault["loc"], parsed) for fault in faults]
    deepest = max(
        range(len(places)),
        key=lambda number: (len(places[number]), not faults[number]["type"].endswith("_type")),
    )
    wrong, param = faults[deepest], _name(places[deepest]) or None
    words = words_of(wrong)
    return RequestError(f"{param}: {words}" if param else words, param=param, code=wrong["type"])


def _place(location: Sequence[int | str], value: Any) -> list[int | str]:
    """``location`` without the kinds of value that were tried on the way."""
    place = []
    for number, part in enumerate(location):
        if isinstance(value, dict) and (part in value or number == len(location) - 1):
            value = value.get(str(part))
        elif isinstance(value, list) and isinstance(part, int):
            value = value[part]
        else:
            continue
        place.append(part)
    return place


def _name(place: Sequence[int | str]) -> str:
    """Such as "messages[0].content"."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    return "".join(parts).removeprefix(".")
