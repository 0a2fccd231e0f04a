"""Which lines are titles, and which only look like it."""

import pytest

from ingest.pages.titles import first_line_title, is_telling, labelled_title, own_title


@pytest.mark.parametrize(
    "text",
    [
        *("untitled", "Microsoft Word - x.doc", "d123456d10q.htm", "0001-22-33", "Key：", " - "),
        *("10811.exe", "Layout 3.qxp", "88300 162..177"),
    ],
)
def test_what_programs_write_is_no_title(text: str) -> None:
    assert own_title(text) == ""


def test_what_people_write_is_one_line() -> None:
    assert own_title("The\n plan  of 2024") == "The plan of 2024"
    assert own_title("1984") == "1984"


@pytest.mark.parametrize("line", [
    "FOR IMMEDIATE RELEASE", "Table of Contents", "Sponsor: Acme Inc.", "12 March 2024",
    "Page 3 of 9", "Introduction 12", "Dear Ada,", "1.23 4.56 x", "Name of the boat [ ] Submit",
])  # fmt: skip
def test_lines_that_tell_nothing(line: str) -> None:
    assert not is_telling(line)


@pytest.mark.parametrize("line", ["Notice of termination", "Museum opening hours 1999–2004 in Ulm"])
def test_lines_that_tell(line: str) -> None:
    assert is_telling(line)


def test_labelled_titles() -> None:
    form = (
        "Form 7\n\nShort title: VISTA\n\nStudy title: A trial of lamps\nin caves\nSponsor: Acme\n"
    )
    assert labelled_title(form) == "A trial of lamps in caves"
    assert labelled_title("Ada,\n\nSubject: Lease of the barn\nFrom: Bo") == "Lease of the barn"
    assert labelled_title("Title\n\nLamps: A history\n\nOther words") == "Lamps: A history"
    assert labelled_title("The title of the book is long.\n\nJob title: Head of lamps") == ""


def test_the_first_line() -> None:
    assert first_line_title("Minutes of the board\n\nPresent were all.") == "Minutes of the board"
    assert first_line_title("Minutes of the board\nPresent were all.\n\nMore.") == ""
    assert first_line_title("Dear Ada,\n\nthank you.") == ""
    assert first_line_title("Only one line") == ""
