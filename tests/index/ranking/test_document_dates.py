"""The time that a document is about, from how people name documents."""

import pytest

from index.ranking.document_dates import document_date, without_dates


@pytest.mark.parametrize(
    ("title", "name", "created", "date"),
    [
        ("Form 10-Q, quarterly period ended July 1, 2023", "a.pdf", "2024-01-05", "2023-07-01"),
        ("Minutes of 3 May 2022", "", "", "2022-05-03"),
        ("From January 1, 2022 to March 31, 2022", "", "", "2022-03-31"),
        ("Minutes, Sept. 4th, 2021", "", "", "2021-09-04"),
        ("Minutes of Auguſt 2021", "", "", "2021-08"),
        ("", "report-2024-02-29.pdf", "2020-01-01", "2024-02-29"),
        ("", "minutes-2025-03.md", "2025-08-01", "2025-03"),
        ("", "20231105_scan.pdf", "", "2023-11-05"),
        ("", "2023 Q3 results.pdf", "", "2023-09"),
        ("", "Q1_2020.pdf", "", "2020-03"),
        ("", "budget March 2021.xlsx", "", "2021-03"),
        ("", "3M_2018_10K.pdf", "2019-02-07T10:00:00", "2018"),
        ("Annual report", "report.pdf", "2019-02-07T10:00:00", "2019-02-07"),
        ("Invoice 4711", "invoice.pdf", "", ""),
        ("Call 20181234567 for help", "", "", ""),
        ("March of the penguins", "", "", ""),
    ],
)
def test_dates_are_found(title: str, name: str, created: str, date: str) -> None:
    assert document_date(title, name, created) == date


def test_dates_compare_as_text_whatever_their_precision() -> None:
    said = ["Q4 2022", "March 3, 2023", "2021", "May 2023"]
    assert sorted(document_date(text, "", "") for text in said) == [
        "2021",
        "2022-12",
        "2023-03-03",
        "2023-05",
    ]


def test_without_dates_a_name_stays() -> None:
    first = without_dates("Rules from July 1, 2023")
    assert first == without_dates("Rules from September 30, 2022")
    assert without_dates("rules 2024-05 2019").split() == ["rules"]
    assert without_dates("2023Q3 results").split() == ["Q3", "results"]
