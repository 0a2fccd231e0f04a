"""Words of a picture become lines: rows of tables stay whole, columns are read one by one."""

from ingest.ocr.layout.rows import lines_of
from ingest.ocr.words import Words

SIZE = (1000, 1400)


def word(text: str, left: float, top: float, width: float = 0.0, height: float = 30.0) -> Words:
    return Words(text, left, top, left + (width or 14 * len(text)), top + height, 0.99)


def texts(*words: Words) -> list[str]:
    return [line.text for line in lines_of(words, SIZE)]


def test_a_row_of_a_table_is_one_line() -> None:
    assert texts(
        word("12.50", 800, 402),
        word("Total", 60, 400),
        word("Coffee", 60, 340),
        word("3.20", 800, 338),
    ) == ["Coffee | 3.20", "Total | 12.50"]


def test_lines_that_nearly_touch_stay_apart() -> None:
    assert texts(word("one line", 60, 100), word("and another", 60, 122)) == [
        "one line", "and another",
    ]  # fmt: skip


def test_columns_of_prose_are_read_one_after_the_other() -> None:
    left = [
        "the lease is for three",
        "years and begins in may",
        "of the year in which it",
        "was signed by both of",
    ]
    right = [
        "them and it ends when",
        "one of the two says so",
        "three months before the",
        "end of any later year",
    ]
    words = [word(text, 60, 100 + 40 * n, 400) for n, text in enumerate(left)]
    words += [word(text, 540, 101 + 40 * n, 400) for n, text in enumerate(right)]
    assert texts(*words) == [*left, *right]


def test_a_divided_word_is_marked() -> None:
    (line,) = lines_of([word("the dead-", 60, 100), word("line is May", 60, 140)], SIZE)
    assert (line.text, line.rows) == ("the dead\ufffeline is May", 2)


def test_heights_that_hardly_differ_are_the_same() -> None:
    lines = lines_of(
        [
            word("A HEADING", 60, 40, height=60),
            word("some text", 60, 140),
            word("ace", 60, 180, height=27),
        ],
        SIZE,
    )
    assert lines[0].height > 1.5 * lines[1].height
    assert lines[1].height == lines[2].height
    assert lines[0].top > lines[1].top > lines[2].top


def test_nothing() -> None:
    assert texts() == []
