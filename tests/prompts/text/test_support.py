"""The telling words of a text."""

from prompts.text.support import telling_stems


def test_fiscal_years_meet_years() -> None:
    assert telling_stems("FY2018") == telling_stems("2018") | {"2018": "2018"}
    assert "3m" in telling_stems("3M's report")
