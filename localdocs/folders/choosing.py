"""Folders of the library as a person names them: by path, by name, by filters."""

import os
from datetime import datetime, timedelta
from pathlib import Path

from index.connection import Connection
from index.database import catalog, lookup
from localdocs.errors import FilterError, PathError, UsageError
from localdocs.languages.spelling import composed, look_alike, without_halves
from localdocs.types import Filters

UNTOLD = "\ufffd"
"""Stands for a byte of a name that is no text."""

LATEST_NANOSECONDS = 2**63 - 1
"""What SQLite can hold: the year 2262."""


_OF_THE_SYSTEM = ("/proc/", "/sys/", "/dev/")
"""Linux tells of itself there, as files."""


def is_offline(folder: catalog.Folder) -> bool:
    """Whether a folder is not there at the moment: an unplugged disk, an unmounted share.

    Only a file that is missing from a folder that is there has been deleted.
    """
    return not folder.path.exists() or (folder.mounted and not folder.path.is_mount())


def existing_path(given: Path | str) -> Path:
    """The path in full. Raises PathError where there is nothing that can be read."""
    path = _named(given)
    try:
        path = path.resolve(strict=True)
        if path.is_dir():
            os.scandir(path).close()
        return path
    except FileNotFoundError:
        raise PathError(f"{path} does not exist.", "Check the spelling of the path.") from None
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise PathError(f"{path} cannot be read: {reason}.", "Check its permissions.") from error


def path_to_index(given: Path | str, home: Path) -> Path:
    """The path in full of a folder or file that may be indexed. Raises PathError, also for what
    localdocs keeps itself in its ``home``, and for devices, pipes and sockets."""
    path = existing_path(given)
    if path.is_relative_to(home.resolve()):
        raise PathError(
            f"{path} is where localdocs keeps what it makes itself.", "Name a folder of yours."
        )
    if not path.is_dir() and not path.is_file():
        raise PathError(f"{path} is neither a folder nor a file.", "Name a folder or file.")
    if f"{path}/".startswith(_OF_THE_SYSTEM):
        raise PathError(
            f"{path} is made by the system, and is no document.", "Name a folder of yours."
        )
    if not os.access(path, os.R_OK):
        raise PathError(f"{path} cannot be read.", "Check its permissions.")
    return path


def chosen_folder(text: str, known: list[catalog.Folder]) -> Path:
    """The folder of that path, seen from where one stands, or of that name. Raises PathError where
    there is none."""
    wanted = _named(text).absolute()
    for folder in known:
        if folder.path in (wanted, wanted.resolve()):
            return folder.path
    return named_folder(text, known)


def named_folder(text: str, known: list[catalog.Folder]) -> Path:
    """The one folder of that name. Raises PathError where there is none."""
    wanted = _told(text)
    named = [folder.path for folder in known if _told(folder.name) == wanted]
    if len(named) == 1:
        return named[0]
    if named:
        raise PathError(
            f"{len(named)} folders have the name '{text}'.",
            "Give its path: " + ", ".join(str(path) for path in named),
        )
    names = ", ".join(folder.name for folder in known) or "none"
    raise PathError(f"'{text}' is not a folder of the library.", f"The folders are: {names}.")


def filtered_files(connection: Connection, filters: Filters) -> list[int]:
    """The ids of the files that meet the filters. Raises FilterError where there are none."""
    file_ids = files_within(connection, filters)
    if not file_ids:
        raise FilterError(
            "No indexed file meets these filters.",
            "'localdocs list' shows the folders; leave a filter out to widen the search.",
        )
    return file_ids


def files_within(connection: Connection, filters: Filters) -> list[int]:
    """The same, where it is no error that there are none. Raises FilterError for a folder that the
    library does not have."""
    known = catalog.folders(connection)
    return lookup.matching_files(
        connection,
        inside=[path for name in filters.inside for path in _chosen_places(name, known)],
        suffixes=[f".{suffix.lower().lstrip('.')}" for suffix in filters.suffixes],
        modified_since_ns=_nanoseconds(_moment(filters.since)) if filters.since else None,
        modified_before_ns=_nanoseconds(_day_after(filters.until)) if filters.until else None,
    )


def _chosen_places(text: str, known: list[catalog.Folder]) -> list[Path]:
    """The folders of the library with this name, or any path at or below one."""
    wanted_name = _told(text)
    named = [folder.path for folder in known if look_alike(_told(folder.name), wanted_name)]
    if named:
        return named
    wanted = _named(text).resolve()
    if any(wanted.is_relative_to(folder.path) for folder in known):
        return [wanted]
    names = ", ".join(folder.name for folder in known)
    raise FilterError(
        f"'{text}' is neither the name of a folder of the library nor a path in one.",
        f"The folders are: {names}.",
    )


def _named(given: Path | str) -> Path:
    """The path that was written. Raises PathError for an empty one: Python takes it for the folder
    that one stands in, which nobody has named."""
    if not str(given).strip():
        raise PathError("The path is empty.", "Name a folder or file; '.' is where you are.")
    if "\0" in str(given):
        raise PathError(f"{given!r} is no path: it has a zero byte.", "Check how it is written.")
    try:
        return _as_it_is_written(Path(given).expanduser())
    except RuntimeError as error:
        raise PathError(f"{given} cannot be found: {error}", "Write the path in full.") from error


def _as_it_is_written(path: Path) -> Path:
    """The path that was told as this one: names that are no text were told with U+FFFD."""
    if UNTOLD not in str(path) or path.exists():
        return path
    found = Path(path.anchor)
    for name in path.relative_to(path.anchor).parts:
        alike = [one for one in _names_in(found, name) if without_halves(one) == name]
        found /= alike[0] if len(alike) == 1 else name
    return found


def _names_in(folder: Path, name: str) -> list[str]:
    """The names that ``name`` may stand for."""
    if UNTOLD not in name or (folder / name).exists():
        return [name]
    try:
        return os.listdir(folder)  # noqa: PTH208
    except OSError:
        return []


def _told(name: str) -> str:
    """The name of a folder as those know it who were told of it."""
    return composed(without_halves(name))


def _moment(date: str) -> datetime:
    try:
        return datetime.fromisoformat(date)
    except ValueError:
        raise UsageError(f"'{date}' is not a date.", "Write it like 2026-03-31.") from None


def _day_after(date: str) -> datetime:
    """The first moment that is too late. Of a date with a time, the day counts."""
    day = _moment(date).replace(hour=0, minute=0, second=0, microsecond=0)
    return day + timedelta(days=1) if day.date() < day.max.date() else day


def _nanoseconds(moment: datetime) -> int:
    try:
        return min(int(moment.timestamp() * 1e9), LATEST_NANOSECONDS)
    except (ValueError, OverflowError):
        raise UsageError(f"'{moment}' is not a date.", "Write it like 2026-03-31.") from None
