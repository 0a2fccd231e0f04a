"""The words of a line of Markdown: its inline tokens without the signs that only set them.

Beside CommonMark this knows the strike-through of GitHub and two signs of note programs:
``[[Page|words]]`` and ``==highlight==``.
"""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from ingest.formats.html_words import STRUCK

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp", ".heic", ".avif", ".tiff")
_PLAYED = (".mp3", ".mp4", ".webm", ".wav", ".m4a", ".mov", ".ogg", ".mkv", ".flac")
_MANY_BRACKETS = re.compile(r"(?:!?\[){16,}+")
_STROKE = re.compile(rf"<(?P<ends>/?)(?:{'|'.join(sorted(STRUCK))})(?=[\s/>])", re.IGNORECASE)
_SAYS_NOTHING = frozenset(
    "alt, alt text, figure, icon, image, img, logo, photo, picture, screenshot, untitled".split(
        ", "
    )
)


def learn_words(markdown: MarkdownIt) -> None:
    """Teach a parser what ``lines_of`` knows beside CommonMark."""
    markdown.enable("strikethrough")
    markdown.inline.ruler.before("link", "wiki_link", _wiki_link)
    markdown.inline.ruler.before("wiki_link", "many_brackets", _many_brackets)
    markdown.inline.ruler.before("emphasis", "highlight", _highlight)


def lines_of(tokens: Sequence[Token]) -> list[str]:
    """The words that are not struck out, divided where the source or a ``<br>`` begins a line."""
    lines = [""]
    signs = _signs_in_pairs(tokens)
    struck = 0  # how many strokes lie over the token
    for place, token in enumerate(tokens):
        struck = max(struck + _stroke(token), 0)
        match token.type:
            case _ if struck:
                continue
            case "text" | "code_inline" | "text_special":
                lines[-1] += token.content
            case "softbreak" | "hardbreak":
                lines.append("")
            case "image":
                lines[-1] += _told_by(token)
            case "html_inline":
                if token.content.lower().startswith("<br"):
                    lines.append("")
            case "highlight" if place not in signs:
                lines[-1] += "=="
    spaced = [" ".join(line.split()) for line in lines]
    return [line for line in spaced if line]


def _stroke(token: Token) -> int:
    """1 where a stroke through the words begins, -1 where one ends: ``~~`` or a tag of HTML."""
    if token.type in ("s_open", "s_close"):
        return token.nesting
    tag = _STROKE.match(token.content) if token.type == "html_inline" else None
    return 0 if tag is None else -1 if tag["ends"] else 1


def _told_by(image: Token) -> str:
    """The words that stand for an image, unless they are a file name or say nothing."""
    words = " ".join(lines_of(image.children or []))
    label, bar, size = words.rpartition("|")
    words = label if bar and size.replace("x", "").isdigit() else words
    is_file = words.lower().endswith(_PICTURES) and " " not in words
    says = sum(map(str.isalpha, words)) > 1 and words.lower().strip(" .") not in _SAYS_NOTHING
    return words if says and not is_file else ""


def _many_brackets(state: StateInline, silent: bool) -> bool:
    """A row of opening brackets is text: each would look for its end a hundred levels deep."""
    row = _MANY_BRACKETS.match(state.src, state.pos, state.posMax)
    if row is None:
        return False
    if not silent:
        state.push("text", "", 0).content = row.group()
    state.pos = row.end()
    return True


def _wiki_link(state: StateInline, silent: bool) -> bool:
    """``[[Page]]``, ``[[Page#Heading|words]]``, and ``![[Page]]``, which shows the page itself."""
    source, start = state.src, state.pos
    is_shown = source.startswith("![[", start)
    if not is_shown and not source.startswith("[[", start):
        return False
    start += 3 if is_shown else 2
    end = source.find("]]", start, state.posMax)
    target = source[start:end] if end > 0 else ""
    if not target.strip() or set("[]\n") & set(target) or source.startswith(("(", "["), end + 2):
        return False
    if not silent:
        state.push("text", "", 0).content = _words_of_link(target, is_shown)
    state.pos = end + 2
    return True


def _words_of_link(target: str, is_shown: bool) -> str:
    page, bar, words = target.partition("|")
    page = page.removesuffix("\\").strip()
    if is_shown:
        return "" if page.lower().endswith(_PICTURES + _PLAYED) else page
    if bar and words.strip():
        return words.strip()
    return " > ".join(filter(None, map(str.strip, page.split("#"))))


def _highlight(state: StateInline, silent: bool) -> bool:
    """A sign ``==`` that could begin or end a highlight; which ones do, all tokens together say."""
    source, start = state.src, state.pos
    if not source.startswith("==", start):
        return False
    before = source[start - 1] if start else " "
    after = source[start + 2] if start + 2 < state.posMax else " "
    opens = not after.isspace() and not before.isalnum()
    closes = not before.isspace() and not after.isalnum()
    if "=" in (before, after) or not (opens or closes):
        return False
    if not silent:
        state.push("highlight", "", 0).meta = {"opens": opens, "closes": closes}
    state.pos += 2
    return True


def _signs_in_pairs(tokens: Sequence[Token]) -> set[int]:
    """The places of those signs of a highlight that have their other half."""
    paired: set[int] = set()
    opened: int | None = None
    for place, token in enumerate(tokens):
        if token.type != "highlight":
            continue
        if opened is not None and token.meta["closes"]:
            paired |= {opened, place}
            opened = None
        elif opened is None and token.meta["opens"]:
            opened = place
    return paired
