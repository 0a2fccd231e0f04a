"""What is said of files that were not read."""

from pathlib import Path

from localdocs.reports import LibraryStatus
from localdocs.types import Skipped
from localdocs.views.unread import unread_lines, unread_shape

PICTURES = [Skipped(Path(f"/d/{name}.jpg"), "a picture; needs OCR") for name in "abc"]
SOUND = Skipped(Path("/d/x.MP3"), "no reader for .mp3 yet")


def test_kinds_are_counted_and_what_would_read_them_is_named() -> None:
    lines = list(unread_lines([SOUND, *PICTURES], LibraryStatus(needs_ocr=True)))
    assert lines == [
        "Not read: 3 .jpg (a picture; needs OCR), 1 .mp3 (no reader for .mp3 yet).",
        "OCR reads scans and pictures: pip install 'localdocs[ocr]', then localdocs sync",
    ]


def test_many_kinds_are_not_all_named() -> None:
    odd = [Skipped(Path(f"/d/x.a{number}"), "odd") for number in range(9)]
    (line,) = unread_lines(odd, LibraryStatus())
    assert line.endswith("1 .a5 (odd), 3 others.")


def test_one_file_has_been_named_already() -> None:
    assert list(unread_lines([SOUND], LibraryStatus())) == []


def test_pages_that_wait() -> None:
    status = LibraryStatus(ocr="PP-OCR", needs_ocr=True, scans_waiting=1)
    (line,) = unread_lines([], status)
    assert line.startswith("1 page waits for OCR: the background service reads them")


def test_programs_are_told_the_same() -> None:
    shape = unread_shape([*PICTURES, SOUND], LibraryStatus(needs_ocr=True))
    assert shape == [
        {
            "suffix": ".jpg",
            "reason": "a picture; needs OCR",
            "files": 3,
            "remedy": "pip install 'localdocs[ocr]'",
        },
        {"suffix": ".mp3", "reason": "no reader for .mp3 yet", "files": 1, "remedy": ""},
    ]
    installed = LibraryStatus(needs_ocr=True, ocr="tesseract")
    assert unread_shape(PICTURES, installed)[0]["remedy"] == "localdocs sync"
