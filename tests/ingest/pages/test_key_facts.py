"""Place, date and numbers from the top of a form."""

from ingest.pages.key_facts import key_facts, with_key_facts

REPORT = """Fire Service
Location: Ulm, BW Incident Number: F-12 Weather: Fog
Date & Time: 03/04/2021, 0830 Vehicle: LF 20

The crew went out."""


def test_facts_of_a_form() -> None:
    assert key_facts(REPORT) == ["Ulm, BW", "F-12", "03/04/2021, 0830", "LF 20"]


def test_a_colon_makes_no_form() -> None:
    assert key_facts("Date: 1 May\n\nWe saw this: nothing.") == []


def test_fields_that_are_not_filled_in() -> None:
    assert key_facts("Invoice No.: TBD\nDate: \nCustomer: Acme Ltd\n") == ["Acme Ltd"]


def test_facts_stand_behind_the_title_once() -> None:
    assert with_key_facts("Fire in Ulm, BW", REPORT) == (
        "Fire in Ulm, BW, F-12, 03/04/2021, 0830, LF 20"
    )
    assert with_key_facts("", "No form.") == ""
