r"""The patterns of .gitignore, matched as git matches them.

Whoever walks a tree asks about each folder before it enters it, so that a pattern need only match
the path itself, never what lies below. Tested against git.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

_NAMED_CLASSES = {
    "alnum": "a-zA-Z0-9",
    "alpha": "a-zA-Z",
    "blank": " \t",
    "digit": "0-9",
    "lower": "a-z",
    "punct": r"!-/:-@\[-`{-~",
    "space": r"\s",
    "upper": "A-Z",
    "xdigit": "0-9a-fA-F",
}
_CLASS = re.compile(
    r"\[([!^]?)((?:\]|\[:\w+:\]|\\.|[^\]\\])(?:\[:\w+:\]|\\.|[^\]\\])*)\]", re.DOTALL
)
_CLASS_PIECE = re.compile(r"\[:(\w+):\]|((?:\\.|[^\\])-(?:\\.|[^\\]))|\\?(.)", re.DOTALL)
_STAR = "*"
_FOLDERS = "**/"
"""Marks among the parts of an expression; what is no mark is an expression by itself."""


MOST_CHARACTERS = 8192
"""No path is longer than half of that; a longer line is no pattern."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of an ignore file. ``base``: the file's folder, "" or with a slash at its end."""

    base: str
    regex: re.Pattern[str]
    takes_back: bool
    folders_only: bool
    by_name: bool

    def matches(self, relative: str, name: str, *, is_folder: bool) -> bool:
        """Whether it speaks of this path; ``name`` is its last part."""
        if (self.folders_only and not is_folder) or not relative.startswith(self.base):
            return False
        text = name if self.by_name else relative[len(self.base) :]
        return self.regex.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns in force in one folder: its own, after those of all folders above it."""

    patterns: tuple[Pattern, ...] = ()

    def ignore(self, relative: str, *, is_folder: bool) -> bool:
        """Whether a path is left out, if the folders above it are not: the last match decides.

        ``relative`` to the root, with slashes.
        """
        name = relative[relative.rfind("/") + 1 :]
        for pattern in reversed(self.patterns):
            if pattern.matches(relative, name, is_folder=is_folder):
                return not pattern.takes_back
        return False

    def within(self, relative: str, lines: list[str]) -> "Patterns":
        """The patterns in force in the folder ``relative``, with its own ``lines``."""
        base = f"{relative}/" if relative else ""
        own = [_pattern(base, line) for line in lines]
        return Patterns((*self.patterns, *(pattern for pattern in own if pattern)))


def _pattern(base: str, line: str) -> Pattern | None:
    """A line as a pattern; None for comments, empty lines and what can match nothing."""
    line = _without_spaces_behind(line.removesuffix("\r"))
    if not line or line.startswith("#") or len(line) > MOST_CHARACTERS:
        return None
    takes_back = line.startswith("!")
    body = line[takes_back:]
    folders_only = body.endswith("/")
    body = body.removesuffix("/")
    by_name = "/" not in body
    source = _regex(body.removeprefix("/"))
    if source is None:
        return None
    return Pattern(base, _compiled(source), takes_back, folders_only, by_name)


def _without_spaces_behind(line: str) -> str:
    """A backslash keeps the first of them."""
    bare = line.rstrip(" ")
    return f"{bare} " if bare.endswith("\\") and bare != line else bare


@lru_cache(maxsize=1024)
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source, re.DOTALL)


def _regex(glob: str) -> str | None:
    """A shell pattern, stars as in git, as a regular expression; None if it is malformed."""
    parts: list[str] = []
    at = 0
    while at < len(glob):
        if glob[at] == "*":
            stars = len(glob) - at - len(glob[at:].lstrip("*"))
            piece, used = _stars(glob, at, stars)
        elif glob[at] == "[":
            found = _CLASS.match(glob, at)
            if not found:
                return None
            piece, used = _class(found), found.end() - at
        elif glob[at] == "\\":
            if at + 1 == len(glob):
                return None
            piece, used = re.escape(glob[at + 1]), 2
        else:
            piece, used = "[^/]" if glob[at] == "?" else re.escape(glob[at]), 1
        parts.append(piece)
        at += used
    return _through_folders(parts)


def _through_folders(parts: list[str]) -> str:
    """The parts as one expression whose time does not multiply with each star.

    What stands between two stars has a fixed length: it is looked for once, and the first place
    where it fits is the best for all that follows, so no other is tried (an atomic group). Only
    what follows the last star is bound to an end. This holds for the characters of a name, and for
    the names of a path.
    """
    first, *rest = _split_at(_FOLDERS, parts)
    *between, last = [_through_names(run) for run in rest] or [""]
    found = "".join(f"(?>(?:[^/]*/)*?{run})" for run in between)
    return _through_names(first) + found + (f"(?:[^/]*/)*{last}" if rest else "")


def _through_names(parts: list[str]) -> str:
    names = [_through_characters(name) for name in _split_at("/", parts)]
    return "/".join(names)


def _through_characters(parts: list[str]) -> str:
    first, *rest = ("".join(run) for run in _split_at(_STAR, parts))
    found = "".join(f"(?>[^/]*?{run})" for run in rest[:-1])
    return first + found + "".join(f"[^/]*{run}" for run in rest[-1:])


def _split_at(mark: str, parts: list[str]) -> list[list[str]]:
    runs: list[list[str]] = [[]]
    for part in parts:
        if part == mark:
            runs.append([])
        else:
            runs[-1].append(part)
    return runs


def _stars(glob: str, at: int, count: int) -> tuple[str, int]:
    """What a run of stars stands for, and how many characters of the pattern that is."""
    after = glob[at + count : at + count + 1]
    is_bounded = (at == 0 or glob[at - 1] == "/") and after in ("", "/")
    if count == 1 or not is_bounded:
        return _STAR, count
    return (_FOLDERS, count + 1) if after else (".*", count)


def _class(found: re.Match[str]) -> str:
    """A set of characters: "[!a-c[:digit:]]"; never a slash."""
    pieces = []
    for named, span, one in _CLASS_PIECE.findall(found[2]):
        if named and named not in _NAMED_CLASSES:
            return "(?!)"
        if span:
            first, last = re.sub(r"\\(.)", r"\1", span[: -1 if span[-2] != "\\" else -2]), span[-1]
            if first[0] <= last:
                pieces.append(f"{re.escape(first[0])}-{re.escape(last)}")
        else:
            pieces.append(_NAMED_CLASSES[named] if named else re.escape(one))
    inside = "".join(pieces)
    if not inside:
        return "[^/]" if found[1] else "(?!)"
    return f"(?!/)[{'^' if found[1] else ''}{inside}]"
