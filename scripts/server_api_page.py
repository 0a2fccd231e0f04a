"""``docs/server-api.md``, made from the table of the server's own addresses and its classes."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from localdocs.server.api.operations import OPERATIONS, Operation

INTRODUCTION = """\
# The server's own API

This page is made by `make docs` from the program itself; do not edit it.

`localdocs serve` answers under `/api` what a page or a script needs: the library, answers with
their quotes as they are made, documents and pages by id, pages as pictures with a quote marked,
and conversations. `GET /openapi.json` describes the same for programs.

```console
$ localdocs serve --show-token
```

Every request has that token as `Authorization: Bearer …`, and is refused where it calls the
server by a name that is not its own, or comes from a page that was not allowed. Bodies are JSON,
8 MiB at most; GET and DELETE take their values in the query (`DELETE /api/folders?folder=docs`);
a name that is not known is refused. Names of files that are no text are told with U+FFFD for
what is none of it, and are known by that. An error is `{"error": {"message", "type",
"param", "code"}}` with a status that fits.

**Events.** `POST /api/ask`, `/api/folders`, `/api/sync` and downloads answer with server-sent
events, each with its name, `error` in place of the rest where something goes wrong; with
`"stream": false` the last one alone comes as JSON. Hanging up ends a question or a download; an
update goes on. What has to wait for its turn begins after 2 s, with comments (`: waiting`) until
it comes.

**Models, settings, everything.** Models are named as they are listed, never by a path. A download
is done by a process of its own, so that the server connects to nobody; it goes on where it was
when it is asked for again. Settings that say who may ask, or name what is loaded, are not changed
here.
`DELETE /api/everything` ends what the service is at, and leaves it running over an empty library.

**Documents have ids.** An id stays when the file is renamed, moved within the library or changed,
and no other file of the library ever gets it. A library that is made anew has other ids. What was
skipped, or is gone, has none. Nothing is asked for by its path: a file is opened only where the
index has it, no link below its folder is followed, and it is sent to be saved (`attachment`),
never to be shown.

**Links.** The `url` of a hit or quote opens in a browser without the token: it is signed for that
place, and ends with the token. The page shows the file's name, the page, and the quote marked, to
which the browser scrolls: on the page's picture for PDFs, else in its text; from it one can turn
to the pages before and after, so that a link opens the whole of its document, and no other. It
runs no script. Where the document is
gone, or has another text there, it says so.

**Pictures and rectangles.** PDFs, and pictures that OCR has read, are drawn by a process of its
own with limits of memory (1 GiB) and time (20 s), 3,000 pixels at the most. The stored text of a
page is cleaned and in reading order, so its letters are looked for among those of the file: white
space, hyphens, accents and signs aside. `exact` is true where all of a stretch was found with
certainty and the rectangles hold no letter besides; otherwise there are no rectangles, since a
wrong mark is worse than none. Of 171 quotes in answers to people's questions about fourteen PDFs
all are marked, of 300 passages of them drawn by lot 298; of 924 stretches of 154 other PDFs, most
of them made to be hard to read, 910 (98 %): the others are comments, which are not on the page,
and entries of forms. With the rows of 150 pages shuffled, 95 % of the letters are found again,
and one in a thousand is taken for its like elsewhere on the page. It takes 10 ms a page (median;
24 ms for one in twenty), a picture 60 ms (one in twenty 250 ms). On pages that OCR has read, the
rows that hold the stretch are marked (`of` is `rows`).
"""


def server_api_page() -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, *_operations(), *_shapes()])


def _operations() -> Iterator[str]:
    yield "## Addresses\n"
    for operation in OPERATIONS:
        path = operation.path.replace(":number", "").replace(":path", "")
        yield f"### {operation.method} {path}\n"
        yield f"{operation.summary} {_reply(operation)}\n"
        for kind in (operation.body, operation.query):
            if kind is not None:
                yield _table(kind)


def _reply(operation: Operation) -> str:
    if operation.status == 204:
        return "Replies nothing."
    if operation.reply is None:
        return f"Replies `{operation.media}`."
    said = f"Replies {_linked(operation.reply)}"
    if operation.events:
        events = ", ".join(f"`{name}` ({_linked(kind)})" for name, kind in operation.events)
        return f"{said}; as events: {events}."
    return f"{said}."


def _table(kind: type[BaseModel]) -> str:
    rows = ["| Name | Kind | |", "| --- | --- | --- |"]
    schema = kind.model_json_schema()
    for name, facts in schema["properties"].items():
        words = facts.get("description", "")
        if name in schema.get("required", []):
            words = f"Required. {words}".strip()
        elif facts.get("default") not in (None, "", []):
            words = f"{words} Default: `{_as_json(facts['default'])}`.".strip()
        rows.append(f"| `{name}` | {_kind(facts)} | {words} |")
    return "\n".join([*rows, ""])


def _shapes() -> Iterator[str]:
    yield "## Replies\n"
    yield "Names may be added in later versions; those that are here stay and keep their meaning.\n"
    kinds: dict[str, type[BaseModel]] = {}
    for operation in OPERATIONS:
        for kind in (operation.reply, *dict(operation.events).values()):
            if kind is not None:
                _collect(kind, kinds)
    for name, kind in sorted(kinds.items()):
        yield f"### {name}\n"
        fields = ", ".join(
            f"`{field}` ({_kind(facts)})"
            for field, facts in kind.model_json_schema()["properties"].items()
        )
        described = [
            f"`{field}`: {about.description}"
            for field, about in kind.model_fields.items()
            if about.description
        ]
        yield "\n".join([inspect.cleandoc(kind.__doc__ or ""), *described, "", fields, ""])


def _collect(kind: type[BaseModel], found: dict[str, type[BaseModel]]) -> None:
    found[kind.__name__] = kind
    for field in kind.model_fields.values():
        for part in (field.annotation, *getattr(field.annotation, "__args__", ())):
            if inspect.isclass(part) and issubclass(part, BaseModel):
                _collect(part, found)


def _kind(facts: dict[str, Any]) -> str:
    if "$ref" in facts:
        name = facts["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})" if name != "PreviousTurn" else "`question`, `answer`"
    if "enum" in facts:
        return " or ".join(f"`{value}`" for value in facts["enum"])
    if "const" in facts:
        return f"`{facts['const']}`"
    if "anyOf" in facts:
        return " or ".join(_kind(part) for part in facts["anyOf"])
    if facts.get("type") == "array":
        return f"list of {_kind(facts['items'])}" if "items" in facts else "pair"
    return str(facts.get("type", "anything"))


def _linked(kind: type[BaseModel]) -> str:
    return f"[{kind.__name__}](#{kind.__name__.lower()})"


def _as_json(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
