"""Forms: each value stands behind its label, and boxes say whether they are ticked."""

import time
from pathlib import Path

import pytest
from pypdf.generic import DictionaryObject, NameObject

from ingest.pdf.filled_in.entries import rectangle
from ingest.pdf.reader import read
from pdf_forms import field, pdf_with

LABEL = (50.0, 700.0, "Name of the boat:")
BESIDE = (200, 696, 400, 714)


def lines(path: Path) -> list[str]:
    return [line for line in read(path).pages[0].text.split("\n") if line]


@pytest.mark.parametrize(
    ("words", "rects", "expected"),
    [
        ([LABEL], [(200, 696, 400, 714)], ["Name of the boat: Kittiwake"]),
        ([LABEL], [(150, 690, 550, 716)], ["Name of the boat: Kittiwake"]),
        ([(50, 700, "Boat: __________ since")], [(80, 698, 130, 712)], ["Boat: Kittiwake since"]),
        ([(50, 700, "Name of the boat")], [(50, 678, 250, 696)], ["Name of the boat Kittiwake"]),
        ([(50, 700, "Boat"), (300, 700, "Owner")], [(50, 678, 250, 696)], ["Boat Kittiwake Owner"]),
        ([(90, 700, "metres")], [(50, 697, 85, 712)], ["Kittiwake metres"]),
        ([(50, 700, "A report.")], [(50, 600, 250, 616)], ["A report.", "Kittiwake"]),
    ],
)  # fmt: skip
def test_a_value_stands_behind_its_label(
    tmp_path: Path, words: list[tuple[float, float, str]], rects: list[object], expected: list[str]
) -> None:
    fields = [field(rect, "Kittiwake") for rect in rects]  # type: ignore[arg-type]
    assert lines(pdf_with(tmp_path / "x.pdf", words, fields)) == expected


def test_two_fields_on_one_line(tmp_path: Path) -> None:
    words = [(50.0, 700.0, "From:"), (300.0, 700.0, "To:"), (50.0, 680.0, "Remarks:")]
    fields = [
        field((330, 696, 450, 712), "June"),
        field((90, 696, 200, 712), "May"),
        field((110, 600, 450, 692), "Two masts.\rRed sails."),
    ]
    expected = ["From: May To: June", "Remarks: Two masts. Red sails."]
    assert lines(pdf_with(tmp_path / "x.pdf", words, fields)) == expected


def test_rows_of_fields_are_a_table(tmp_path: Path) -> None:
    words = [(50.0, 700.0, "Name"), (200.0, 700.0, "Born")]
    fields = [
        field((left, 696 - 16 * row, left + 140, 712 - 16 * row), value)
        for row, pair in enumerate((("Tom", "2001"), ("Ann", "1999")), 1)
        for left, value in zip((50, 200), pair, strict=True)
    ]
    expected = ["Name Born", "Tom 2001", "Ann 1999"]
    assert lines(pdf_with(tmp_path / "x.pdf", words, fields)) == expected


@pytest.mark.parametrize(
    ("state", "rect", "expected"),
    [
        ("/Yes", (60, 698, 72, 710), "[x] Winter storage"),
        ("/Off", (60, 698, 72, 710), "[ ] Winter storage"),
        ("/Yes", (190, 698, 202, 710), "Winter storage [x]"),
    ],
)
def test_boxes(tmp_path: Path, state: str, rect: tuple[int, ...], expected: str) -> None:
    boxes = [field(rect, state, "/Btn")]
    assert lines(pdf_with(tmp_path / "x.pdf", [(80, 700, "Winter storage")], boxes)) == [expected]


def test_a_box_that_the_page_draws_is_not_there_twice(tmp_path: Path) -> None:
    words = [(61.0, 700.0, "o"), (80.0, 700.0, "Winter storage")]
    boxes = [field((60, 698, 72, 710), "/Yes", "/Btn")]
    assert lines(pdf_with(tmp_path / "x.pdf", words, boxes)) == ["[x] Winter storage"]


def test_radio_buttons(tmp_path: Path) -> None:
    words = [(50.0, 700.0, "Payment:"), (140.0, 700.0, "yearly"), (240.0, 700.0, "monthly")]
    group = {"/FT": "/Btn", "/Ff": 1 << 15, "/V": "/monthly", "/T": "payment"}
    buttons = [
        {"/Subtype": "/Widget", "/Parent": group, "/Rect": (x, 698, x + 12, 710),
         "/AP": {"/N": {f"/{name}": {}, "/Off": {}}}}
        for x, name in ((125, "yearly"), (225, "monthly"))
    ]  # fmt: skip
    expected = ["Payment: [ ] yearly [x] monthly"]
    assert lines(pdf_with(tmp_path / "x.pdf", words, buttons)) == expected


