"""What is said of folders: what is in them, what a run did, and what adding one would do."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from localdocs.languages.amounts import counted, duration, megabytes, rounded
from localdocs.reports import FolderStatus, LibraryStatus, Preview, Report, TeamStatus
from localdocs.types import Skipped
from localdocs.views.style import Style, each_shown, shown
from localdocs.views.team import team_lines, team_shape
from localdocs.views.unread import unread_lines, unread_shape

FILES_LISTED = 3
"""More files than this with the same to be said of them are counted, not listed."""


def folder_lines(folders: Sequence[FolderStatus], style: Style) -> Iterator[str]:
    """What ``list`` says: the folders, with what is in them."""
    for folder in folders:
        note = "" if folder.state == "ready" else f"  ({folder.state})"
        yield f"{style.bold(shown(folder.name))}  {shown(str(folder.path))}{note}"
        yield f"    {counted(folder.documents, 'document')}, {counted(folder.passages, 'passage')}"
    if not folders:
        yield "No folders yet. Add one: localdocs add ~/Documents"


def folder_shape(folder: FolderStatus) -> dict[str, Any]:
    """A folder, for programs."""
    return {
        "path": str(folder.path),
        "name": folder.name,
        "state": folder.state,
        "documents": folder.documents,
        "passages": folder.passages,
        "skipped": _skipped_shape(folder.skipped),
        "notes": [{"path": str(path), "note": note} for path, note in folder.notes],
    }


def status_lines(
    status: LibraryStatus,
    style: Style,
    service_pid: int | None = None,
    team: TeamStatus | None = None,
) -> Iterator[str]:
    """What ``status`` says: the same, and which files were skipped and why; who works on it."""
    yield from folder_lines(status.folders, style)
    for folder in status.folders:
        yield from _file_lines("skipped", [(item.path, item.reason) for item in folder.skipped])
        yield from _file_lines("note", folder.notes)
    if status.folders:
        yield f"In all: {_amount(status)}."
    if status.embedded < status.passages:
        waiting = counted(status.passages - status.embedded, "passage")
        by_hand = "'localdocs worker'" if team else "'localdocs sync'"
        rest = "the service" if service_pid else by_hand
        yield f"{waiting} can be found by their words only; {rest} does the rest."
    every = [item for folder in status.folders for item in folder.skipped]
    yield from unread_lines(every, status)
    yield from _language_lines(status)
    if service_pid:
        yield f"The service runs: process {service_pid}."
    if team:
        yield from team_lines(team)


def status_shape(
    status: LibraryStatus, service_pid: int | None = None, team: TeamStatus | None = None
) -> dict[str, Any]:
    """What ``status --json`` prints."""
    return {
        "folders": [folder_shape(folder) for folder in status.folders],
        "documents": status.documents,
        "passages": status.passages,
        "embedded": status.embedded,
        "embedder": status.embedder,
        "better_multilingual": list(status.languages),
        "not_read": unread_shape([i for folder in status.folders for i in folder.skipped], status),
        "ocr": status.ocr,
        "pages_waiting_for_ocr": status.scans_waiting,
        "service": {"running": service_pid is not None, "pid": service_pid},
        "team": team and team_shape(team),
    }


def report_lines(report: Report, status: LibraryStatus) -> Iterator[str]:
    """What ``add``, ``sync`` and ``remove`` say when they are done."""
    kinds = ("added", "changed", "renamed", "removed", "unchanged")
    read = [f"{counted(report.scanned, 'page')} read by OCR"] if report.scanned else []
    done = [f"{getattr(report, kind)} {kind}" for kind in kinds if getattr(report, kind)]
    skipped = [f"{len(report.skipped)} skipped"] if report.skipped else []
    yield f"{', '.join(done + read + skipped) or 'nothing to do'} in {report.seconds:.1f} s."
    yield from _file_lines("skipped", [(item.path, item.reason) for item in report.skipped])
    yield f"In the library: {_amount(status)}."
    yield from unread_lines(report.skipped, status)
    yield from _language_lines(status)


def report_shape(report: Report, status: LibraryStatus) -> dict[str, Any]:
    """What ``add --json``, ``sync --json`` and ``remove --json`` print."""
    return {
        "added": report.added,
        "changed": report.changed,
        "renamed": report.renamed,
        "removed": report.removed,
        "unchanged": report.unchanged,
        "skipped": _skipped_shape(report.skipped),
        "passages": report.passages,
        "embedded": report.embedded,
        "pages_read_by_ocr": report.scanned,
        "not_read": unread_shape(report.skipped, status),
        "seconds": rounded(report.seconds),
    }


@each_shown
def preview_lines(preview: Preview) -> Iterator[str]:
    """What adding a folder would do, and about how long it would take."""
    yield f"{preview.path}: {counted(preview.files, 'file')}, {megabytes(preview.size)}."
    for kind in preview.kinds:
        yield f"  {kind.suffix:8} {counted(kind.files, 'file'):>16} {megabytes(kind.size):>12}"
    if preview.unchanged:
        yield f"  {counted(preview.unchanged, 'file')} of these already indexed, and unchanged."
    if preview.ignored:
        places = "place" if preview.ignored == 1 else "places"
        yield f"  Ignore files leave out {preview.ignored:,} {places}."
    if preview.not_wanted:
        yield f"  The settings leave out {counted(preview.not_wanted, 'file')} by their type."
    yield from _file_lines("would skip", [(it.path, it.reason) for it in preview.skipped])
    yield _time_line(preview)


def previews_lines(previews: Iterable[Preview]) -> Iterator[str]:
    """What ``add --dry-run`` says, folder by folder."""
    for preview in previews:
        yield from preview_lines(preview)
    yield "Nothing was stored."


def previews_shape(previews: Iterable[Preview]) -> Iterator[dict[str, Any]]:
    """What ``add --dry-run --json`` prints."""
    for preview in previews:
        yield {
            "path": str(preview.path),
            "files": preview.files,
            "size": preview.size,
            "kinds": [
                {"suffix": kind.suffix, "files": kind.files, "size": kind.size}
                for kind in preview.kinds
            ],
            "unchanged": preview.unchanged,
            "skipped": _skipped_shape(preview.skipped),
            "ignored": preview.ignored,
            "not_wanted": preview.not_wanted,
            "estimated_seconds": rounded(preview.seconds),
        }


def _time_line(preview: Preview) -> str:
    """How long adding a folder would take."""
    if preview.seconds is None:
        return "How long it takes cannot be told: no text was found in the files that were tried."
    if preview.files == preview.unchanged:
        return "There is nothing to do."
    return f"Indexing takes about {duration(max(preview.seconds, 1.0))} on this computer."


def _file_lines(kind: str, files: Iterable[tuple[Path, str]]) -> Iterator[str]:
    """Files with what is to be said of them; those of which the same is said are counted."""
    paths: dict[str, list[Path]] = {}
    for path, words in files:
        paths.setdefault(words, []).append(path)
    for words, alike in sorted(paths.items(), key=lambda item: -len(item[1])):
        if len(alike) <= FILES_LISTED:
            for path in alike:
                yield f"  {kind} {shown(str(path))}: {shown(words)}"
        else:
            such_as = f"{len(alike)} files, such as {shown(str(alike[0]))}"
            yield f"  {kind} {such_as}: {shown(words)}"
    if any(len(alike) > FILES_LISTED for alike in paths.values()):
        yield "  All of them: localdocs status --json"


def _skipped_shape(skipped: Sequence[Skipped]) -> list[dict[str, str]]:
    return [{"path": str(item.path), "reason": item.reason} for item in skipped]


def _amount(status: LibraryStatus) -> str:
    return f"{counted(status.documents, 'document')}, {counted(status.passages, 'passage')}"


def _language_lines(status: LibraryStatus) -> Iterator[str]:
    """That another embedding model would find more in these documents, where one would."""
    if status.languages:
        first, more = status.languages[0], " and other languages" if status.languages[1:] else ""
        yield (
            f"Much of this is in {first}{more}, of which the embedding model in use knows little. "
            "A better one: localdocs models embedder multilingual"
        )
