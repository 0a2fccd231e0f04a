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


@pytest.mark.parametrize(
    ("divided", "whole"),
    [
        ("a well\ufffeknown mill", "a well-known mill"),
        ("RAG\ufffebased search", "RAG-based search"),
        ("an e\ufffebook of an X\ufffeRay", "an e-book of an X-Ray"),
        ("TGF\ufffebeta", "TGF-beta"),
        ("the six\ufffemonth lease, by the month", "the six-month lease, by the month"),
        ("a long\ufffeer lease, by the month", "a longer lease, by the month"),
        ("inter\ufffedependent, in\ufffedependent", "interdependent, independent"),
        ("risk-manage\ufffement and management", "risk-management and management"),
        ("cli\ufffemate-related and climate", "climate-related and climate"),
        ("the day-to\ufffeday work of today", "the day-to-day work of today"),
        ("pre\ufffeand post-war, Vor\ufffeund Nachteile", "pre- and post-war, Vor- und Nachteile"),
        ("two thous\ufffeand, a thousand", "two thousand, a thousand"),
        ("ABS\ufffeTRACT infor\ufffemation", "ABSTRACT information"),
    ],
)
def test_words_that_the_document_does_not_have_elsewhere(divided: str, whole: str) -> None:
    assert HyphenJoiner([divided]).join(divided) == whole
