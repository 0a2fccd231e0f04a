"""Files that a browser saves, and never shows as a page of ours."""

import re
import unicodedata
from urllib.parse import quote

LONGEST_NAME = 150
"""In characters."""

_PLAIN = re.compile(r"[^A-Za-z0-9._ -]")
_RESERVED = frozenset('/\\:*?"<>|%;')
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def attached_as(name: str) -> dict[str, str]:
    """The headers under which a reply is saved as a file of about that name.

    A name comes from anywhere: what ends a header, is a path, cannot be seen or turns the direction
    of what follows ("invoice\u202efdp.exe") is "_".
    """
    safe = safe_name(name)
    plain = _PLAIN.sub("_", safe)
    value = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(safe, safe='')}"
    return {
        "content-disposition": value,
        "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    }


def safe_name(name: str) -> str:
    """The name without what could be taken for something else than a name."""
    shown = "".join(
        "_" if sign in _RESERVED or unicodedata.category(sign) in _UNSEEN else sign for sign in name
    )
    shown = shown.strip(". ")
    if len(shown) > LONGEST_NAME:
        stem, dot, suffix = shown.rpartition(".")
        suffix = suffix[:20] if dot else ""
        shown = f"{(stem or shown)[: LONGEST_NAME - len(suffix) - 1]}{dot}{suffix}"
    return shown or "document"
