"""Names of what can be fetched: a document "12", its page "12/3", a passage of that "12/3/140-720".

They are of the library, so that no name leads to a file outside of it. As a resource, a document is
``localdocs://documents/12`` and a page ``localdocs://documents/12/pages/3``.
"""

import re
from dataclasses import dataclass

from localdocs.errors import UsageError

DOCUMENT_TEMPLATE = "localdocs://documents/{id}"
PAGE_TEMPLATE = "localdocs://documents/{id}/pages/{page}"

_ID = re.compile(r"([0-9]{1,18})(?:/([0-9]{1,9})(?:/([0-9]{1,9})-([0-9]{1,9}))?)?")
_URI = re.compile(r"localdocs://documents/([0-9]{1,18})(?:/pages/([0-9]{1,9}))?")


@dataclass(frozen=True, slots=True)
class Named:
    """A document; ``page`` of it, counted from 1; characters ``start`` to ``end`` of that."""

    document: int
    page: int | None = None
    start: int | None = None
    end: int | None = None

    def __str__(self) -> str:
        page = "" if self.page is None else f"/{self.page}"
        return f"{self.document}{page}" + (
            "" if self.start is None else f"/{self.start}-{self.end}"
        )

    @property
    def uri(self) -> str:
        """As a resource, of which a passage is none: its page is."""
        if self.page is None:
            return DOCUMENT_TEMPLATE.format(id=self.document)
        return PAGE_TEMPLATE.format(id=self.document, page=self.page)


def read_id(text: str) -> Named:
    """What an id, or the address of a resource, names. Raises UsageError where it is neither."""
    found = _ID.fullmatch(text.strip()) or _URI.fullmatch(text.strip())
    if found is None:
        raise UsageError(
            "That is no id of this library.",
            "Ids come from 'search' and 'list_documents', such as 12, 12/3 or 12/3/140-720.",
        )
    return Named(*(None if part is None else int(part) for part in found.groups()))  # type: ignore[arg-type]
