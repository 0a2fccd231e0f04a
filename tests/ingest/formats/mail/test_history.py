"""Long and odd conversations are taken apart in time."""

import time

import pytest

from ingest.formats.mail.history import sections


def texts(text: str) -> list[tuple[str, str]]:
    return [(one.heading, "\n".join(one.lines).strip()) for one in sections(text)]


def test_a_chain_of_messages() -> None:
    older = "From: Bob\nSent: Monday\nTo: Ann\n\nOlder."
    text = f"New.\n\n{older}\n\nFrom: Ann\nSent: Sunday\nTo: Bob\n\nOldest."
    found = [(heading, body) for heading, body in texts(text) if body]
    assert found[0] == ("", "New.")
    assert found[1] == ("From: Bob", "Sent: Monday\nTo: Ann\n\nOlder.")
    assert found[2] == ("From: Ann", "Sent: Sunday\nTo: Bob\n\nOldest.")


def test_words_are_never_lost() -> None:
    text = "a\n> b\n\n> c\nOn Monday Ann wrote:\n>> d\n> e\n-- \nf\n"
    words = " ".join(f"{heading} {body}" for heading, body in texts(text)).replace(">", "")
    assert set("abcdef") <= set(words.split())


def test_a_colon_alone_leads_to_no_quote() -> None:
    found = texts("These are the parts:\n\n> pump\n> valve")
    assert found[0] == ("", "These are the parts:")
    assert found[1][0] == "Quoted"


@pytest.mark.parametrize(
    "line", ["> a", ">" * 30, "From: x", "-- ", "", "On Monday x wrote:", "> a\n>> b", "a:"]
)
def test_many_lines_take_no_more_than_their_time(line: str) -> None:
    text = "\n".join([line] * 40_000)
    started = time.process_time()
    assert list(sections(text))
    assert time.process_time() - started < 5
