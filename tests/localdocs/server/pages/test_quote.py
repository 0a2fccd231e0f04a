"""/quote: opens by its link alone, shows the quote marked, and lets nothing else in."""

import re
import shutil
import sys
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from api_support import Api
from localdocs.server.http.links import SIGNED_PATHS, Links
from server_support import Reply, Served, running_server

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(sys.platform == "win32", reason="signals"),
]

PDF = "stove-handbook.pdf"


def opened(served: Served, url: str) -> Reply:
    """What a browser gets by a click: no token."""
    parts = urlsplit(url)
    return served.get(f"{parts.path}?{parts.query}", token="")


def link(api: Api, name: str, words: str, page: int = 1) -> str:
    document = api.documents()[name]
    text = api.get(f"/api/documents/{document['id']}/pages/{page}")["text"]
    start = text.index(words)
    links = Links(api.served.address, api.served.token)
    return links.to_place(document["path"], page, start, start + len(words), words)


def test_a_quote_of_a_pdf_is_marked_on_the_picture(api: Api) -> None:
    reply = opened(api.served, link(api, PDF, "nine\ndigits"))
    html = reply.body.decode()
    assert reply.status == 200 and reply.headers["content-type"] == "text/html; charset=utf-8"
    assert PDF in html and "page 1" in html and html.count("<rect ") == 2
    assert "previous page" not in html
    assert html.count('<rect id="quote" ') == 1 == html.count('id="')
    parts = re.findall(r'href="([^"]+)"', html)
    style, following, picture = (unescape(part) for part in parts)
    assert opened(api.served, style).headers["content-type"].startswith("text/css")
    assert opened(api.served, picture).body.startswith(b"\x89PNG")
    second = opened(api.served, following).body.decode()
    assert "previous page" in second and "<rect" not in second


def test_a_link_leads_to_its_mark_and_from_it_one_can_turn_the_pages(api: Api) -> None:
    """To the mark without a script; through the whole document without another key."""
    url = link(api, PDF, "nine\ndigits")
    assert urlsplit(url).fragment == "quote"
    pages = []
    while url:
        html = opened(api.served, url).body.decode()
        pages += re.findall(r"<span>(page \d+)</span>", html)
        onward = re.search(r'<a href="([^"]+)">next page', html)
        url = unescape(onward[1]) if onward else ""
        assert "#" not in url
    assert pages == [f"page {number}" for number in range(1, 8)]


def test_a_quote_of_anything_else_is_marked_in_its_text(api: Api) -> None:
    words = "The tenants may give notice of three months"
    html = opened(api.served, link(api, "tenancy-agreement.docx", words)).body.decode()
    assert f'<mark id="quote">{words}</mark>' in html and "<svg" not in html


def test_the_links_of_an_answer_open(api: Api) -> None:
    asked = {"question": "How long is the notice period?", "model": "none", "stream": False}
    answer = api.post("/api/ask", asked)
    for item in (*answer["citations"], *answer["passages"]):
        reply = opened(api.served, item["url"])
        assert reply.status == 200 and b"has changed" not in reply.body


def test_the_links_of_what_is_nearest_keep_what_stood_there(api: Api) -> None:
    """Else a document that has changed meanwhile is marked at another text."""
    reply = api.served.documents("What is the capital of Australia?").json()
    content = reply["choices"][0]["message"]["content"]
    urls = re.findall(r"\((http[^)]{1,2000})\)", content)
    assert "Nearest:" in content and urls
    for url in urls:
        assert parse_qs(urlsplit(url).query)["said"] and opened(api.served, url).status == 200


def test_the_page_can_run_nothing(api: Api) -> None:
    reply = opened(api.served, link(api, PDF, "nine\ndigits"))
    policy = reply.headers["content-security-policy"]
    assert policy.startswith("default-src 'none';") and "unsafe" not in policy
    assert "script" not in policy and "frame-ancestors 'none'" in policy
    html = reply.body.decode()
    assert (
        "<script" not in html
        and " style=" not in html
        and " on" not in re.sub(r">[^<]*<", "><", html)
    )
    assert reply.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("path", SIGNED_PATHS)
