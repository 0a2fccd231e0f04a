"""Markdown is stored as a reader of the rendered page sees it."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from markdown_it import MarkdownIt

from ingest.formats.markdown import read
from localdocs.errors import NoTextError
from localdocs.types import BlockKind, Document, Page

SOURCE = """---
title: "The plan"
author: Ada
date: 2024-02-03
---
# Goals

Some *text*
on two lines.

- one
- two

  more of two

| Name | Sum |
|------|----:|
| A    |  3  |

```python
x = 1

y = 2
```

Under
-----
last
"""


def document(folder: Path, source: str) -> Document:
    file = folder / "x.md"
    file.write_text(source, "utf-8")
    return read(file)


def blocks(folder: Path, source: str) -> list[str]:
    """Each block with what stands before it on its line."""
    page = document(folder, source).pages[0]
    starts = [page.text.rfind("\n", 0, block.start) + 1 for block in page.blocks]
    return [page.text[start : b.end] for start, b in zip(starts, page.blocks, strict=True)]


def test_blocks(tmp_path: Path) -> None:
    found = document(tmp_path, SOURCE)
    page = found.pages[0]
    kinds = [(block.kind, page.text[block.start : block.end]) for block in page.blocks]
    assert (found.title, found.author, found.created) == ("The plan", "Ada", "2024-02-03")
    assert kinds == [
        (BlockKind.HEADING, "Goals"),
        (BlockKind.PARAGRAPH, "Some text on two lines."),
        (BlockKind.LIST_ITEM, "- one"),
        (BlockKind.LIST_ITEM, "- two"),
        (BlockKind.LIST_ITEM, "more of two"),
        (BlockKind.TABLE_HEADER, "Name | Sum"),
        (BlockKind.TABLE_ROW, "A | 3"),
        (BlockKind.CODE, "x = 1\n\ny = 2"),
        (BlockKind.HEADING, "Under"),
        (BlockKind.PARAGRAPH, "last"),
    ]
    assert [block.level for block in page.blocks if block.level] == [1, 2]


def test_the_first_heading_is_the_title(tmp_path: Path) -> None:
    assert document(tmp_path, "text\n\n## Second *rank*\n").title == "Second rank"


def test_front_matter_only_is_empty(tmp_path: Path) -> None:
    with pytest.raises(NoTextError):
        document(tmp_path, "---\ntitle: x\n---\n")


@pytest.mark.parametrize(("source", "seen"), [
    ("The [price list](https://x.org 'now') is *new*.", "The price list is new."),
    ("<https://x.org> or <b>Ada</b><br>today &amp; here", "https://x.org or Ada today & here"),
    ("old ~~gone~~ ==marked== `a  b` \\*", "old marked a b *"),
    ("price ~~10~~ 12 <s>13</s> <DEL\ncite='a/b'>14</del> euro", "price 12 euro"),
    ("~~all *of\nthis*~~ or `~~this~~` </s> <strong>not</strong>", "or ~~this~~ not"),
    ("a == b, c==d and ==open", "a == b, c==d and ==open"),
    ("see [[Stove]], [[Stove#Ash|the ash]], [[Stove#Ash]], ![[Stove]]",
     "see Stove, the ash, Stove > Ash, Stove"),
    ("[[1]](https://x.org) and [[not\nclosed]]", "[1] and [[not closed]]"),
    ("![[stove.png|300]] ![Sales in 2023](a.png) ![image](a.png) ![IMG_1.JPG](a.jpg) end",
     "Sales in 2023 end"),
    ("hard  \nbreak and\\\nsoft\nbreak", "hard break and soft break"),
    ("before <!-- never --> after", "before after"),
    ("{% if a %}[leave]({% page \"/leave/\" %}) in {{ year }}{:.wide}", "leave in {{ year }}"),
    ("[words][ref] and [ref]\n\n[ref]: https://x.org", "words and ref"),
])  # fmt: skip
def test_the_words_of_a_paragraph(tmp_path: Path, source: str, seen: str) -> None:
    assert blocks(tmp_path, source)[0] == seen


@pytest.mark.parametrize(("source", "seen"), [
    ("## Heading {#anchor}\n\nUnder\n=====", ["Heading", "Under"]),
    ("3. c\n3. d\n   - e\n     on\n     1) f\n\n   g",
     ["3. c", "4. d", "   - e on", "     1) f", "   g"]),
    ("- [ ] buy\n- [x] sell", ["- [ ] buy", "- [x] sell"]),
    ("- - twice", ["- - twice"]),
    ("- ```\n  code\n  ```\n  after", ["code", "  after"]),
    ("> quote *on*\n> goes\n>\n> - item", ["quote on goes", "- item"]),
    ("> [!warning]- Wet paint\n> Do not touch.\n\n> [!note]\n> Dry.",
     ["Warning: Wet paint", "Do not touch.", "Note", "Dry."]),
    ("Term\n: one\n: two\nOther:\n: three\n  on", ["Term: one", "two", "Other: three on"]),
    ("Card\nName: Ada\nLovelace\n**Phone:** 12", ["Card\nName: Ada Lovelace\nPhone: 12"]),
    ("Wet\nNote: paint", ["Wet Note: paint"]),
    ("| A |\n|---|\n| 1 |\nbelow *it*", ["A", "1", "below it"]),
    ("[lan]: 10.0.0.1\n[wifi]: otter\n\n## Rooms", ["[lan]: 10.0.0.1", "[wifi]: otter", "Rooms"]),
    ("Off in winter.[^1]\n\n[^1]: From *May*\n    on\n\n    - all\n[^b]: x\n\nend",
     ["Off in winter.[^1]", "[^1]: From May on", "      - all", "[^b]: x", "end"]),
    ("<details><summary>More</summary>\n\nin *it*\n\n</details>", ["More", "in it"]),
    ("<!-- a\n\nb -->\n\ntext", ["text"]),
    ("text\n\n<!-- never closed\n\nbut words", ["text", "never closed", "but words"]),
    ("    in {{ code }}\n\n```\n{% if x %}\n```", ["in {{ code }}", "{% if x %}"]),
    ("---\n\n***", []),
])  # fmt: skip
def test_blocks_as_they_are_shown(tmp_path: Path, source: str, seen: list[str]) -> None:
    if not seen:
        with pytest.raises(NoTextError):
            document(tmp_path, source)
    else:
        assert blocks(tmp_path, source) == seen


def test_tables(tmp_path: Path) -> None:
    source = "| A | B \\| C |\n|---|---|\n| *x* | [[P\\|q]] | more |\n| [1](u) |\n{% endif %}"
    assert blocks(tmp_path, source) == ["A | B | C", "x | q | more", "1 |"]


def test_lists_deeper_than_anyone_writes(tmp_path: Path) -> None:
    source = "".join(f"{'  ' * depth}- level{depth}\n" for depth in range(30))
    text = document(tmp_path, source).pages[0].text
    assert all(f"- level{depth}" in text for depth in range(30))
    assert "deep" in document(tmp_path, "[^a]: " * 500 + "deep").pages[0].text


FACTS = """---
title: Kiln repair
status: waiting for parts
owner: "[[Henrike]]"
tags:
  - workshop
  - electrics
