"""Every citation is a verbatim quote, whatever the model wrote."""

from pathlib import Path

import pytest

from localdocs.types import Hit
from prompts.evidence.citations import check_sentence, finished_sentences, is_refusal
from prompts.text.support import content_of

LEASE = (
    "The rent is 1,140 euros a month. It is due on the third working day.\n"
    "Dogs need the written consent of the landlord."
)
CLUB = "The club meets on Thursdays in the old mill. Members pay 40 crowns a year."


def hit(text: str, name: str = "lease.pdf", page: int = 3, start: int = 100) -> Hit:
    return Hit(
        1, Path("/docs") / name, "", page, "", start, start + len(text), "", "", text, 1.0, "both"
    )


SOURCES = [hit(LEASE), hit(CLUB, "club.txt", 1, 0)]
QUESTION = "What do I have to know?"
ASKED, NOTHING = content_of(QUESTION), content_of("?")


def quote_of(sentence: str, question: str = QUESTION) -> tuple[str, str] | None:
    checked = check_sentence(sentence, content_of(question), SOURCES)
    assert checked is not None
    quote = checked.quote
    if quote is None:
        return None
    assert quote.hit.text[quote.start - quote.hit.start : quote.end - quote.hit.start] == quote.text
    return quote.hit.path.name, quote.text


def test_a_sentence_gets_the_quote_that_says_it() -> None:
    assert quote_of("The rent is 1140 euros [1].") == (
        "lease.pdf",
        "The rent is 1,140 euros a month.",
    )


def test_a_wrong_number_of_a_source_does_not_mislead() -> None:
    assert quote_of("Members pay 40 crowns a year [1].") == (
        "club.txt",
        "Members pay 40 crowns a year.",
    )


@pytest.mark.parametrize("marker", ["[99]", "[0]", "[1, 2]", "【2】", "(2)", "[source 2]", ""])
def test_markers_are_taken_out_of_the_text(marker: str) -> None:
    checked = check_sentence(f"Members pay 40 crowns a year {marker}.", ASKED, SOURCES)
    assert checked is not None and checked.quote is not None
    assert checked.text.startswith("Members pay 40 crowns a year")
    assert "[" not in checked.text and "【" not in checked.text


def test_a_sentence_without_support_has_no_quote() -> None:
    assert quote_of("Cats are welcome everywhere [1].") is None


def test_what_two_sentences_say_is_not_one_claim() -> None:
    assert quote_of("The rent is due on the third working day, and it is 1,140 euros.") is None


def test_words_about_the_sources_are_dropped() -> None:
    checked = check_sentence("According to the source 2, members pay 40 crowns.", NOTHING, SOURCES)
    assert checked is not None and checked.text == "Members pay 40 crowns."


@pytest.mark.parametrize("sentence", ["[1]", " [2] . ", "-", "***"])
def test_markers_alone_are_no_sentence(sentence: str) -> None:
    assert check_sentence(sentence, ASKED, SOURCES) is None


def test_no_sources_no_quote() -> None:
    checked = check_sentence("The rent is 1,140 euros.", ASKED, [])
    assert checked is not None and checked.quote is None


@pytest.mark.parametrize(
    "reply", ["NOT IN THE DOCUMENTS", "Not in the documents.", " **NOT IN THE DOCUMENTS** ", ""]
)
def test_refusals_are_understood(reply: str) -> None:
    assert is_refusal(reply)


def test_an_answer_is_no_refusal() -> None:
    assert not is_refusal("The rent is 1,140 euros.")


def test_a_growing_reply_gives_its_sentences_once_each() -> None:
    reply = "The rent is 1,140.50 euros [1]. It is due on the third day. [2] And so"
    done, rest = [], ""
    for character in reply:
        found, rest = finished_sentences(rest + character)
        done += found
    assert done == [
        "The rent is 1,140.50 euros [1].",
        "It is due on the third day. [2]",
    ] or done == [
        "The rent is 1,140.50 euros [1].",
        "It is due on the third day.",
    ]
    assert rest.strip().endswith("And so")
