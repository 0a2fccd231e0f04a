"""Documents that mean harm are text in the page, and fetch nothing."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from page_support import Page, ask
from server_support import Served, running_server

Opened = Callable[..., Page]

NAME = "offer‮fdp.<b>exe.txt"
TEXT = """The <script>alert(1)</script> offer

The frobnicator costs 900 crowns <img src=https://example.org/a.png onerror=alert(1)>.
The frobnicator [weighs](javascript:alert(1)) 14 kilograms ![x](https://example.org/b.png).
The frobnicator was made in ‮sirap‬ by "><svg/onload=alert(1)>.
The warranty of the frobnicator ends \x1b[31mred\x07 in 2031 ]]>--> {{7*7}} ${1+1}.
"""


@pytest.fixture(scope="module")
def served(chromium: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    place: Path = tmp_path_factory.mktemp("hostile")
    with running_server(place) as server:
        shutil.rmtree(server.home.folder)
        server.home.folder.mkdir()
        (server.home.folder / NAME).write_text(TEXT, encoding="utf-8")
        server.home.run("sync")
        yield server


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How much does the frobnicator cost?", "<img src=https://example.org/a.png"),
        ("How heavy is the frobnicator?", "(javascript:alert(1))"),
        ("Where was the frobnicator made?", "<svg/onload=alert(1)>"),
        ("When does the warranty of the frobnicator end?", "{{7*7}} ${1+1}"),
    ],
)
def test_a_hostile_document_is_text(opened: Opened, question: str, said: str) -> None:
    page = opened()
    asked_dialogs: list[str] = []
    page.on("dialog", lambda dialog: asked_dialogs.append(dialog.message))
    exchange = ask(page, question)
    expect(exchange).to_contain_text(said)
    exchange.locator(".place").first.click()
    source = page.locator("#source")
    expect(source.locator("pre")).to_contain_text("<script>alert(1)</script>")
    assert (
        page.locator("img, script[src^=http], iframe, object, main svg, main a[href^=java]").count()
        == 0
    )
    everything = page.locator("body").inner_text()
    assert "‮" not in everything and "\x1b" not in everything and "\x07" not in everything
    assert not asked_dialogs


def test_an_answer_of_markdown_with_html_is_text(opened: Opened) -> None:
    page = opened()
    page.route(
        "**/api/ask", lambda route: route.fulfill(body=STREAM, content_type="text/event-stream")
    )
    page.get_by_label("Question", exact=True).fill("anything")
    page.keyboard.press("Enter")
    text = page.locator(".exchange .text")
    expect(text.locator("strong")).to_have_text("bold <i>x</i>")
    expect(text.locator("th")).to_have_text(["a", "<b>b</b>"])
    expect(text).to_contain_text("<iframe src=https://example.org></iframe>")
    expect(text).to_contain_text("[a link](https://example.org)")
    assert page.locator("main iframe, main a, main i, main img").count() == 0


SAID = """**bold <i>x</i>** <iframe src=https://example.org></iframe>

| a | <b>b</b> |
| --- | --- |
| 1 | 2 |

[a link](https://example.org) ![p](https://example.org/x.png)"""
STREAM = (
    f"event: text\ndata: {json.dumps({'text': SAID, 'between': '', 'citations': []})}\n\n"
    'event: error\ndata: {"error": {"message": "ended", "code": "failed"}}\n\n'
)
