"""A mailbox is a document with a page for each message."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from ingest.formats.mail import mbox
from ingest.formats.mail.mbox import read
from ingest.readers import read as read_file
from localdocs.errors import NoTextError, ReadError

FIRST = """From ann@example.org Fri Mar  1 10:00:00 2024
From: Ann <ann@example.org>
Subject: Boiler
Date: Fri, 01 Mar 2024 10:00:00 +0000

It is broken.
>From now on it is cold.
From here to 2024 it was warm.

"""
SECOND = """From bob@example.org Sat Mar  2 10:00:00 2024
From: Bob <bob@example.org>
Date: Sat, 02 Mar 2024 10:00:00 +0000

I come on Tuesday.
"""


def test_a_page_a_message(tmp_path: Path) -> None:
    file = tmp_path / "x.mbox"
    file.write_text(FIRST + SECOND, "utf-8")
    document = read(file)
    assert [page.place for page in document.pages] == ["message 1", "message 2"]
    first, second = document.pages
    assert "\nFrom now on it is cold." in first.text
    assert "From here to 2024 it was warm." in first.text
    assert "Tuesday" not in first.text
    assert second.text.startswith("message 2\n")  # a heading, or the one before would go on


def test_a_mailbox_of_thunderbird(tmp_path: Path) -> None:
    begins = "From - Fri Mar  1 10:00:00 2024\nX-Mozilla-Status: {}\n"
    message = "From: Ann <ann@example.org>\nSubject: {}\n\nWords of {}.\n\n"
    file = tmp_path / "Inbox"
    file.write_text(
        begins.format("0001") + message.format("Kept", "the first")
        + begins.format("0009") + message.format("Deleted", "the second")
        + "From \n" + message.format("Bare", "the third"),
        "utf-8",
    )  # fmt: skip
    document = read_file(file)
    assert [page.place for page in document.pages] == ["message 1", "message 2"]
    assert [page.text.split("\n")[0] for page in document.pages] == ["Kept", "Bare"]


def test_windows_line_ends_and_attachments(tmp_path: Path) -> None:
    one = EmailMessage()
    one["Subject"] = "With a file"
    one.set_content("See below.\n")
    one.add_attachment("The pump costs 12 euros.\n", filename="bill.txt")
    text = "From x Fri Mar  1 10:00:00 2024\n" + one.as_string() + "\n\n" + SECOND
    file = tmp_path / "x.mbox"
    file.write_bytes(text.replace("\n", "\r\n").encode())
    document = read(file)
    assert [page.place for page in document.pages] == [
        "message 1",
        "message 1, bill.txt",
        "message 2",
    ]
    assert [page.number for page in document.pages] == [1, 2, 3]


def test_a_mailbox_that_takes_too_long_is_cut_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "x.mbox"
    file.write_text(FIRST + SECOND, "utf-8")
    monkeypatch.setattr(mbox, "MOST_SECONDS", -1.0)
    with pytest.raises(NoTextError):
        read(file)


def test_what_is_no_mailbox(tmp_path: Path) -> None:
    file = tmp_path / "x.mbox"
    file.write_bytes(b"\0\1\2 no mail")
    with pytest.raises(ReadError):
        read(file)
    file.write_bytes(b"")
    with pytest.raises(NoTextError):
        read(file)
