"""The text of a message: which of its versions is read, and how its lines are joined."""

import re
from dataclasses import dataclass
from email.message import Message

from ingest.formats.mail.charsets import text_in
from ingest.formats.mail.parts import bytes_of
from ingest.pages.page_builder import PageBuilder

_ADDRESS = re.compile(r"<?\b(?:https?|mailto):[^\s<>]*>?")
_WORD = re.compile(r"\w{2,}")
_MOST_ADDRESSES = 0.4
"""Of the characters of a plain version: with more, it is the list of a page's links."""

_FEWEST_SHARED = 0.8


@dataclass(frozen=True, slots=True)
class Body:
    """A piece of a message's text, plain or HTML."""

    text: str
    is_html: bool = False


def body_of(part: Message) -> Body:
    """The text of a part that is one."""
    text = text_in(bytes_of(part), part.get_content_charset("") or "")
    is_html = part.get_content_type() == "text/html"
    if not is_html and str(part.get_param("format", "")).lower() == "flowed":
        text = _unflowed(text, is_joined=str(part.get_param("delsp", "")).lower() == "yes")
    return Body(text, is_html)


def chosen(versions: list[Body]) -> list[Body]:
    """Of versions that say the same, the one to read: plain text, unless the HTML says more.

    Both, where neither holds most of what the other says.
    """
    plain = [body for body in versions if not body.is_html and body.text.strip()]
    rich = [body for body in versions if body.is_html and body.text.strip()]
    if not plain or not rich:
        return plain or rich
    written = "\n".join(body.text for body in plain)
    without = _ADDRESS.sub(" ", written)
    in_plain = set(_WORD.findall(without.casefold()))
    in_rich = set(_WORD.findall(_ADDRESS.sub(" ", _seen(rich)).casefold()))
    if not in_rich:
        return plain
    is_links = len(without) < len(written) * (1 - _MOST_ADDRESSES)
    shared = len(in_plain & in_rich)
    if shared >= len(in_rich) * _FEWEST_SHARED and not is_links:
        return plain
    return rich if shared >= len(in_plain) * 0.5 else [*plain, *rich]


def _seen(bodies: list[Body]) -> str:
    from ingest.formats.html import add_html

    builder = PageBuilder()
    for body in bodies:
        add_html(builder, body.text)
    return builder.page(1).text


def _unflowed(text: str, is_joined: bool) -> str:
    """Lines that end with a space go on in the next one of as many ">" (RFC 3676)."""
    paragraphs: list[tuple[int, list[str]]] = []
    goes_on = False
    for line in text.replace("\r\n", "\n").split("\n"):
        body = line.lstrip(">")
        marks = len(line) - len(body)
        body = body.removeprefix(" ")
        is_signature = body == "-- "
        if goes_on and not is_signature and paragraphs[-1][0] == marks:
            paragraphs[-1][1].append(body)
        else:
            paragraphs.append((marks, [body]))
        goes_on = body.endswith(" ") and not is_signature
        if goes_on and is_joined:
            paragraphs[-1][1][-1] = body[:-1]
    return "\n".join(
        ">" * marks + (" " if marks else "") + "".join(pieces) for marks, pieces in paragraphs
    )
