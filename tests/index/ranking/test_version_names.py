"""What the name of a document says of its version."""

import pytest

from index.ranking.version_names import version_name


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("lease", "Lease v2"),
        ("lease_v1.1", "lease-rev B"),
        ("lease (draft)", "lease.final"),
        ("Copy of lease", "lease - Copy (2)"),
        ("lease (1)", "lease, signed"),
        ("minutes 2025-03 draft", "minutes_2025-03 final"),
    ],
)
def test_names_that_differ_in_a_mark(name: str, other: str) -> None:
    assert version_name(name).unmarked == version_name(other).unmarked


@pytest.mark.parametrize(
    ("name", "other"),
    [("house rules 2020", "house-rules 2022-05"), ("Tariff from 3 May 2024", "Tariff from 2020")],
)
def test_names_that_differ_in_a_date(name: str, other: str) -> None:
    assert version_name(name).undated == version_name(other).undated
    assert version_name(name).unmarked != version_name(other).unmarked


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("minutes-2025-03", "minutes-2025-04"),
        ("invoice-0012", "invoice-0013"),
        ("Report Q1 2024", "Report Q2 2024"),
        ("budget 2024-Q1", "budget 2024-Q2"),
        ("letter 3 May 2024", "letter 4 June 2024"),
        ("copy machine", "machine"),
        ("chapter 1", "chapter 2"),
    ],
)
def test_a_series_is_of_several_documents(name: str, other: str) -> None:
    assert version_name(name).undated != version_name(other).undated


def test_marks_are_ordered() -> None:
    names = ["a draft", "a", "a v1", "a v1.2", "a rev B", "a v10 draft", "a v10", "a final"]
    ranks = [version_name(name).rank for name in names]
    assert ranks == sorted(ranks) and len(set(ranks)) == len(ranks)
