"""The sentences of a model's reply, as they are checked and shown."""

import pytest

from prompts.evidence.citations import finished_sentences, is_refusal, plain_sentence


@pytest.mark.parametrize("marker", [" [99]", "[0]", " [1, 2]", "【2】", " (2)", "[source 2]", ""])
def test_markers_are_taken_out_of_the_text(marker: str) -> None:
    assert plain_sentence(f"Members pay 40 crowns a year{marker}.") == (
        "Members pay 40 crowns a year."
    )


def test_words_about_the_sources_are_dropped() -> None:
    assert plain_sentence("According to the source 2, members pay 40.") == "Members pay 40."


@pytest.mark.parametrize("sentence", ["[1]", " [2] . ", "-", "***", "```"])
def test_markers_alone_are_no_sentence(sentence: str) -> None:
    assert plain_sentence(sentence) == ""


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("- **Members** pay `40` crowns [1]", "- Members pay 40 crowns"),
        ("## Fees", "Fees"),
        ("2. Open the __door__.", "2. Open the door."),
        ("3 ** 4 is 81", "3 ** 4 is 81"),
    ],
)
def test_markup_is_dropped_and_the_mark_of_an_item_kept(written: str, shown: str) -> None:
    assert plain_sentence(written) == shown


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


def test_a_short_form_ends_no_sentence_of_a_growing_reply() -> None:
    text = "It was painted in 1987 by Mr. "
    assert finished_sentences(text) == ([], text)
    done, rest = finished_sentences(text + "Kowalski. It")
    assert (done, rest) == (["It was painted in 1987 by Mr. Kowalski."], "It")
