"""Comments follow the page's text and say whose they are; typed text stands at its place."""

from pathlib import Path

import pytest

from ingest.pdf.reader import read
from localdocs.errors import NoTextError
from pdf_forms import note, pdf_with

FEE = (50.0, 700.0, "The fee is 18 euros.")
HIGHLIGHT = (50, 698, 200, 712)


def text(path: Path) -> str:
    return read(path).pages[0].text


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        (note("/Text", "21 is better."), "Comment: 21 is better."),
        (note("/Text", "21 is\rbetter.", T="Ada"), "Comment by Ada: 21 is better."),
        (note("/Highlight", "Too little.", HIGHLIGHT, T="Ada"), "Comment by Ada: Too little."),
        (note("/Text", "", RC="<p>So &amp; so</p>", T="Ada"), "Comment by Ada: So & so"),
    ],
)
def test_a_comment(tmp_path: Path, comment: dict[str, object], expected: str) -> None:
    found = text(pdf_with(tmp_path / "x.pdf", [FEE], [comment]))
    assert found == f"The fee is 18 euros.\n\n{expected}"


def test_a_reply_follows(tmp_path: Path) -> None:
    comments = [note("/Text", "Why?", T="Ada"), note("/Text", "Since May.", T="Bo", RT="/R")]
    found = text(pdf_with(tmp_path / "x.pdf", [FEE], comments))
    assert found.endswith("Comment by Ada: Why?\n\nComment by Bo: Since May.")


@pytest.mark.parametrize(
    "silent",
    [
        note("/Highlight", "18 euros", HIGHLIGHT, T="Ada"),
        note("/Popup", "21 is better."),
        note("/Text", "Accepted set by Ada", State="Accepted", StateModel="Review"),
        note("/Text", "hidden", F=2),
        note("/Link", "an address"),
    ],
)
def test_what_is_no_comment(tmp_path: Path, silent: dict[str, object]) -> None:
    assert text(pdf_with(tmp_path / "x.pdf", [FEE], [silent])) == "The fee is 18 euros."


def test_more_comments_than_are_read(tmp_path: Path) -> None:
    comments = [note("/Text", "why? " * 1000)] * 1_100
    assert len(text(pdf_with(tmp_path / "x.pdf", [FEE], comments))) < 3_000_000


def test_an_empty_page_with_comments_has_no_text_but_them(tmp_path: Path) -> None:
    document = read(pdf_with(tmp_path / "x.pdf", [], [note("/Text", "Sign here.")]))
    assert document.pages[0].text == "Comment: Sign here."
    with pytest.raises(NoTextError):
        read(pdf_with(tmp_path / "y.pdf", [], [note("/Text", "")]))


@pytest.mark.parametrize(
    ("words", "typed", "expected"),
    [
        ([(50, 700, "Borrower:")], note("/FreeText", "Orla", (150, 697, 300, 713)),
         "Borrower: Orla"),
        ([(50, 700, "Borrower")], note("/FreeText", "Orla", (50, 680, 300, 696)), "Borrower Orla"),
        ([(50, 700, "By:"), (50, 686, "On:")],
         note("/FreeText", "one\rtwo", (80, 682, 300, 712), DA="/Helv 11 Tf"), "By: one\nOn: two"),
        ([(50, 700, "Borrower:")],
         note("/FreeText", "", (150, 697, 300, 713), RC="<p>Orla</p>"), "Borrower: Orla"),
        ([], note("/FreeText", "Orla", (150, 697, 300, 713)), "Orla"),
    ],
)  # fmt: skip
def test_typed_text(
    tmp_path: Path,
    words: list[tuple[float, float, str]],
    typed: dict[str, object],
    expected: str,
) -> None:
    assert text(pdf_with(tmp_path / "x.pdf", words, [typed])) == expected


def test_what_is_typed_beside_sentences_breaks_none(tmp_path: Path) -> None:
    words = [(50.0, 700.0, "The fee for each metre of length that a boat has is eighteen"),
             (50.0, 686.0, "euros, to be paid until the end of May.")]  # fmt: skip
    typed = [note("/FreeText", "agreed", (450, 695, 520, 712))]
    found = text(pdf_with(tmp_path / "x.pdf", words, typed))
    assert found.replace("\n", " ").split() == f"{words[0][2]} {words[1][2]} agreed".split()
