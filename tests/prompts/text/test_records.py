"""Which lines of a form belong to one person."""

import pytest

from prompts.text.records import records_of


@pytest.mark.parametrize(
    "text",
    [
        "Name: Ann\nEmail: a@b.org\n\nName: Ben\nPhone: 12",
        "Name: Ann\nEmail: a@b.org\nName: Ben\nPhone: 12",
        "Of Ben\n\nDate: May\n\nName: Ann\nEmail: a@b.org\n\nName: Ben\nPhone: 12",
        "Ann\n- Email: a@b.org\n\nBen\n- Phone: 12\n- Email: b@b.org",
        "Ann\n\nBorn: 1980\nEmail: a@b.org\n\nBen\n\nBorn: 1990",
    ],
)
def test_each_has_its_lines(text: str) -> None:
    one, other = records_of(text)
    assert "Ann" in one.name and "Ben" in other.name and "Ben" not in one.name
    assert "Ann" in text[one.start : one.end] and "12" not in text[one.start : one.end]
    assert text[other.start : other.end].startswith(("Ben", "Name: Ben"))
    assert other.end == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Some prose. Note: this is prose.",
        "Name: Ann\nBorn: 1980\n\nContact\nPhone: 12\n\nWork\nFirm: Oak",
        "Question: How do I open the old red door?\nAnswer: Push.\n\n"
        "Question: How do I close the old red door again?\nAnswer: Pull.",
    ],
)
def test_the_form_of_one_person_has_none(text: str) -> None:
    assert records_of(text) == []


def test_labels_are_those_of_the_record() -> None:
    one, other = records_of("Name: Ann\nEmail: a\n\nName: Ben\nPhone: 12")
    assert (one.labels, other.labels) == (("name", "email"), ("name", "phone"))
