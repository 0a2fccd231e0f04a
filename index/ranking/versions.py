"""Versions of one document: its drafts, or largely the same text with another date in its name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from index.connection import Connection
from index.database.encoding import encode_path
from index.ranking.document_dates import document_date
from index.ranking.doubles import shingles_of
from index.ranking.version_names import VersionName, version_name

LARGELY_THE_SAME = 0.5
"""The share of common word triples (Broder 1997) from which one text is another one revised."""

COMPARED = 20_000
"""Characters at the beginning of two texts that are compared."""

_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Versions:
    """All versions of a document, newest first; ``date`` is that of the newest, "" if unknown."""

    paths: tuple[Path, ...]
    date: str


def versions_of(connection: Connection, path: Path) -> Versions | None:
    """The versions of an indexed document, it included; None where there is only the one.

    A copy that says the same is no version.
    """
    rows = connection.execute(
        "SELECT id, path, title, created, modified_ns FROM files WHERE skipped IS NULL AND suffix "
        "= (SELECT suffix FROM files WHERE path = CAST(? AS TEXT) AND skipped IS NULL)",
        (encode_path(path),),
    ).fetchall()
    documents = [_Document(connection, row) for row in rows]
    own = next((document for document in documents if document.path == path), None)
    if own is None:
        return None
    namesakes = [document for document in documents if own.may_be_called_like(document)]
    versions = [own, *(one for one in namesakes if _are_versions(own, one, namesakes))]
    if len(versions) < 2:
        return None
    newest_first = sorted(versions, key=lambda one: one.age, reverse=True)
    return Versions(tuple(one.path for one in newest_first), newest_first[0].date)


class _Document:
    """An indexed document. Its text is read when it is first asked for."""

    def __init__(self, connection: Connection, row: Any) -> None:
        self._connection = connection
        self._row = row
        self.path = Path(row["path"])
        self.names: tuple[str, str] = self.path.stem, row["title"] or ""

    @cached_property
    def version_names(self) -> list[VersionName]:
        return [version_name(name) for name in self.names]

    @property
    def date(self) -> str:
        return document_date(self.names[1], self.path.name, self._row["created"] or "")

    @property
    def age(self) -> tuple[str, tuple[tuple[float, ...], int], str, int]:
        """What orders versions: what their names say, before when the file was made."""
        of_file, of_title = self.version_names
        rank = of_file.rank if of_file.is_marked else of_title.rank
        dated = document_date(self.names[1], self.path.name, "")
        return dated, rank, self._row["created"] or "", self._row["modified_ns"]

    @cached_property
    def text(self) -> str:
        rows = self._connection.execute(
            "SELECT text FROM pages WHERE file_id = ? ORDER BY number", (self._row["id"],)
        ).fetchall()
        return "\n".join(row[0] for row in rows)

    @cached_property
    def shingles(self) -> set[tuple[str, ...]]:
        return shingles_of(self.text[:COMPARED])

    def may_be_called_like(self, other: "_Document") -> bool:
        """Whether the other document's names have the longest word of one of this one's."""
        words = [_LETTERS.findall(name.undated) for name in self.version_names]
        names = " ".join(other.names).lower()
        return any(max(those, key=len) in names for those in words if those)

    def says_largely_what(self, other: "_Document") -> bool:
        common = len(self.shingles & other.shingles)
        return common >= LARGELY_THE_SAME * len(self.shingles | other.shingles)


def _are_versions(own: _Document, other: _Document, namesakes: Sequence[_Document]) -> bool:
    """Whether the files or the titles have the same name but for a mark or a date.

    Beside one another, a mark is enough; otherwise they have to say largely the same.
    """
    for place in (0, 1):
        one, two = own.version_names[place], other.version_names[place]
        is_named_alike = one.undated == two.undated and _LETTERS.search(one.undated)
        if not is_named_alike or own.names[place] == other.names[place]:
            continue
        if own.text == other.text:
            return False
        differ_in_marks = one.unmarked == two.unmarked
        if differ_in_marks and (one.is_marked or two.is_marked):
            return own.path.parent == other.path.parent or own.says_largely_what(other)
        if differ_in_marks or not _is_counted(
            one, [some.version_names[place] for some in namesakes]
        ):
            return own.says_largely_what(other)
    return False


def _is_counted(name: VersionName, others: Sequence[VersionName]) -> bool:
    """Whether names differ in a number: "note 2031" among "note 7" and "note 812" is no year."""
    letters = _LETTERS.findall(name.undated)
    return any(
        any(map(str.isdigit, other.undated)) and _LETTERS.findall(other.undated) == letters
        for other in others
    )
