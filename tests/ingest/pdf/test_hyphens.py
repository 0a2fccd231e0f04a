"""Divided words: which keep their hyphen."""

import pytest

from ingest.pdf.hyphens import HyphenJoiner

DOCUMENT = [
    "An impres\ufffesive day\ufffecase and the usual day-case pathway of high quality and level.",
    "state\ufffeof-the-art, COVID\ufffe19, Pre\ufffeTraining, PROMPT\ufffeING, high\ufffelevel",
]


@pytest.mark.parametrize(
    "word",
    ["impressive", "day-case", "state-of-the-art", "COVID-19", "Pre-Training", "PROMPTING",
     "high-level"],
)  # fmt: skip
def test_words_are_joined_as_the_document_writes_them(word: str) -> None:
    joiner = HyphenJoiner(DOCUMENT)
    assert word in " ".join(joiner.join(text) for text in DOCUMENT)


def test_older_mark_and_a_mark_without_neighbours() -> None:
    assert HyphenJoiner(["con\x02tract"]).join("con\x02tract") == "contract"
    assert HyphenJoiner(["a \ufffe b"]).join("a \ufffe b") == "a  b"


def test_text_without_marks_stays() -> None:
    assert HyphenJoiner(["plain"]).join("well-known") == "well-known"
