"""OpenDocument files, packed or flat: their parts, and what they say about themselves."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from ingest.office.container import LOCKED, local, opened_archive, parsed, part
from localdocs.errors import EncryptedError, NoTextError, ReadError

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
PRESENTATION = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}"
MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"


@dataclass(frozen=True, slots=True)
class OdfFile:
    """``roots`` are those of content and styles; a flat file has all in one."""

    body: Any
    roots: tuple[Any, ...]
    title: str = ""
    author: str = ""
    created: str = ""

    def of_styles(self, *names: str) -> Iterator[Any]:
        """The elements of these names that say how something looks."""
        for root in self.roots:
            for group in root:
                if local(group) in ("styles", "automatic-styles", "master-styles"):
                    yield from group.iter(*names)


@contextmanager
def opened_odf(path: Path, what: str) -> Iterator[OdfFile]:
    """The file. Raises ReadError where it is damaged, locked, or turns out so within the block."""
    with path.open("rb") as file:
        start = file.read(200).lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<"):
        yield _flat(path, what)
        return
    with opened_archive(path, what) as archive:
        _refuse_locked(archive)
        content = part(archive, "content.xml")
        if content is None:
            raise ReadError(f"the file is damaged, or is not {what}")
        styles = part(archive, "styles.xml")
        about = part(archive, "meta.xml")
        roots = (content,) if styles is None else (content, styles)
        yield _file(content, roots, content if about is None else about, what)


def _flat(path: Path, what: str) -> OdfFile:
    data = path.read_bytes()
    if not data.strip():
        raise NoTextError("the file is empty")
    try:
        root = parsed(data)
    except etree.XMLSyntaxError as error:
        raise ReadError(f"the file is damaged, or is not {what}") from error
    return _file(root, (root,), root, what)


def _file(content: Any, roots: tuple[Any, ...], about: Any, what: str) -> OdfFile:
    body = content.find(f"{OFFICE}body")
    if body is None or not len(body):
        raise ReadError(f"the file is damaged, or is not {what}")
    meta = about.find(f"{OFFICE}meta")
    stated = {local(item): (item.text or "").strip() for item in meta} if meta is not None else {}
    author = stated.get("initial-creator") or stated.get("creator", "")
    created = (stated.get("creation-date") or stated.get("date", ""))[:10]
    return OdfFile(body[0], roots, stated.get("title", ""), author, created)


def _refuse_locked(archive: zipfile.ZipFile) -> None:
    manifest = part(archive, "META-INF/manifest.xml")
    for entry in manifest.iter(f"{MANIFEST}file-entry") if manifest is not None else ():
        name = entry.get(f"{MANIFEST}full-path")
        if name == "content.xml" and entry.find(f"{MANIFEST}encryption-data") is not None:
            raise EncryptedError(LOCKED)
