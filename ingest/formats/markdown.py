"""Markdown: the text as a reader of the rendered page sees it, with the structure of the source."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.formats.front_matter import FrontMatter, front_matter
from ingest.formats.html import add_html
from ingest.formats.markdown_blocks import learn_blocks
from ingest.formats.markdown_words import learn_words, lines_of
from ingest.formats.template_tags import TemplateTags, signs_for_tags
from ingest.formats.text import decode
from ingest.pages.cell_tables import add_table
from ingest.pages.cleaning import clean
from ingest.pages.page_builder import PageBuilder
from ingest.pages.titles import first_line_title, is_label
from localdocs.errors import NoTextError
from localdocs.types import BlockKind, Document

_DEEPEST = 100  # levels of lists and quotes; markdown-it would drop what lies deeper than 20


def read(path: Path) -> Document:
    """Read a Markdown file as one page. Its title is the front matter's, or the first heading."""
    about, body = front_matter(clean(decode(path.read_bytes())))
    builder = PageBuilder()
    _add_facts(builder, about)
    start = builder.length
    first_heading = add_markdown(builder, body)
    page = builder.page(1)
    if not page.text:
        raise NoTextError("the file is empty")
    return Document(
        path,
        (page,),
        title=_words_of(about.value("title"))
        or first_heading
        or first_line_title(page.text[start:]),
        author=_words_of(about.value("author")),
        created=about.value("date")[:10],
    )


def _add_facts(builder: PageBuilder, about: FrontMatter) -> None:
    builder.add(BlockKind.PARAGRAPH, "\n".join(map(_words_of, about.facts())))


def _words_of(line: str) -> str:
    """What a line of Markdown says."""
    return " ".join(lines_of(_parser().parseInline(line)[0].children or []))


def add_markdown(builder: PageBuilder, source: str) -> str:
    """Add the blocks of a Markdown source; returns the text of the first heading, or ""."""
    signed, tags = signs_for_tags(source)
    walk = _Walk(builder, tags)
    for token in _parser().parse(signed):
        walk.take(token)
    return walk.first_heading


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST})
    learn_blocks(parser)
    learn_words(parser)
    return parser


@dataclass(slots=True)
class _Item:
    """A list item or footnote that is open, and its mark: "- ", "2. " or "[^1]: "."""

    mark: str
    is_begun: bool = False

    def lead(self) -> str:
        """The mark before the first line of the item, room for it before every other one."""
        before = " " * len(self.mark) if self.is_begun else self.mark
        self.is_begun = True
        return before


class _Walk:
    """Takes the tokens of a source one by one and adds a block for each leaf."""

    def __init__(self, builder: PageBuilder, tags: TemplateTags) -> None:
        self.first_heading = ""
        self._builder = builder
        self._tags = tags
        self._items: list[_Item] = []
        self._numbers: list[int | None] = []  # the next number of each open list
        self._rows: list[list[str]] | None = None
        self._level = 0
        self._begins_quote = False

    def take(self, token: Token) -> None:
        """Add what the token brings to the page."""
        match token.type:
            case "inline":
                self._words(token)
            case "fence" | "code_block":
                self._lead()
                self._builder.add(BlockKind.CODE, self._tags.as_written(token.content))
            case "html_block":
                heading = add_html(self._builder, self._tags.seen(token.content))
                self.first_heading = self.first_heading or heading
            case "definition":
                self._paragraph(token.content.split("\n"), BlockKind.LIST_ITEM)
            case "table_open":
                self._rows = []
            case "tr_open" if self._rows is not None:
                self._rows.append([])
            case "table_close":
                self._table()
            case "heading_open":
                self._level = int(token.tag[1])
            case "heading_close":
                self._level = 0
            case _:
                self._enter(token)

    def _enter(self, token: Token) -> None:
        """Note what opens or closes around the leaves."""
        match token.type:
            case "bullet_list_open":
                self._numbers.append(None)
            case "ordered_list_open":
                start = token.attrGet("start")
                self._numbers.append(1 if start is None else int(start))
            case "bullet_list_close" | "ordered_list_close":
                self._numbers.pop()
            case "list_item_open":
                self._items.append(_Item(self._mark(token)))
            case "footnote_open":
                self._items.append(_Item(f"[^{token.info}]: "))
            case "list_item_close" | "footnote_close":
                self._items.pop()
            case "blockquote_open":
                self._begins_quote = True

    def _mark(self, item: Token) -> str:
        number = self._numbers[-1]
        if number is None:
            return "- "
        self._numbers[-1] = number + 1
        return f"{number}{item.markup} "

    def _lead(self) -> str:
        self._begins_quote = False
        return "".join([item.lead() for item in self._items])

    def _words(self, token: Token) -> None:
        """What a heading, a cell or a paragraph says."""
        lines = [self._tags.seen(line) for line in lines_of(token.children or [])]
        text = " ".join(" ".join(lines).split())
        if self._rows is not None:
            self._rows[-1].append(text)
        elif self._level and text:
            self._lead()
            self.first_heading = self.first_heading or text
            self._builder.add(BlockKind.HEADING, text, self._level)
        elif text:
            self._text(lines)

    def _text(self, lines: list[str]) -> None:
        """A paragraph: of prose, of a callout, or of terms and what they mean."""
        if self._begins_quote and lines[0].startswith("[!") and "]" in lines[0]:
            self._paragraph([_callout(lines[0])])
            lines = lines[1:]
        if any(line.startswith(": ") for line in lines):
            for definition in _definitions(lines):
                self._paragraph([definition], BlockKind.LIST_ITEM)
        else:
            self._paragraph(_folded(lines))

    def _paragraph(self, lines: list[str], kind: BlockKind = BlockKind.PARAGRAPH) -> None:
        kept = [" ".join(line.split()) for line in lines if line.strip()]
        if kept:
            lead = self._lead()
            kind = BlockKind.LIST_ITEM if self._items else kind
            self._builder.add(kind, lead + f"\n{' ' * len(lead)}".join(kept))

    def _table(self) -> None:
        rows, self._rows = self._rows or [], None
        self._lead()
        add_table(self._builder, rows, header_rows=1)


def _callout(line: str) -> str:
    """``[!warning]- Wet paint`` is shown as a box with a sign of warning and these words."""
    kind, _, title = line.removeprefix("[!").partition("]")
    name = kind.partition("|")[0].strip().capitalize()
    title = title.removeprefix("-").removeprefix("+").strip()
    return f"{name}: {title}" if title and title.lower() != name.lower() else name


def _folded(lines: list[str]) -> list[str]:
    """A paragraph on one line, unless it is a form: there each label begins a line."""
    labelled = [is_label(line) or (line.startswith("[") and "]:" in line) for line in lines]
    if sum(labelled) < 2:
        return [" ".join(lines)]
    folded = lines[:1]
    for line, begins in zip(lines[1:], labelled[1:], strict=True):
        if begins:
            folded.append(line)
        else:
            folded[-1] += f" {line}"
    return folded


def _definitions(lines: list[str]) -> list[str]:
    """``Term: what it means`` for a term and the lines below it that begin with a colon."""
    found: list[str] = []
    term = ""
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if line.startswith(": "):
            meaning = line.removeprefix(": ").strip()
            found.append(f"{term.rstrip(':')}: {meaning}" if term else meaning)
            term = ""
        elif below.startswith(": "):
            found += [term] if term else []
            term = line
        elif found and not term:
            found[-1] += f" {line}"
        else:
            found.append(line)
    return found
