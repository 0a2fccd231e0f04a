"""Of a saved web page the text is kept, and what stands around it on every page is not."""

import time
from pathlib import Path

import pytest
from lxml.html import document_fromstring

from ingest.formats.html import read
from ingest.formats.main_text.furniture import furniture
from ingest.formats.main_text.measures import measured
from ingest.formats.main_text.teasers import teasers

PARAGRAPHS = [
    f"Paragraph {number} tells, at some length, how the boiler of the school was mended, by whom, "
    "and what it cost the town in the end, which is more than anybody had thought."
    for number in range(6)
]
TEXT = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
LINKS = "".join(f'<li><a href="/{n}">Another story number {n}</a></li>' for n in range(12))
PAGE = f"""<html><head><title>The boiler</title></head><body class="page has-sidebar">
<div class="top-nav"><ul>{LINKS}</ul></div>
<header><h1>The boiler is mended</h1></header>
<div class="wrapper with-sidebar"><div class="story-body">{TEXT[: len(TEXT) // 2]}
<div class="related-links"><h3>Read more</h3><ul>{LINKS}</ul></div>{TEXT[len(TEXT) // 2 :]}
<table><tr><th>Part</th><th>Price</th></tr><tr><td>Pump</td><td>12</td></tr></table>
<p>See <a href="/x">the report of the town council about all of it</a>.</p>
<section id="how-comments-are-read"><h2>Comments</h2><p>It was well done.</p></section>
</div><div id="sidebar"><h3>Weather</h3><p>It rains.</p></div></div>
<div class="comments"><p>A reader says: it is too dear for a boiler, as all of us know well,
and nobody was asked about it before it was done.</p></div>
<div class="cookie-consent">We use cookies.</div><footer>Imprint, imprint</footer></body>"""


def text_of(folder: Path, source: str) -> str:
    file = folder / "x.html"
    file.write_text(source, "utf-8")
    return read(file).pages[0].text


def test_the_text_alone(tmp_path: Path) -> None:
    text = text_of(tmp_path, PAGE)
    assert all(one in text for one in PARAGRAPHS)
    assert text.startswith("The boiler is mended")
    assert "Pump | 12" in text
    assert "the report of the town council" in text
    assert "It was well done." in text
    for gone in ("Another story", "It rains", "A reader says", "cookies", "imprint"):
        assert gone not in text


def test_pages_that_are_no_article_are_kept_whole(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>Part {n}</td><td>{n}.50</td></tr>" for n in range(30))
    bill = f"<nav>Home</nav><div class='sidebar'>Your orders</div><table>{rows}</table>"
    results = "".join(
        f"<div class='result'><a href='/{n}'>Boiler shop {n}</a> <p>We mend.</p></div>"
        for n in range(20)
    )
    short = f"<div class='sidebar'>Beside</div><p>{PARAGRAPHS[0]}</p>"
    for source, kept in ((bill, "Your orders"), (results, "Boiler shop 7"), (short, "Beside")):
        assert kept in text_of(tmp_path, f"<html><body>{source}</body></html>")


def test_a_page_without_a_site_around_it_is_kept_whole(tmp_path: Path) -> None:
    text = text_of(
        tmp_path, f"<html><body><div><h1>A</h1>{TEXT}</div><p>Yours, Ann</p></body></html>"
    )
    assert "Yours, Ann" in text


def test_a_discussion_is_its_comments(tmp_path: Path) -> None:
    comments = "".join(f"<div class='comment'><p>{one}</p></div>" for one in PARAGRAPHS * 2)
    page = f"<html><body><h1>Boilers?</h1><div id='comments'>{comments}</div></body></html>"
    assert "Paragraph 5 tells" in text_of(tmp_path, page)


def test_sections_whose_id_is_their_title_stay(tmp_path: Path) -> None:
    sections = "".join(
        f'<div class="section" id="{name}"><h2>{name}</h2><p>{PARAGRAPHS[0]}</p></div>'
        for name in ("navigation", "menu", "share", "comments", "install")
    )
    page = f"<html><body><nav>Home</nav><div class='footer'>x</div>{sections}</body></html>"
    text = text_of(tmp_path, page)
    assert text.count("Paragraph 0 tells") == 5


@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        "<div class='nav'>x</div> y ",
        "<a href=x>b</a>",
        "<p>",
        "<ul><li>",
        "<span>a",
        "a, ",
        "<h3><a href=x>b</a></h3>",
        "<div><h3><a href=x>b</a></h3>",
        "<aside>1:00 ",
        "<aside>0123 456 </aside>",
    ],
)
def test_large_pages_take_no_more_than_their_time(tmp_path: Path, piece: str) -> None:
    source = f"<html><body><nav>x</nav>{TEXT}{piece * (400_000 // len(piece))}</body></html>"
    started = time.process_time()
    text_of(tmp_path, source)
    assert time.process_time() - started < 15


