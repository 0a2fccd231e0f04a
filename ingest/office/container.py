"""The ZIP archive that an office file is: looked at before it is unpacked, read without trust."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EINVAL
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote

from lxml import etree

from localdocs.errors import EncryptedError, NoTextError, ReadError, TooLargeError

MOST_UNPACKED_BYTES = 300_000_000
MOST_MEMBERS = 10_000
OLE_MAGIC = b"\xd0\xcf\x11\xe0"

LOCKED = "the file is locked: it needs a password"

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@contextmanager
def opened_archive(path: Path, what: str) -> Iterator[zipfile.ZipFile]:
    """The archive of a file that should be ``what``, "a Word document".

    Raises ReadError where it is damaged, locked, too large, or turns out so within the block.
    """
    with damage_said(what):
        refuse_unsound(path, what)
        with zipfile.ZipFile(path) as archive:
            yield archive


@contextmanager
def damage_said(what: str) -> Iterator[None]:
    """Say of an error of the libraries below that the file is damaged, or is not ``what``."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise ReadError("the file is damaged: its archive cannot be unpacked") from error
    except (KeyError, ValueError, AttributeError, TypeError, IndexError) as error:
        raise ReadError(f"the file is damaged, or is not {what}") from error
    except (etree.XMLSyntaxError, NotImplementedError) as error:  # or packed in an unknown way
        raise ReadError(f"the file is damaged, or is not {what}") from error
    except RuntimeError as error:  # a member with a password
        raise EncryptedError(LOCKED) from error
    except OSError as error:
        if error.errno != EINVAL:
            raise
        raise ReadError(f"the file is damaged, or is not {what}") from error  # a place below 0


def refuse_locked(path: Path) -> bytes:
    """The beginning of a file. Raises EncryptedError where a password wraps what it is, and
    NoTextError where there is nothing."""
    with path.open("rb") as file:
        start = file.read(1000)
        is_wrapped = "EncryptedPackage".encode("utf-16-le") in start + file.read(2_000_000)
    if start.startswith(OLE_MAGIC) and is_wrapped:
        raise EncryptedError(LOCKED)
    if not start:
        raise NoTextError("the file is empty")
    return start


def refuse_unsound(path: Path, what: str) -> None:
    """Look at the beginning, and at the sizes that the archive states."""
    if refuse_locked(path).startswith(OLE_MAGIC):
        raise ReadError(f"the file is damaged, or is not {what}")
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise ReadError(f"the file is damaged, or is not {what}") from error
    unpacked = sum(member.file_size for member in members)
    if unpacked > MOST_UNPACKED_BYTES:
        raise TooLargeError(f"unpacks to {unpacked // 1_000_000:,} MB, which is too much")
    if len(members) > MOST_MEMBERS:
        raise TooLargeError(f"unpacks to {len(members):,} files, which is too many")


def parsed(data: bytes) -> Any:
    """The root of an XML text. No entity of it is filled in, nothing is fetched."""
    return etree.fromstring(data, _parser())


def part(archive: zipfile.ZipFile, name: str) -> Any | None:
    """The root of a part; None where there is none of that name."""
    try:
        data = archive.read(name)
    except KeyError:
        return None
    return parsed(data)


def elements(file: IO[bytes], *names: str) -> Iterator[tuple[str, Any]]:
    """Local name and element, one after the other as they end; each is emptied afterwards."""
    steps = etree.iterparse(
        file, tag=[f"{{*}}{name}" for name in names], resolve_entities=False, no_network=True
    )
    for _, element in steps:
        yield local(element), element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def local(element: Any) -> str:
    """The name of an element without its namespace; "" for a comment and its like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def relations(archive: zipfile.ZipFile, of: str) -> dict[str, tuple[str, str]]:
    """What a part of an OOXML file refers to inside it: id -> last word of its kind, part name."""
    folder, _, name = of.rpartition("/")
    root = part(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    found: dict[str, tuple[str, str]] = {}
    for relation in root.iter(_RELATIONSHIP) if root is not None else ():
        if relation.get("TargetMode") != "External":
            target = unquote(relation.get("Target", ""))
            place = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = relation.get("Type", "").rpartition("/")[2]
            found[relation.get("Id", "")] = (kind, place)
    return found


def main_part(archive: zipfile.ZipFile) -> str:
    """The name of the part that an OOXML file is about. Raises KeyError where there is none."""
    for kind, place in relations(archive, "").values():
        if kind == "officeDocument":
            return place
    raise KeyError("officeDocument")


def own_facts(archive: zipfile.ZipFile) -> tuple[str, str, str]:
    """Title, author and ISO date that an OOXML file states about itself; "" where it does not."""
    places = [place for kind, place in relations(archive, "").values() if kind == "core-properties"]
    root = part(archive, places[0]) if places else None
    stated = (
        {local(child): (child.text or "").strip() for child in root} if root is not None else {}
    )
    created = stated.get("created", "")[:10]
    return stated.get("title", ""), stated.get("creator", ""), created


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