@pytest.mark.parametrize(
    ("value", "options", "expected"),
    [
        ("Northquay", ["Northquay", "Islet"], "Northquay"),
        ("nq", [["nq", "Northquay"], ["is", "Islet"]], "Northquay"),
        (["nq", "is"], [["nq", "Northquay"], ["is", "Islet"]], "Northquay, Islet"),
    ],
)
def test_choices(tmp_path: Path, value: object, options: object, expected: str) -> None:
    fields = [field(BESIDE, value, "/Ch", Opt=options)]
    found = lines(pdf_with(tmp_path / "x.pdf", [(50, 700, "Harbour:")], fields))
    assert found == [f"Harbour: {expected}"]


@pytest.mark.parametrize("form", [{"/XFA": ["template", "<x/>"]}, {"/NeedAppearances": 1}, {}])
def test_whatever_else_the_form_has(tmp_path: Path, form: dict[str, object]) -> None:
    found = lines(pdf_with(tmp_path / "x.pdf", [LABEL], [field(BESIDE, "Kittiwake")], form=form))
    assert found == ["Name of the boat: Kittiwake"]


@pytest.mark.parametrize(
    "hidden",
    [
        field(BESIDE, "secret", F=2),
        field(BESIDE, "secret", F=32),
        field(BESIDE, "secret", Ff=1 << 13),
        field((200, 2000, 400, 2020), "secret"),
        field(BESIDE, "/Off", "/Btn", Ff=1 << 16),
    ],
)
def test_what_nobody_sees_is_not_read(tmp_path: Path, hidden: dict[str, object]) -> None:
    assert lines(pdf_with(tmp_path / "x.pdf", [LABEL], [hidden])) == ["Name of the boat:"]


@pytest.mark.parametrize("drawn", ["Kittiwake", "Kitti wake", "the Kittiwake II"])
def test_a_value_that_the_page_says_is_not_doubled(tmp_path: Path, drawn: str) -> None:
    words = [LABEL, (210.0, 700.0, drawn)]
    found = lines(pdf_with(tmp_path / "x.pdf", words, [field(BESIDE, "Kittiwake")]))
    assert found == [f"Name of the boat: {drawn}"]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_is_shown_turned(tmp_path: Path, degrees: int) -> None:
    page = pdf_with(
        tmp_path / "x.pdf", [(50, 700, "A title")], [field(BESIDE, "x")], rotate=degrees
    )
    assert "x" in " ".join(lines(page)).split()


def test_hostile_fields_cost_no_more_than_themselves(tmp_path: Path) -> None:
    circle = DictionaryObject()
    circle[NameObject("/Parent")] = circle
    fields = [
        {"/Subtype": "/Widget", "/Rect": BESIDE, "/Parent": {"/Parent": {}}},
        {"/Subtype": "/Widget", "/FT": "/Tx", "/V": "lost", "/Rect": ("/NaN", 1, 2)},
        field(BESIDE, {"/no": "text"}),
        field(BESIDE, "x", F="many"),
        field(BESIDE, "Kittiwake"),
    ]
    found = lines(pdf_with(tmp_path / "x.pdf", [LABEL], fields))
    assert found == ["Name of the boat: Kittiwake"]


def test_a_field_that_is_its_own_parent(tmp_path: Path) -> None:
    content = pdf_with(tmp_path / "x.pdf", [LABEL], [field(BESIDE, "x"), field(BESIDE, "y", "/Q")])
    data = content.read_bytes()
    content.write_bytes(data.replace(b"/FT /Q", b"/Parent 9 0 R"))
    assert "Name of the boat: x" in lines(content)[0]


def test_ten_thousand_fields_and_a_huge_value(tmp_path: Path) -> None:
    many = [field((200, y % 800, 300, y % 800 + 10), f"v{y}") for y in range(10_000)]
    huge = [field(BESIDE, "word " * 400_000)]
    path = pdf_with(tmp_path / "x.pdf", [LABEL], huge + many)
    started = time.monotonic()
    text = read(path).pages[0].text
    assert time.monotonic() - started < 20
    assert "Name of the boat:" in text and "word word" in text and len(text) < 100_000


@pytest.mark.parametrize("numbers", [(0, 0, float("nan"), 1), (0, 0, 1), (0, 0, 1e30, 1), "abcd"])
def test_no_rectangle(numbers: tuple[object, ...]) -> None:
    assert rectangle(numbers) is None
