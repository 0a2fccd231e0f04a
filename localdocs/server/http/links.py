"""Links to a page of a document that open in a browser without the token.

Each is signed for a place of one document with the token, so that nobody can make another one of
it, and all of them end with the token. The page at that place has links to the pages before and
after it: who has a link can read the document that it is of, and no other.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request

from localdocs.types import Citation

PATH = "/quote"
PICTURE_PATH = "/quote/picture"
STYLE_PATH = "/quote/style.css"
MARK = "quote"
"""The name of the first mark on the page, to which a browser scrolls."""

SIGNED_PATHS = (PATH, PICTURE_PATH, STYLE_PATH)
"""What opens without the token. Each of them checks the key itself before anything else."""


def asked_at(request: Request) -> str:
    """The address of this server, as the caller knows it."""
    return f"{request.url.scheme}://{request.headers['host']}"


@dataclass(frozen=True, slots=True)
class Links:
    """``address`` is that of the server as the caller knows it: "http://127.0.0.1:4891"."""

    address: str
    token: str

    def to(self, citation: Citation) -> str:
        """The page of a quote, with the quote marked."""
        return self.to_place(
            str(citation.path), citation.page_number, citation.start, citation.end, citation.quote
        )

    def to_place(self, path: str, page: int, start: int, end: int, text: str = "") -> str:
        """A page of a document; ``start == end`` marks nothing on it. ``text`` is what stands at
        the place: where another text stands there later, that is said."""
        place = {"path": path, "page": str(page), "start": str(start), "end": str(end)}
        if text:
            place["said"] = said_mark(text)
        behind = f"#{MARK}" if start < end else ""
        return f"{self.address}{PATH}?{self.query(place)}{behind}"

    def query(self, place: Mapping[str, str]) -> str:
        """The part of a link behind the "?": the place and its key."""
        signed = {**place, "key": signature(self.token, place)}
        return urlencode(signed, errors="surrogateescape")


def said_mark(text: str) -> str:
    """What a link keeps of the text that it leads to."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def signature(token: str, place: Mapping[str, str]) -> str:
    """Proof that the server itself made a link to ``place``: path, page, start, end, said."""
    said = "\0".join(place.get(name, "") for name in ("path", "page", "start", "end", "said"))
    made = hmac.new(token.encode(), said.encode("utf-8", "surrogateescape"), hashlib.sha256)
    return made.hexdigest()[:32]