STORY = "".join(
    f"<p>{one} It went on for {number} days.</p>" for number, one in enumerate(PARAGRAPHS * 2)
)
TEASERS = "".join(
    f'<div class="k{n}"><h3><a href="/{n}">The lights of town {n} went out again</a></h3><p>What '
    f"happened in town number {n} when all lights went out, and who was there to see it.</p></div>"
    for n in range(12)
)


@pytest.mark.parametrize(
    "page",
    [
        f'<div class="a1">{LINKS}</div><div class="b2"><div>{STORY}</div></div>{TEASERS}',
        f"<main><div class='x'><section>{STORY}</section></div>{TEASERS}</main><footer>f</footer>",
        f"<article>{STORY}</article>{TEASERS.replace('div', 'article')}<nav>{LINKS}</nav>",
        f'<div itemprop="articleBody">{STORY}</div><div class="more">{TEASERS}</div><nav>x</nav>',
        f"<table><tr><td class='menu'>{LINKS}</td><td>{STORY}</td><td>{TEASERS}</td></tr></table>",
    ],
)
def test_a_story_among_the_beginnings_of_others(tmp_path: Path, page: str) -> None:
    text = text_of(tmp_path, f"<html><body>{page}</body></html>")
    assert all(f"{one} It went on" in text for one in PARAGRAPHS)
    assert "Another story" not in text
    assert "What happened in town" not in text


NAV = f"<nav><ul>{LINKS}</ul></nav>"
PICTURED = "".join(
    f'<div class="k"><a href="/{n}"><img src="{n}.jpg"></a><h3><a href="/{n}">The lights of town '
    f"{n} went out</a></h3><p>What happened in town {n} when all lights went out, who was there "
    f"to see it, before and after.</p></div>"
    for n in range(5)
)


@pytest.mark.parametrize(
    "fact",
    [
        "<aside><p>Town hall, 3 Mill Lane, Brackford</p><p>Call 01632 960 471</p></aside>",
        "<aside><table><tr><td>Monday</td><td>8:30 to 17:00</td></tr></table></aside>",
        "<aside>19:30, tickets £18</aside>",
        f"<footer><ul>{LINKS}</ul><p><a href='mailto:a'>ann@mill.example</a></p></footer>",
        "<footer><address>3 Mill Lane, Brackford</address></footer>",
        "<section class='menu'><div>Soup of the day <b>£4.50</b></div></section>",
    ],
)
@pytest.mark.parametrize("is_in_text", [True, False])
def test_facts_beside_the_text_stay(tmp_path: Path, fact: str, *, is_in_text: bool) -> None:
    inner = f"{STORY}{fact}" if is_in_text else STORY
    page = f"{NAV}<main><h1>Boilers</h1><div>{inner}</div></main>{'' if is_in_text else fact}"
    text = text_of(tmp_path, f"<html><body>{page}</body></html>")
    words = ("01632", "8:30 to 17:00", "tickets £18", "ann@mill.example", "3 Mill Lane", "£4.50")
    assert [word for word in words if word in text] == [word for word in words if word in fact]
    assert "Another story" not in text


def test_what_leads_to_the_text_is_read_in_order(tmp_path: Path) -> None:
    page = (
        f"{NAV}<div><h1>The boiler</h1><p>It is mended at last.</p><ul class='x'>{LINKS}</ul></div>"
        f"<div itemprop='articleBody'>{STORY}</div>"
    )
    text = text_of(tmp_path, f"<html><body>{page}</body></html>")
    assert text.startswith("The boiler\n\nIt is mended at last.\n\nParagraph 0")
    assert "Another story" not in text


