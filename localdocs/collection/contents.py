"""The documents that a question about the collection looks at, and the names they go by."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from index.connection import Connection
from index.database import catalog, listing
from index.database.listing import ListedFile
from localdocs.languages.english import STOP_WORDS
from localdocs.languages.spelling import composed, look_alike
from prompts.question.collection.questions import DOCUMENT, Kind, Selection

TITLE_SHARE = 0.5
"""A title is meant where at least this share of its words is said, if not all of it."""

_GENERIC = frozenset("document documents file pdf doc docs text paper report page book".split())
_WORD = re.compile(r"[^\W_]+")
_HYPHENED_NUMBER = re.compile(r"(?<=\d)-(?=[A-Za-z](?![A-Za-z]))")
_DETERMINER = re.compile(r"^(?:the|this|my|our) ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """The documents that a name may mean; ``exactly`` if it is all of their name or title."""

    files: Sequence[ListedFile]
    exactly: bool


class Contents:
    """The documents of an index; of these files only, where ``file_ids`` are given."""

    def __init__(self, connection: Connection, file_ids: Sequence[int] | None) -> None:
        self.connection = connection
        self.files = listing.indexed_files(connection, file_ids)
        self.total = listing.count_files(connection)

    # Which documents

    def selected(self, selection: Selection) -> list[ListedFile] | None:
        """The documents that are meant, by path; None where there is no folder of that name."""
        files = self.files
        if selection.folder:
            places = self._places(selection.folder)
            files = [file for file in files if places.intersection(file.path.parents)]
            if not files:
                return None
        if suffixes := selection.kind.suffixes:
            files = [file for file in files if file.suffix in suffixes]
        if period := selection.period:
            day_of = arrived if selection.by_arrival else changed
            files = [file for file in files if period.holds(day_of(file).date())]
        return files

    def named(self, name: str) -> Named:
        """The documents that a person means by a name; none where there are none."""
        name = _DETERMINER.sub("", name)
        words = _words(name)
        if words and set(words) <= _GENERIC and len(self.files) == 1:
            return Named(self.files, True)
        for called in (
            {file.file_id for file in self.files if name and _ends_with(file.path, name)},
            {file.file_id for file in self.files if words and _words(file.path.stem) == words},
            {file.file_id for file in self.files if words and _words(file.title) == words},
        ):
            if called:
                return Named([file for file in self.files if file.file_id in called], True)
        telling = {word for word in words if word not in STOP_WORDS} - _GENERIC
        loosely = [file for file in self.files if telling and _may_be_called(file, telling)]
        return Named(loosely, False)

    def short_name(self, file: ListedFile) -> str:
        """Its path in its folder; with the folder's name where that leaves a doubt."""
        folder, name = self._place(file.path)
        return name if self._times[name] == 1 else str(Path(folder) / name)

    def coverage(self, looked_at: Sequence[ListedFile]) -> str:
        """How much of the index an answer rests on."""
        number = len(looked_at)
        if number == self.total:
            looked = f"Looked at {'all ' if number > 1 else ''}{number:,} of {plural(self.total)}"
        else:
            looked = (
                f"Looked at {number:,} of {plural(self.total)}, "
                "those that the question or the filters choose"
            )
        skipped = listing.count_files(self.connection, skipped=True)
        unread = f"; {plural(skipped, Kind('file', 'files'))} could not be read" if skipped else ""
        return f"{looked}{unread}."

    # Inside

    @cached_property
    def _folders(self) -> list[catalog.Folder]:
        """Inner folders first."""
        folders = catalog.folders(self.connection)
        return sorted(folders, key=lambda folder: -len(folder.path.parts))

    @cached_property
    def _times(self) -> Counter[str]:
        return Counter(self._place(file.path)[1] for file in self.files)

    def _place(self, path: Path) -> tuple[str, str]:
        for folder in self._folders:
            if path != folder.path and path.is_relative_to(folder.path):
                return folder.name, str(path.relative_to(folder.path))
        return path.parent.name, path.name

    def _places(self, folder: str) -> set[Path]:
        """The folders that a person may mean by a name."""
        wanted = folder.strip("\"'“”/")
        places = {known.path for known in self._folders if look_alike(known.name, wanted)}
        above = {place for file in self.files for place in file.path.parents}
        return places | {place for place in above if look_alike(place.name, wanted)}


def plural(number: int, kind: Kind = DOCUMENT) -> str:
    """ "1 document", "2,000 documents"."""
    return f"{number:,} {kind.one if number == 1 else kind.many}"


def changed(file: ListedFile) -> datetime:
    """When it was last changed, local time."""
    return datetime.fromtimestamp(file.modified_ns / 1e9)


def arrived(file: ListedFile) -> datetime:
    """When it was last read into the index, local time."""
    return datetime.fromisoformat(file.indexed_at).astimezone()


def _ends_with(path: Path, name: str) -> bool:
    """Whether a path ends with these of its parts: a name, or a folder and a name."""
    whole, end = composed(f"/{path.as_posix()}"), composed(f"/{name.strip('/')}")
    return whole.casefold().endswith(end.casefold())


def _may_be_called(file: ListedFile, telling: set[str]) -> bool:
    title = {word for word in _words(file.title) if word not in STOP_WORDS}
    of_title = telling <= title and len(telling) >= TITLE_SHARE * len(title)
    return of_title or telling <= set(_words(file.path.stem))


def _words(text: str) -> list[str]:
    """The words of a name, in small letters; "10-K" and "10K" are one word."""
    joined = _HYPHENED_NUMBER.sub("", composed(text))
    return [word.casefold() for word in _WORD.findall(joined)]
