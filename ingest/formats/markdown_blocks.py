"""Teaches markdown-it about blocks: to lose no definition and no cell, and to know footnotes.

A line ``[name]: value`` defines a link, and no reader of the rendered page sees it; but people keep
facts that way. So it becomes a token of its own, ``definition``. A footnote lies between
``footnote_open`` and ``footnote_close``. A row that has more cells than the table has heads keeps
them, and text right below a table is no row of it.
"""

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference, table
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

_DEEPEST_FOOTNOTE = 3
_LONGEST_LABEL = 100


def learn_blocks(markdown: MarkdownIt) -> None:
    """Teach a parser definitions and footnotes."""
    markdown.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    markdown.enable("table")
    markdown.block.ruler.at("reference", _definition)
    markdown.block.ruler.before("reference", "footnote", _footnote, {"alt": ["paragraph"]})


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not reference(state, start, end, silent):
        return False
    if not silent:
        token = state.push("definition", "", 0)
        token.content = state.getLines(start, state.line, state.blkIndent, False)
        token.map = [start, state.line]
    return True


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    first = len(state.tokens)
    below = (line for line in range(start + 2, end) if "|" not in _line(state, line))
    if not table(state, start, next(below, end), silent):
        return False
    if not silent:
        state.tokens[first:] = list(_with_all_cells(state, state.tokens[first:]))
    return True


def _with_all_cells(state: StateBlock, tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens of a table, with the cells for which there is no head."""
    cells: list[str] = []
    for token in tokens:
        if token.type == "tr_open" and token.map:
            text = _line(state, token.map[0]).strip()
            cells = escapedSplit(text.removeprefix("|").removesuffix("|"))
        elif token.type in ("td_open", "th_open"):
            cells = cells[1:]
        elif token.type == "tr_close":
            for cell in cells:
                yield Token("inline", "", 0, content=cell.strip(), children=[])
        yield token


def _footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``[^1]: words``, with the lines below it that are indented or go on in the same paragraph."""
    depth = state.env.get("footnote_depth", 0)
    label, colon, words = _first_line(state, start).partition("]:")
    is_one = colon and 2 < len(label) < _LONGEST_LABEL and not set("[] ") & set(label[2:])
    if not is_one or depth >= _DEEPEST_FOOTNOTE:
        return False
    if silent:
        return True
    below = _last_line(state, start, end)
    text = words.strip()
    if below > start + 1:
        text += "\n" + state.getLines(start + 1, below, state.blkIndent + 4, False)
    state.push("footnote_open", "", 1).info = label[2:]
    state.env["footnote_depth"] = depth + 1
    inner: list[Token] = []
    state.md.block.parse(text, state.md, state.env, inner)
    state.env["footnote_depth"] = depth
    state.tokens.extend(inner)
    state.push("footnote_close", "", -1)
    state.line = below
    return True


def _first_line(state: StateBlock, line: int) -> str:
    """The line from its first letter on, if a footnote may begin in it; else ""."""
    text = _line(state, line)
    return text if text.startswith("[^") and not state.is_code_block(line) else ""


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _last_line(state: StateBlock, start: int, end: int) -> int:
    """The line behind those that belong to the footnote."""
    line = below = start + 1
    enders = state.md.block.ruler.getRules("paragraph")
    while line < end:
        if state.isEmpty(line):
            line += 1
            continue
        is_indented = state.sCount[line] - state.blkIndent >= 4
        goes_on = line == below and not any(rule(state, line, end, True) for rule in enders)
        if not is_indented and not goes_on:
            break
        line += 1
        below = line
    return below