def test_no_link_opens_that_we_have_not_made(api: Api, path: str) -> None:
    """One route forgotten is all routes open: CVE-2026-2611."""
    query = urlsplit(link(api, PDF, "nine\ndigits")).query
    good = {name: values[0] for name, values in parse_qs(query).items()}
    assert opened(api.served, f"{path}?{urlencode(good)}").status == 200
    wrong: list[dict[str, str]] = [
        {},
        good | {"key": ""},
        good | {"key": "0" * 32},
        good | {"key": good["key"].upper()},
        good | {"key": good["key"] + "\u00e9"},
        good | {"path": "/etc/passwd"},
        good | {"path": good["path"] + "\0"},
        good | {"page": "2"},
        good | {"page": "01"},
        good | {"end": "100000"},
        good | {"start": "0"},
        {name: value for name, value in good.items() if name != "said"},
        *({k: v for k, v in good.items() if k != name} for name in good),
    ]
    for query_of_it in wrong:
        reply = opened(api.served, f"{path}?{urlencode(query_of_it)}")
        assert reply.status == 403, query_of_it
        assert b"root:" not in reply.body and b"stove" not in reply.body.lower()
    twice = f"{path}?{urlencode(good)}&path=%2Fetc%2Fpasswd"
    assert opened(api.served, twice).status == 403


def test_a_slash_at_the_end_opens_nothing_more(api: Api) -> None:
    assert api.served.get("/quote/", token="").status == 403  # it is "/quote", without its key


@pytest.mark.parametrize(
    "path",
    ["/quote/x", "/quote/../api/status", "/quote/picture/../../api/status", "/quotes"],
)
def test_nothing_else_is_open(api: Api, path: str) -> None:
    assert api.served.get(path, token="").status in (401, 404)


def test_a_signature_of_ours_opens_no_file_that_is_not_in_the_library(api: Api) -> None:
    links = Links(api.served.address, api.served.token)
    for path in ("/etc/passwd", str(api.served.home.path / "server-token"), "x\0y", "", "\udcff"):
        for page in (0, 1, 10**8):
            reply = opened(api.served, links.to_place(path, page, 0, 0))
            assert reply.status == 404 and b"no longer in the library" in reply.body


def test_a_host_or_page_of_others_is_refused_here_too(api: Api) -> None:
    parts = urlsplit(link(api, PDF, "nine\ndigits"))
    for headers in ({"Host": "evil.example"}, {"Origin": "http://evil.example"}):
        reply = api.served.get(f"{parts.path}?{parts.query}", token="", headers=headers)
        assert reply.status in (403, 421)


def test_what_documents_say_is_escaped_and_change_is_said(tmp_path: Path) -> None:
    with running_server(tmp_path) as served:
        api = Api(served)
        name = "<img src=x onerror=alert(1)>\u202e&amp;.md"
        words = 'The otter said <script>alert(2)</script> & "left".'
        (served.home.folder / "note.txt").write_text("The gate opens at noon.", "utf-8")
        (served.home.folder / name).write_text(f"Before.\n\n{words}\n\nAfter </pre><b>it.", "utf-8")
        served.home.run("sync")
        document = api.documents()[name]
        text = api.get(f"/api/documents/{document['id']}/pages/1")["text"]
        found = text[text.index("The otter") : text.index("left") + 4]
        url = link(api, name, found)
        html = opened(served, url).body.decode()
        assert (
            f'<mark id="quote">{found}' not in html and "<script" not in html and "<img" not in html
        )
        assert "\u202e" not in html and '<mark id="quote">The otter said' in html
        assert html.count("<pre>") == html.count("</pre>") == 1

        (served.home.folder / name).write_text(
            "Before.\n\nNothing of it.\n\nAfter it all.", "utf-8"
        )
        served.home.run("sync")
        changed = opened(served, url)
        assert changed.status == 200 and b"has changed" in changed.body
        assert b"<mark" not in changed.body

        pdf = link(api, PDF, "nine\ndigits")
        served.home.run("service", "stop")
        shutil.copy2(served.home.folder / "garden-rules.html", served.home.folder / PDF)
        reply = opened(served, pdf)
        assert b"changed since it was indexed" in reply.body and b"<svg" not in reply.body
        assert b"<mark id=" in reply.body
        note = link(api, "note.txt", "at noon")
        assert b"<p>" not in opened(served, note).body
        (served.home.folder / "note.txt").write_text("It opens at nine.", "utf-8")
        reply = opened(served, note)
        assert b"written since it was indexed" in reply.body
        assert b'<mark id="quote">at noon</mark>' in reply.body
        for file in ("note.txt", PDF):
            (served.home.folder / file).unlink()
        for url_of_gone in (note, pdf):
            reply = opened(served, url_of_gone)
            assert b"not there" in reply.body and b"<mark id=" in reply.body
        (served.home.folder / name).unlink()
        served.home.run("service", "start")
        served.home.run("sync")
        assert opened(served, url).status == opened(served, pdf).status == 404
