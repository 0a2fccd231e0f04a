"""The table of irregular forms holds together, whatever is added to it."""

import pytest

from localdocs.languages.irregular import ALSO_OF, BASES, FORMS, NOUNS, VERBS, relatives


def test_no_form_has_two_bases_and_no_base_two_lines() -> None:
    lines = [line.split() for line in (VERBS + NOUNS).splitlines() if line.strip()]
    forms = [form.rstrip("?") for _, *rest in lines for form in rest]
    assert len(forms) == len(set(forms)) == len(BASES) + len(ALSO_OF)
    assert len(FORMS) == len(lines)


def test_a_form_that_is_a_base_as_well_is_marked() -> None:
    assert not BASES.keys() & FORMS.keys()


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("sing", {"sang", "sung"}),
        ("sung", {"sing", "sang"}),
        ("geese", {"goose"}),
        ("leave", {"left"}),
        ("left", set()),  # a side as well
        ("walk", set()),
        ("", set()),
    ],
)
def test_relatives_are_the_other_forms(word: str, expected: set[str]) -> None:
    assert set(relatives(word)) == expected
