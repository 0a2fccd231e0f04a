"""Splits a document into passages that the embedder can take whole.

Passages follow the structure: whole paragraphs, list items and table rows are packed together up
to about the target; a heading starts a new passage. Every character that is neither white space
nor furniture lies in exactly one passage, and no passage crosses a page.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.passages.sections import PlacedBlock, placed_blocks, snip
from ingest.passages.tokens import Tokenizer, TokenRuler, token_starts
from localdocs.types import BlockKind, Document, Page, Passage

SPLITTER_VERSION = 9
"""Part of what an index remembers: another version means other passages for the same file.

Raise it whenever a reader or the splitter makes other text of the files that people have: their
index is then made anew by itself.
"""

TARGET_TOKENS = 200
LIMIT_TOKENS = 240

_TINY_TOKENS = 60
_CHARACTERS_PER_TOKEN = 8  # bounds passages whose tokens are long, such as one endless word
_TITLE_CHARACTERS = 130
_PAGES_PER_BATCH = 64
_SENTENCE_END = re.compile(  # not that of "no. 4711"
    r"(?<!\b(?i:no|nr))(?<!\b(?i:nos|ref|tel|ext))(?<!\b(?i:incl|excl))(?<!\bapprox)"
    r"[.!?][\"'”’)\]]*(?=\s)|[。！？]"
)
_LINE_KINDS = frozenset(
    {BlockKind.CODE, BlockKind.CONTENTS, BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW}
)


def split(
    document: Document,
    tokenizer: Tokenizer,
    *,
    target_tokens: int = TARGET_TOKENS,
    limit_tokens: int = LIMIT_TOKENS,
) -> list[Passage]:
    """The passages of a document in reading order.

    ``limit_tokens`` bounds a passage together with its title, heading and columns, which are
    embedded with it; ``target_tokens`` is the size aimed at for the text.
    """
    placed = list(placed_blocks(document))
    budget = _Budget(document, placed, tokenizer, target_tokens, limit_tokens)
    passages: list[Passage] = []
    for batch_start in range(0, len(placed), _PAGES_PER_BATCH):
        batch = placed[batch_start : batch_start + _PAGES_PER_BATCH]
        places = token_starts(tokenizer, [page.text for page, _ in batch])
        for (page, blocks), starts in zip(batch, places, strict=True):
            ruler = TokenRuler(starts, len(page.text))
            passages.extend(_PageSplitter(page, ruler, budget).passages(blocks))
    return passages


class _Budget:
    """How many tokens of text fit beside a heading and columns."""

    def __init__(
        self,
        document: Document,
        placed: list[tuple[Page, list[PlacedBlock]]],
        tokenizer: Tokenizer,
        target_tokens: int,
        limit_tokens: int,
    ) -> None:
        self.target_tokens = target_tokens
        self._limit = limit_tokens
        contexts = {block.heading for _, blocks in placed for block in blocks}
        contexts |= {block.columns for _, blocks in placed for block in blocks}
        texts = [snip(document.title, _TITLE_CHARACTERS), *sorted(contexts)]
        counts = [len(starts) for starts in token_starts(tokenizer, texts)]
        self._title_tokens = counts[0]
        self._tokens = dict(zip(texts[1:], counts[1:], strict=True))

    def text_tokens(self, blocks: Sequence[PlacedBlock]) -> int:
        """The most tokens that the text of a passage of these blocks may have, whichever of their
        headings and columns it will go by; at least half."""
        heading = max(self._tokens[block.heading] for block in blocks)
        columns = max(self._tokens[block.columns] for block in blocks)
        return max(self._limit - self._title_tokens - heading - columns, self._limit // 2, 1)


@dataclass(slots=True)
class _Group:
    """Neighbouring blocks that will be one passage, from ``start`` up to ``end``.

    ``limit`` is the most tokens that its text may have.
    """

    blocks: list[PlacedBlock]
    start: int
    end: int
    limit: int

    @property
    def only_headings(self) -> bool:
        """Whether no text stands under the headings yet."""
        return all(placed.block.kind is BlockKind.HEADING for placed in self.blocks)

    def leave(self, start: int) -> None:
        """Let the group begin at ``start``, without the blocks that end before it."""
        self.start = start
        self.blocks = [placed for placed in self.blocks if placed.block.end > start]


class _PageSplitter:
    """Packs the blocks of one page."""

    def __init__(self, page: Page, ruler: TokenRuler, budget: _Budget) -> None:
        self._page = page
        self._ruler = ruler
        self._budget = budget
        self._group: _Group | None = None

    def passages(self, blocks: list[PlacedBlock]) -> Iterator[Passage]:
        """The passages of the page, in order."""
        for placed, section_end in zip(blocks, _section_ends(blocks), strict=True):
            start, end = self._trimmed(placed.block.start, placed.block.end)
            if placed.block.kind is BlockKind.FURNITURE:
                yield from self._flush()
            elif start < end:
                if self._starts_anew(placed, end, section_end):
                    yield from self._flush()
                self._append(placed, start, end)
                yield from self._cut_to_size()
        yield from self._flush()

    def _starts_anew(self, placed: PlacedBlock, end: int, section_end: int) -> bool:
        """Whether this block opens a new passage.

        Not if that would leave a tiny one behind, or if the rest of the section still fits.
        """
        group = self._group
        if group is None or group.only_headings:
            return False
        limit = self._budget.text_tokens([*group.blocks, placed])
        tokens = self._ruler.count(group.start, end)
        if self._ruler.count(group.start, group.end) < _TINY_TOKENS and tokens <= limit:
            return False
        if placed.block.kind is BlockKind.HEADING:
            return True
        fits = self._ruler.count(group.start, section_end) <= limit
        return tokens > self._budget.target_tokens and not fits

    def _append(self, placed: PlacedBlock, start: int, end: int) -> None:
        if self._group is None:
            self._group = _Group([placed], start, end, self._budget.text_tokens([placed]))
        else:
            self._group.blocks.append(placed)
            self._group.end = end
            self._group.limit = self._budget.text_tokens(self._group.blocks)

    def _cut_to_size(self) -> Iterator[Passage]:
        """Cut passages off the group while it is larger than the limit."""
        group = self._group
        while group is not None and group.start < group.end:
            most = min(
                self._ruler.reach(group.start, group.limit),
                group.start + group.limit * _CHARACTERS_PER_TOKEN,
            )
            if group.end <= most:
                return
            target = min(group.limit, self._budget.target_tokens)
            goal = self._ruler.reach(group.start, target)
            kind = group.blocks[-1].block.kind
            cut = _best_cut(self._page.text, group.start, min(goal, most), kind)
            yield self._passage(group, *self._trimmed(group.start, cut))
            group.leave(self._trimmed(cut, group.end)[0])
            group.limit = self._budget.text_tokens(group.blocks)

    def _flush(self) -> Iterator[Passage]:
        group, self._group = self._group, None
        if group is not None and group.start < group.end:
            yield self._passage(group, group.start, group.end)

    def _passage(self, group: _Group, start: int, end: int) -> Passage:
        first = group.blocks[0]
        columns = first.columns if first.columns_start < start else ""
        text = self._page.text[start:end]
        return Passage(self._page.number, start, end, text, self._heading(group, end), columns)

    def _heading(self, group: _Group, end: int) -> str:
        """The heading over most of the passage: tiny sections share one."""
        tokens: Counter[str] = Counter()
        for placed in group.blocks:
            stretch = max(placed.block.start, group.start), min(placed.block.end, end)
            tokens[placed.heading] += self._ruler.count(*stretch)
        return max(tokens, key=tokens.__getitem__)

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """The stretch without white space at its ends."""
        text = self._page.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return start, end


def _section_ends(blocks: list[PlacedBlock]) -> list[int]:
    """For each block where the text ends that belongs with it, before a heading or furniture."""
    ends: list[int] = []
    end = 0
    below = BlockKind.FURNITURE
    for placed in reversed(blocks):
        if below in (BlockKind.HEADING, BlockKind.FURNITURE):
            end = placed.block.end
        ends.append(end)
        below = placed.block.kind
    return ends[::-1]


def _best_cut(text: str, start: int, most: int, kind: BlockKind) -> int:
    """Where to cut so that the piece ends at ``most`` or before.

    At the end of a sentence (of a line, for code and tables) in the second half, else at a space,
    else anywhere.
    """
    middle = start + (most - start) // 2
    if kind not in _LINE_KINDS:
        cut = 0
        for match in _SENTENCE_END.finditer(text, middle, min(most + 1, len(text))):
            cut = match.end() if match.end() <= most else cut
        if cut:
            return cut
    line_end = text.rfind("\n", middle, most)
    space = line_end if line_end > start else text.rfind(" ", start + 1, most)
    return space if space > start else max(most, start + 1)
