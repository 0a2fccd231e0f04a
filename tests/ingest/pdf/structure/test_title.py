"""The title of a PDF, from the look and the words of its first pages."""

from ingest.pages.page_builder import PageBuilder
from ingest.pdf.lines import Line
from ingest.pdf.structure.title import pdf_title
from localdocs.types import BlockKind, Page

BODY = [(10.0, f"This is line {number} of the body of the text, which is long") for number in "abc"]


def page(lines: list[tuple[float, str]]) -> tuple[Page, list[Line]]:
    """A page whose lines have these heights, the first one at the top."""
    builder = PageBuilder()
    found = []
    top = 800.0
    for height, text in lines:
        top -= height * 1.5
        builder.add(BlockKind.PARAGRAPH, text)
        found.append(Line(text, height=height, left=50, right=300, top=top))
    return builder.page(1), found


def test_the_largest_lines_are_the_title() -> None:
    lines = [(9.0, "Ada Lovelace"), (18.0, "Sketch: Of the"), (18.0, "Analytical Engine"), *BODY]
    assert pdf_title("untitled", [page(lines)]) == "Sketch: Of the Analytical Engine"


def test_a_short_title_takes_smaller_lines_along() -> None:
    lines = [(15.0, "Model X200"), (30.0, "User Manual"), (10.0, "Read it with care")]
    assert pdf_title("", [page([*lines, *BODY])]) == "Model X200 User Manual"


def test_a_short_title_of_the_file_is_said_more_fully() -> None:
    lines = [(20.0, "Care of brass lamps in wet rooms"), *BODY]
    assert pdf_title("Household", [page(lines)]) == "Household: Care of brass lamps in wet rooms"
    assert pdf_title("Brass lamps", [page(lines)]) == "Care of brass lamps in wet rooms"
    assert pdf_title("The care of lamps", [page(lines)]) == "The care of lamps"


def test_a_cover_without_words_is_turned() -> None:
    assert pdf_title("", [page([(10.0, "1")]), page([(20.0, "The lamp book"), *BODY])]) == (
        "The lamp book"
    )


def test_sections_of_a_later_page_are_no_title() -> None:
    contents = [(10.0, f"Section {name} … 12") for name in "abcdefg"]
    assert pdf_title("", [page(contents), page([(20.0, "Work requirements"), *BODY])]) == ""


def test_a_press_release_announces() -> None:
    text = "Ulm, Germany (May 4, 2021) – Acme today announced that its lamps are bright in the dark"
    lines = [(12.0, "FOR IMMEDIATE RELEASE"), (10.0, f"{text}. More follows."), *BODY]
    assert pdf_title("", [page(lines)]).startswith("Acme today announced that its lamps")


def test_facts_of_a_form_are_added() -> None:
    lines = [(20.0, "Accident Report"), (10.0, "Location: Ulm"), (10.0, "Date: 2021-05-04"),
             (10.0, "Weather: Fog"), *BODY]  # fmt: skip
    assert pdf_title("", [page(lines)]) == "Accident Report, Ulm, 2021-05-04"
