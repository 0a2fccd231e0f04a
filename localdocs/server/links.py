"""Links to a page of a document that open in a browser without the token.

Each is good for one place of one document and is signed with the token, so that nobody can make
another one of it, and all of them end with the token.
"""

import hashlib
import hmac
from dataclasses import dataclass
from urllib.parse import urlencode

from localdocs.types import Citation

PATH = "/quote"


@dataclass(frozen=True, slots=True)
class Links:
    """``address`` is that of the server as the caller knows it: "http://127.0.0.1:4891"."""

    address: str
    token: str

    def to(self, citation: Citation) -> str:
        """The page of a quote, with the quote marked."""
        return self.to_place(str(citation.path), citation.page_number, citation.start, citation.end)

    def to_place(self, path: str, page: int, start: int, end: int) -> str:
        """A page of a document; ``start == end`` marks nothing on it."""
        place = {"path": path, "page": str(page), "start": str(start), "end": str(end)}
        signed = place | {"key": signature(self.token, place)}
        return f"{self.address}{PATH}?{urlencode(signed, errors='surrogateescape')}"


def signature(token: str, place: dict[str, str]) -> str:
    """Proof that the server itself made a link to ``place``: path, page, start, end."""
    said = "\0".join(place[name] for name in ("path", "page", "start", "end"))
    made = hmac.new(token.encode(), said.encode("utf-8", "surrogateescape"), hashlib.sha256)
    return made.hexdigest()[:32]
