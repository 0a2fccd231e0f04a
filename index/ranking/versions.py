"""Versions of one document: the same title, or the same file name, but for a date or a number."""

import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from index.database.connection import encode_path
from index.ranking.document_dates import document_date, without_dates

SHORTEST_NAME = 6
"""Characters of a title that must be left without its dates; "2023.pdf" is no version of "2022"."""


@dataclass(frozen=True, slots=True)
class Versions:
    """All versions of a document, newest first; ``date`` is that of the newest."""

    paths: tuple[Path, ...]
    date: str


def versions_of(connection: sqlite3.Connection, path: Path) -> Versions | None:
    """The versions of an indexed document, it included; None where there is only the one."""
    row = connection.execute(
        "SELECT title, suffix FROM files WHERE path = CAST(? AS TEXT) AND skipped IS NULL",
        (encode_path(path),),
    ).fetchone()
    if row is None:
        return None
    name = _bare(row["title"] or "", path)
    if len(name) < SHORTEST_NAME:
        return None
    rows = connection.execute(
        "SELECT path, title, created FROM files WHERE suffix = ? AND skipped IS NULL",
        (row["suffix"],),
    ).fetchall()
    dated: dict[Path, str] = {}
    for other in rows:
        other_path = Path(other["path"])
        if _bare(other["title"] or "", other_path) == name:
            found = document_date(other["title"] or "", other_path.name, other["created"] or "")
            if not found and _is_counted(other["title"] or other_path.stem):
                return None  # "note 2031" among "note 7" and "note 812" is no year
            dated[other_path] = found
    if len(set(dated.values()) - {""}) < 2:
        return None
    newest_first = sorted(dated, key=lambda one: (dated[one], str(one)), reverse=True)
    return Versions(tuple(newest_first), dated[newest_first[0]])


def _is_counted(name: str) -> bool:
    """Whether a name has a number that is no date."""
    return any(character.isdigit() for character in without_dates(name))


def _bare(title: str, path: Path) -> str:
    """What is left of a title, or of the file's name where there is none, without its dates."""
    text = without_dates(title or path.stem)
    return " ".join(re.findall(r"[^\W\d_]+", text.lower()))