def test_beginnings_of_other_stories_go_from_within_an_article(tmp_path: Path) -> None:
    page = f"{NAV}<article><h1>The boiler</h1>{STORY}<div>{PICTURED}</div></article>"
    text = text_of(tmp_path, f"<html><body>{page}</body></html>")
    assert "Paragraph 5 tells" in text
    assert "lights of town" not in text


def test_linked_headings_of_a_manual_stay(tmp_path: Path) -> None:
    parts = PICTURED.replace("<img ", "<hr ")
    page = f"{NAV}<main><h1>Commands</h1>{STORY}{parts}</main>"
    assert "What happened in town 4" in text_of(tmp_path, f"<html><body>{page}</body></html>")


def test_a_list_of_beginnings_is_kept_where_it_is_the_page(tmp_path: Path) -> None:
    page = f"{NAV}<main><h1>News</h1><p>{PARAGRAPHS[0]}</p>{PICTURED}</main>"
    assert "What happened in town 4" in text_of(tmp_path, f"<html><body>{page}</body></html>")


def test_a_story_that_goes_on_behind_a_barrier(tmp_path: Path) -> None:
    barrier = "<div class='paywall'><p>Read on for 4.99 a month, as often as you like.</p></div>"
    start = "".join(f"<p>{one}</p>" for one in PARAGRAPHS[:4])
    page = f"{NAV}<article><h1>Boiler</h1>{start}{barrier}</article><div>{PICTURED * 3}</div>"
    text = text_of(tmp_path, f"<html><body>{page}</body></html>")
    assert "Paragraph 3 tells" in text
    assert "4.99" not in text
    assert "lights of town" not in text


def test_all_sections_of_a_page_that_states_its_text_stay(tmp_path: Path) -> None:
    story = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    fees = "<tr><td>Boiler</td><td>12 euros</td></tr><tr><td><a href='/p'>Pump</a></td></tr>"
    page = (
        f"{NAV}<main><h1>Boilers</h1><section>{story}</section><section><h2>Fees</h2>"
        f"<table>{fees}</table></section></main>"
    )
    assert "Boiler | 12 euros" in text_of(tmp_path, f"<html><body>{page}</body></html>")


def test_a_page_laid_out_by_a_table_with_line_ends_for_paragraphs(tmp_path: Path) -> None:
    menu = "".join(f"<tr><td><a href='/{n}'>Another story {n}</a></td></tr>" for n in range(14))
    story = "<br><br>".join(PARAGRAPHS)
    page = f"<table><tr><td><table>{menu}</table></td><td>{story}</td><td>Weather</td></tr></table>"
    text = text_of(tmp_path, f"<html><body>{page}</body></html>")
    assert all(one in text for one in PARAGRAPHS)
    assert "Another story" not in text


def test_chinese_says_as_much_in_fewer_signs(tmp_path: Path) -> None:
    story = "".join(
        f"<p>{'市政府在新的学校和桥梁之后报告价格,' * 2}第{n}条。</p>" for n in range(8)
    )
    page = f"<div>{LINKS}</div><div><div class='text'>{story}</div></div><div>{PICTURED}</div>"
    text = text_of(tmp_path, f"<html><body>{page}</body></html>")
    assert "第7条" in text
    assert "lights of town" not in text
    assert "Another story" not in text


HEADING = '<img src="x.png"><h3><a href="/s">Another story</a></h3>'


def test_boxes_within_the_beginnings_of_other_stories_are_kept_once(tmp_path: Path) -> None:
    boxes = "".join(
        f"<div>{HEADING}<aside><p>Ring the office of the mill: +49 30 55510{n}.</p></aside></div>"
        for n in range(4)
    )
    links = f"<div><ul>{LINKS}</ul></div>"
    text = text_of(tmp_path, f"<html><body><div>{TEXT}</div>{links}<div>{boxes}</div></body>")
    assert [text.count(f"+49 30 55510{n}") for n in range(4)] == [1] * 4
    assert text.count("Paragraph 0 tells") == 1


def test_what_was_left_out_is_no_beginning_of_another_story() -> None:
    boxes = f"<aside>{HEADING}<p>Ring the office of the mill.</p></aside>" * 4
    parts = measured(document_fromstring(f"<body><div>{TEXT}</div><div>{boxes}</div>").find("body"))
    for part in furniture(parts):
        parts.leave_out(part)
    assert teasers(parts) == []
