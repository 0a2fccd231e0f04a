"""The value of one person never stands with the name of another."""

from pathlib import Path

from localdocs.types import Hit
from prompts.question.question import read_question
from prompts.tables.own_records import OwnRecords, own_records

ANN, BEN = "Name: Ann Berg\nEmail: a@b.org", "Name: Ben Oak\nPhone: 12"
PAGE = f"The club.\n\n{ANN}\n\n{BEN}"
CARDS = "PATIENT\nName: Cleo Dune\nPhone: 34\n\nPATIENT\nName: Dora Elm\nPhone: 56"
PAGES = {"a.txt": PAGE, "b.txt": CARDS, "c.txt": "Ann Berg has no phone."}


def hit(name: str, start: int = 0, end: int | None = None) -> Hit:
    text = PAGES[name][start:end]
    return Hit(1, Path(name), "", 1, "", start, start + len(text), "", "", text, 0.9, "both")


def own(question: str, *hits: Hit) -> OwnRecords:
    return own_records(read_question(question), hits, lambda path, _: PAGES[path.name])


def texts(found: OwnRecords) -> list[str]:
    assert all(PAGES[hit.path.name][hit.start : hit.end] == hit.text for hit in found.hits)
    return [hit.text for hit in found.hits]


def test_the_records_of_others_are_left_out_on_every_page() -> None:
    found = own("What is Ann Berg's phone number?", hit("a.txt"), hit("b.txt"), hit("c.txt"))
    assert texts(found) == [f"The club.\n\n{ANN}", PAGES["c.txt"]]
    assert found.lacks_it
    found = own("phone number of Ben Oak", hit("a.txt"))
    assert texts(found) == ["The club.", BEN]
    assert not found.lacks_it


def test_a_passage_that_begins_within_a_record_belongs_to_it() -> None:
    assert texts(own("Ann Berg's phone?", hit("a.txt", PAGE.index("Phone")))) == []
    assert texts(own("Ben Oak's phone?", hit("a.txt", PAGE.index("Phone")))) == ["Phone: 12"]


def test_without_a_name_all_may_be_meant() -> None:
    for question in (
        "Whose phone number is 12?",
        "What is the name of the patient?",
        "Do Ann Berg or Ben Oak, Cleo or Dora have a phone?",
    ):
        found = own(question, hit("a.txt"), hit("b.txt"))
        assert [len(one.text) for one in found.hits] == [len(PAGE), len(CARDS)]
        assert not found.lacks_it


def test_one_of_two_is_known_by_half_of_a_name_on_the_page_alone() -> None:
    found = own("email of ann", hit("a.txt"), hit("b.txt"))
    assert texts(found) == [f"The club.\n\n{ANN}", CARDS]