keywords: [oven, 'element']
summary: >
  It is
  broken.
permalink: /kiln/
cssclass:
sidebar:
  nav: docs
---
A new one was ordered.
"""


def test_front_matter_states_facts(tmp_path: Path) -> None:
    assert blocks(tmp_path, FACTS) == [
        "status: waiting for parts\nowner: Henrike\ntags: workshop, electrics\n"
        "keywords: oven, element\nsummary: It is broken.",
        "A new one was ordered.",
    ]
    toml = '+++\ntitle = "Kiln"\nstatus = "open"\ntags = ["a", "b"]\n+++\nText'
    found = document(tmp_path, toml)
    assert document(tmp_path, "---\ntitle: This &amp; that\n---\na").title == "This & that"
    assert found.title == "Kiln" and found.pages[0].text == "status: open\ntags: a, b\n\nText"


def test_rules_around_text_are_no_front_matter(tmp_path: Path) -> None:
    assert blocks(tmp_path, "---\nSome words here.\n---\nbelow") == ["Some words here.", "below"]


def check_blocks(page: Page) -> None:
    """Blocks slice the page in order, and nothing but white space lies between them."""
    position = 0
    for block in page.blocks:
        assert position <= block.start < block.end
        assert not page.text[position : block.start].strip()
        position = block.end
    assert position == len(page.text)


word = st.text("abcdeé", min_size=1, max_size=5)
dressed = st.one_of(
    word,
    word.map("*{}*".format),
    word.map("**{}**".format),
    word.map("`{}`".format),
    word.map("=={}==".format),
    word.map("[{}](https://x.org)".format),
    word.map("[[Page|{}]]".format),
    word.map("<b>{}</b>".format),
)
line = st.lists(dressed, min_size=1, max_size=4).map(" ".join)
leaf = st.one_of(
    st.lists(line, min_size=1, max_size=3).map("\n".join),
    line.map("## {}".format),
    line.map("{}\n---".format),
    st.lists(line, min_size=1, max_size=3).map(lambda lines: "\n".join(f"- {x}" for x in lines)),
    st.tuples(line, line).map(lambda two: f"1. {two[0]}\n   - [x] {two[1]}"),
    st.tuples(line, line).map(lambda two: f"> [!note] {two[0]}\n> {two[1]}"),
    st.tuples(line, line).map(lambda two: f"{two[0]}\n: {two[1]}"),
    st.tuples(word, word).map(lambda two: f"| {two[0]} | x |\n|---|---|\n| {two[1]} | y | z |"),
    st.tuples(word, word).map(lambda two: f"[{two[0]}]: {two[1]}"),
    st.tuples(word, line).map(lambda two: f"[^{two[0]}]: {two[1]}"),
    word.map("```\n{}\n```".format),
    word.map("    {}".format),
    word.map("<div>\n<p>{}</p>\n</div>".format),
)


@given(leaves=st.lists(leaf, min_size=1, max_size=6), gap=st.sampled_from(["\n", "\n\n"]))
def test_no_word_is_lost(
    tmp_path_factory: pytest.TempPathFactory, leaves: list[str], gap: str
) -> None:
    source = gap.join(leaves)
    page = document(tmp_path_factory.getbasetemp(), source).pages[0]
    check_blocks(page)
    words = set(re.findall(r"[abcdeé]+", page.text))
    visible = re.sub(r"https://x.org|\[\[Page\||</?(?:div|p|b)>", " ", source)
    assert set(re.findall(r"[abcdeé]+", visible.replace("note", ""))) <= words


@given(source=st.text("ab *_`~[]()#>-+1.|\\\n!&:^=", min_size=1, max_size=60))
def test_all_that_is_rendered_is_there(
    tmp_path_factory: pytest.TempPathFactory, source: str
) -> None:
    rendered = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(source + "\na")
    root = html.document_fromstring(f"<div>{rendered}</div>")
    etree.strip_elements(root, "s", with_tail=False)
    shown = root.text_content()
    page = document(tmp_path_factory.getbasetemp(), source + "\na").pages[0]
    check_blocks(page)
    assert set(re.findall(r"[ab]+", shown)) <= set(re.findall(r"[ab]+", page.text))
