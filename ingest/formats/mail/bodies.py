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
_MOST_WORDS_OF_STUB = 40
_NAMED_IN_STUBS = frozenset({"html", "browser"})
"""In any language."""


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


def body_of_rtf(data: bytes) -> Body:
    """The text of a message that Outlook has as RTF alone."""
    from ingest.office.rtf_text import RtfReader

    reader = RtfReader(data.decode("latin-1"))
    reader.read()
    return Body(reader.builder.page(1).text)


def chosen(versions: list[Body]) -> list[Body]:
    """Of versions that say the same, the one to read: plain text, unless the HTML says more.

    Both, where neither holds most of what the other says, unless the plain text only says that the
    message is HTML.
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
    if _sends_to_html(without, in_plain, in_rich):
        return rich
    is_links = len(without) < len(written) * (1 - _MOST_ADDRESSES)
    shared = len(in_plain & in_rich)
    if shared >= len(in_rich) * _FEWEST_SHARED and not is_links:
        return plain
    return rich if shared >= len(in_plain) * 0.5 else [*plain, *rich]


def _sends_to_html(plain: str, in_plain: set[str], in_rich: set[str]) -> bool:
    """Whether the plain text only says where to see the message: "Your program shows no HTML"."""
    is_short = len(_WORD.findall(plain)) <= _MOST_WORDS_OF_STUB
    return is_short and not in_plain.isdisjoint(_NAMED_IN_STUBS) and len(in_plain) < len(in_rich)


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
