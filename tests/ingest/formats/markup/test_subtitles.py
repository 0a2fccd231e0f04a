"""Subtitles: what is said, called by its time."""

from pathlib import Path

import pytest

from ingest.formats.markup.subtitles import read
from localdocs.errors import NoTextError, ReadError
from localdocs.types import Document

SRT = """1
00:00:01,000 --> 00:00:04,000
<i>Hello &amp; welcome.</i>

2
00:00:04,500 --> 00:00:06,000
How are
you?

3
01:12:30,000 --> 01:12:33,000
{\\an8}The boiler is broken.
"""
VTT = """WEBVTT
Kind: captions

NOTE not shown

STYLE
::cue { color: red }

intro
00:01.000 --> 00:02.000 align:start
<v Ann>Good <00:01.500><c>morning</c>.

00:02.000 --> 00:04.000
Good morning.
It rains.

00:04.000 --> 00:05.000
It rains.
42
"""


def opened(folder: Path, text: str, name: str) -> Document:
    file = folder / name
    file.write_text(text, "utf-8")
    return read(file)


def test_srt(tmp_path: Path) -> None:
    pages = opened(tmp_path, SRT, "x.srt").pages
    assert [(page.place, page.text) for page in pages] == [
        ("0:01", "Hello & welcome. How are you?"),
        ("1:12:30", "The boiler is broken."),
    ]


def test_vtt(tmp_path: Path) -> None:
    (page,) = opened(tmp_path, VTT, "x.vtt").pages
    assert page.text == "Ann: Good morning. Good morning. It rains. 42"


def test_long_talks_have_pages(tmp_path: Path) -> None:
    times = [f"00:{n // 60:02}:{n % 60:02}" for n in range(1800)]
    cues = [
        f"{n}\n{at},000 --> {at},900\nSentence {n} has some words.\n" for n, at in enumerate(times)
    ]
    pages = opened(tmp_path, "\n".join(cues), "x.srt").pages
    assert 10 <= len(pages) <= 16
    assert all("Sentence" in page.text for page in pages)
    assert sum(page.text.count("Sentence") for page in pages) == 1800


def test_blank_lines_are_missing(tmp_path: Path) -> None:
    text = SRT.replace("\n\n", "\n").replace("\n", "\r\n")
    assert "2" not in opened(tmp_path, text, "x.srt").pages[0].text


def test_no_subtitles(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        opened(tmp_path, "only words", "x.srt")
    with pytest.raises(NoTextError):
        opened(tmp_path, "1\n00:00:01,000 --> 00:00:02,000\n\n", "x.srt")
