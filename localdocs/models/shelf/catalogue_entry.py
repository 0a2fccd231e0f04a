"""One entry of a catalogue, from JSON: every value is checked, since a file of a person's own may
hold anything, and a file's name ends up as a path on this disk."""

import re
from dataclasses import fields
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from localdocs.models.gguf.facts import CatalogueModel, Recommended, Replacement

_FILE_NAME = re.compile(r"[\w()+,=@~ -][\w()+,.=@~ -]{0,198}", re.ASCII)
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_HEXADECIMAL = MappingProxyType({"sha256": 64, "md5": 32})
_TEXTS = (
    "family",
    "architecture",
    "quantization",
    "licence",
    "chat_template",
    "instructions_source",
    "note",
)
_KINDS = ("language", "embedding")
_WRITTEN = frozenset(field.name for field in fields(CatalogueModel)) - {"origin", "instead_of"}


class EntryError(Exception):
    """What is wrong with an entry."""


def parse_model(entry: Any, origin: str, *, is_current: bool = True) -> CatalogueModel:
    """A model of a catalogue; ``is_current`` where it does not say. Raises EntryError."""
    if not isinstance(entry, dict):
        raise EntryError("is no object")
    if unknown := sorted(set(entry) - _WRITTEN):
        raise EntryError(f"has “{unknown[0]}”, which no entry has")
    kind = _text(entry, "kind", "language")
    if kind not in _KINDS:
        raise EntryError(f"has the kind “{kind}”; there are {' and '.join(_KINDS)}")
    current = _truth(entry, "current")
    return CatalogueModel(
        name=_needed(entry, "name"),
        file=file_name(_needed(entry, "file")),
        url=_address(_needed(entry, "url")),
        **{name: _text(entry, name) for name in _TEXTS},
        kind=kind,
        parameters=_whole(entry, "parameters") or 0,
        active_parameters=_whole(entry, "active_parameters") or 0,
        size=_whole(entry, "size"),
        sha256=_digest(entry, "sha256"),
        md5=_digest(entry, "md5"),
        context_tokens=_whole(entry, "context_tokens"),
        ram_gb=_number(entry, "ram_gb"),
        commercial_use=_truth(entry, "commercial_use"),
        languages=_texts(entry, "languages"),
        sampling=_sampling(entry.get("sampling", {})),
        current=is_current if current is None else current,
        thinks=_truth(entry, "thinks"),
        instructions=_share(entry, "instructions"),
        aliases=_texts(entry, "aliases"),
        origin=origin,
    )


def parse_replacement(entry: Any) -> Replacement:
    """A row of what is replaced. Raises EntryError."""
    if not isinstance(entry, dict):
        raise EntryError("is no object")
    return Replacement(_texts(entry, "names"), _needed(entry, "what"), _needed(entry, "instead"))


def file_name(name: str) -> str:
    """The name itself if it is one of a file, without any way to another folder.

    Raises EntryError for separators, names of devices, and what begins with a point.
    """
    if not _FILE_NAME.fullmatch(name) or _RESERVED.fullmatch(name) or name != name.strip():
        raise EntryError(f"has the file name “{name[:80]}”; it must be a plain name, no path")
    return name


def _address(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.username:
        raise EntryError(f"has the address “{url[:80]}”, which is none of the web")
    return url


def _sampling(entry: Any) -> Recommended:
    names = {field.name for field in fields(Recommended)}
    if not isinstance(entry, dict) or set(entry) - names:
        raise EntryError(f"has a sampling that is more than {', '.join(sorted(names))}")
    return Recommended(
        temperature=_number(entry, "temperature"),
        top_p=_number(entry, "top_p"),
        top_k=_whole(entry, "top_k"),
        min_p=_number(entry, "min_p"),
    )


def _needed(entry: dict[str, Any], name: str) -> str:
    if not (value := _text(entry, name).strip()):
        raise EntryError(f"has no “{name}”")
    return value


def _text(entry: dict[str, Any], name: str, default: str = "") -> str:
    value = entry.get(name, default)
    if not isinstance(value, str):
        raise EntryError(f"has {value!r} as “{name}”, which must be text")
    return value


def _texts(entry: dict[str, Any], name: str) -> tuple[str, ...]:
    value = entry.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise EntryError(f"has {value!r} as “{name}”, which must be a list of texts")
    return tuple(value)


def _number(entry: dict[str, Any], name: str) -> float | None:
    value = entry.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e18:
        raise EntryError(f"has {value!r} as “{name}”, which must be a number, 0 or more")
    return value


def _share(entry: dict[str, Any], name: str) -> float | None:
    value = _number(entry, name)
    if value is not None and value > 100:
        raise EntryError(f"has {value!r} as “{name}”, which must be a number of 100")
    return value


def _whole(entry: dict[str, Any], name: str) -> int | None:
    value = _number(entry, name)
    if value is not None and value != int(value):
        raise EntryError(f"has {value!r} as “{name}”, which must be a whole number")
    return None if value is None else int(value)


def _truth(entry: dict[str, Any], name: str) -> bool | None:
    value = entry.get(name)
    if value is not None and not isinstance(value, bool):
        raise EntryError(f"has {value!r} as “{name}”, which must be true, false or null")
    return value


def _digest(entry: dict[str, Any], name: str) -> str | None:
    value = entry.get(name)
    if value is None:
        return None
    length = _HEXADECIMAL[name]
    if not isinstance(value, str) or not re.fullmatch(f"[0-9a-fA-F]{{{length}}}", value):
        raise EntryError(f"has a “{name}” that is not {length} hexadecimal digits")
    return value.lower()
