"""Who, which form, which period."""

from ingest.pdf.structure.report_title import report_title

PAGE = """UNITED STATES
SECURITIES AND EXCHANGE COMMISSION
FORM 10-Q
For the quarterly period ended June 25, 2022
Acme Inc .
(Exact name of Registrant as specified in its charter)
Delaware"""


def test_a_quarterly_report() -> None:
    assert report_title(PAGE) == "Acme Inc., Form 10-Q, quarterly period ended June 25, 2022"


def test_an_event() -> None:
    page = PAGE.replace("10-Q", "8-K").replace(
        "For the quarterly period ended", "Date of Report (date of earliest event reported):"
    )
    assert report_title(page) == "Acme Inc., Form 8-K, June 25, 2022"


def test_rules_made_of_underscores() -> None:
    page = PAGE.replace("Acme Inc .", "_______ ACME, INC. ______")
    assert report_title(page).startswith("ACME, INC., Form 10-Q")


def test_the_heading_names_who_is_not_marked() -> None:
    page = PAGE.replace("(Exact name of Registrant as specified in its charter)", "")
    names = ["UNITED STATES", "FORM 10-Q", "ACME", "Delaware"]
    assert report_title(page, names).startswith("ACME, Form 10-Q")
    assert report_title(page) == ""


def test_other_documents_have_none() -> None:
    assert report_title("Fill in form 10-K and send it to us.", ["Help"]) == ""
