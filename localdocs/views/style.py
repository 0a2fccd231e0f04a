"""How text looks on a terminal: weight, links, and control characters made visible.

Names of files and the text of documents come from anywhere. A control character in them could
colour, hide or rewrite what else is on the screen, so each is shown as its code.
"""

import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import ParamSpec

from localdocs.types import page_name

Words = ParamSpec("Words")

_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Control characters, and those that turn the direction of all that follows."""
_OWN = r"\x1b\[[0-2]m|\x1b\]8;;(?:file:[!-~]*)?\x1b\\"
_HIDDEN_BUT_OURS = re.compile(f"{_OWN}|(?![\n\t]){_HIDDEN.pattern}")
_WITHOUT_LINKS = {"dumb", "linux"}


@dataclass(frozen=True, slots=True)
class Style:
    """What the terminal can show: ``fancy`` colours and weight, ``links`` that can be clicked."""

    fancy: bool
    links: bool = False

    def bold(self, text: str) -> str:
        return f"\x1b[1m{text}\x1b[0m" if self.fancy else text

    def dim(self, text: str) -> str:
        return f"\x1b[2m{text}\x1b[0m" if self.fancy else text

    def place(self, path: Path, page_number: int, place: str = "") -> str:
        """ "PATH, page N", which a click opens (OSC 8) where the terminal can do that."""
        text = f"{shown(str(path))}, {shown(page_name(place, page_number))}"
        if not self.links or not path.is_absolute():
            return text
        return f"\x1b]8;;{link_to(path, page_number)}\x1b\\{text}\x1b]8;;\x1b\\"


def style_of_stdout() -> Style:
    """Plain for pipes and files, with ``NO_COLOR``, and on terminals that can do nothing."""
    kind = os.environ.get("TERM", "")
    fancy = sys.stdout.isatty() and "NO_COLOR" not in os.environ and kind != "dumb"
    can_link = bool(kind or os.environ.get("WT_SESSION")) and kind not in _WITHOUT_LINKS
    return Style(fancy, links=fancy and can_link)


def link_to(path: Path, page_number: int) -> str:
    """The address of a page: only PDF readers know pages. All but plain ASCII is escaped."""
    page = f"#page={page_number}" if path.suffix.lower() == ".pdf" else ""
    return path.as_uri() + page


def shown(text: str) -> str:
    """The text on one line, with control characters as their codes, like ``\\x1b``."""
    return _HIDDEN.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def shown_styled(text: str) -> str:
    """The same for text in which weight and links of ``Style`` stay, line ends and tabs."""
    return _HIDDEN_BUT_OURS.sub(
        lambda match: match[0] if len(match[0]) > 1 else shown(match[0]), text
    )


def each_shown(make: Callable[Words, Iterator[str]]) -> Callable[Words, Iterator[str]]:
    """Lines without any style, each on one line whatever the names in it hold."""

    @wraps(make)
    def made(*arguments: Words.args, **words: Words.kwargs) -> Iterator[str]:
        return map(shown, make(*arguments, **words))

    return made


def shown_lines(text: str) -> str:
    """The same for text whose lines are kept."""
    return "\n".join(shown(line) for line in text.replace("\r\n", "\n").split("\n"))


def quoted(text: str) -> str:
    """A quote on one line, white space as single spaces."""
    return f"“{shown(' '.join(text.split()))}”"
