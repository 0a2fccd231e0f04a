"""Amounts, for people and for programs."""

from localdocs.languages.amounts import counted, duration, megabytes, rounded


def test_lengths_of_time() -> None:
    assert [duration(s) for s in (0.4, 119, 120, 7199, 7260)] == [
        "0 s",
        "119 s",
        "2 min",
        "119 min",
        "2 h 1 min",
    ]


def test_an_amount_of_bytes_has_a_unit_that_fits() -> None:
    assert [megabytes(size) for size in (0, 999_499, 1_000_000, 2_345_678_901)] == [
        "0 kB",
        "999 kB",
        "1.0 MB",
        "2,345.7 MB",
    ]


def test_one_is_not_many() -> None:
    assert [counted(count, "file") for count in (0, 1, 1200)] == [
        "0 files",
        "1 file",
        "1,200 files",
    ]


def test_what_is_not_known_stays_so() -> None:
    assert rounded(None) is None
    assert rounded(1.23456) == 1.2346
