"""What is said of folders."""

from dataclasses import replace
from pathlib import Path

from localdocs.reports import FolderStatus, LibraryStatus, Report
from localdocs.types import Skipped
from localdocs.views.folders import folder_lines, report_lines, status_lines, status_shape
from localdocs.views.style import Style

PLAIN = Style(fancy=False)
SKIPPED = tuple(Skipped(Path(f"/d/{name}.pdf"), "a scan") for name in "abcd")
FOLDER = FolderStatus(Path("/d"), "d", "offline", 1, 1200, (*SKIPPED, Skipped(Path("/d/x"), "odd")))
STATUS = LibraryStatus((FOLDER,), documents=1, passages=1200, embedded=1199)


def test_no_folder_yet() -> None:
    assert list(folder_lines([], PLAIN)) == ["No folders yet. Add one: localdocs add ~/Documents"]


def test_files_of_which_the_same_is_said_are_counted() -> None:
    assert list(status_lines(STATUS, PLAIN, service_pid=7)) == [
        "d  /d  (offline)",
        "    1 document, 1,200 passages",
        "  skipped 4 files, such as /d/a.pdf: a scan",
        "  skipped /d/x: odd",
        "  All of them: localdocs status --json",
        "In all: 1 document, 1,200 passages.",
        "1 passage can be found by their words only; the service does the rest.",
        "Not read: 4 .pdf (a scan), 1 without a suffix (odd).",
        "The service runs: process 7.",
    ]


def test_programs_are_told_of_each_file() -> None:
    shape = status_shape(STATUS)
    assert len(shape["folders"][0]["skipped"]) == 5
    assert shape["service"] == {"running": False, "pid": None}


def test_a_report_says_what_was_done() -> None:
    lines = list(report_lines(Report(added=2, removed=1, seconds=1.25), STATUS))
    assert lines == ["2 added, 1 removed in 1.2 s.", "In the library: 1 document, 1,200 passages."]
    assert next(report_lines(Report(), STATUS)) == "nothing to do in 0.0 s."


def test_languages_that_another_model_serves_better_are_said() -> None:
    status = replace(STATUS, languages=("German", "Spanish"))
    *_, line = report_lines(Report(), status)
    assert line.startswith("Much of this is in German and other languages, of which")
    assert line.endswith("localdocs models embedder multilingual")
    assert line in list(status_lines(status, PLAIN))
    assert status_shape(status)["better_multilingual"] == ["German", "Spanish"]
