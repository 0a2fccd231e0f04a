"""What ``localdocs add --dry-run`` says, in lines for people."""

from collections.abc import Iterator

from localdocs.types import Preview
from localdocs.views.service import duration


def preview_lines(preview: Preview) -> Iterator[str]:
    """What adding a folder would do, without the skipped files."""
    yield f"{preview.path}: {_files(preview.files)}, {megabytes(preview.size)}."
    for kind in preview.kinds:
        yield f"  {kind.suffix:8} {_files(kind.files):>16} {megabytes(kind.size):>12}"
    if preview.unchanged:
        yield f"  {_files(preview.unchanged)} of these already indexed, and unchanged."
    if preview.ignored:
        places = "place" if preview.ignored == 1 else "places"
        yield f"  Ignore files leave out {preview.ignored:,} {places}."
    if preview.not_wanted:
        yield f"  The settings leave out {_files(preview.not_wanted)} by their type."


def time_line(preview: Preview) -> str:
    """The estimate."""
    if preview.seconds is None:
        return "How long it takes cannot be told: no text was found in the files that were tried."
    if preview.files == preview.unchanged:
        return "There is nothing to do."
    return f"Indexing takes about {duration(max(preview.seconds, 1.0))} on this computer."


def megabytes(size: int) -> str:
    """An amount of bytes as people say it."""
    if size < 1_000_000:
        return f"{size / 1e3:,.0f} kB"
    return f"{size / 1e6:,.1f} MB"


def _files(count: int) -> str:
    return f"{count:,} file{'' if count == 1 else 's'}"
