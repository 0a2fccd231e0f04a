"""What stands above a Markdown text between two rules: YAML, or TOML between ``+++``.

It is read line by line, as people write it: a name, a value, a list. What a program would refuse is
kept as words.
"""

import re
import tomllib
from dataclasses import dataclass

_BETWEEN_RULES = re.compile(
    r"---\n(?P<yaml>.*?)\n(?:---|\.\.\.)(?:\n|\Z)|\+\+\+\n(?P<toml>.*?)\n\+\+\+(?:\n|\Z)", re.DOTALL
)
_NAME = re.compile(r"([\"']?)(\w[\w .-]*+)\1[ \t]*+:(?:[ \t]+(.*)|[ \t]*)$")
_BLOCK_SIGN = re.compile(r"[|>][+-]?\d?")
_TOLD_ELSEWHERE = frozenset({"title", "author", "date"})
_FOR_PROGRAMS = frozenset(
    """
    bibliography body_class cspell css csl cssclass cssclasses documentclass draft
    eleventynavigation excerpt_separator fontsize geometry has_children header-includes
    id image images js lang layout linkcolor mathjax nav_exclude
    nav_order navigation output parent permalink published redirect redirect_from redirect_to robots
    sidebar sidebar_position sitemap slug step_indicator current_step sticky_sidenav stylesheet
    template thumbnail toc toc_depth uid url uuid weight
    """.split()
)
_NOTHING = frozenset({"", "~", "null", "[]", "{}", '""', "''"})


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Names and their values, in the order of the file."""

    values: tuple[tuple[str, str], ...] = ()

    def value(self, name: str) -> str:
        """The value of a name, whichever case it is written in; "" if there is none."""
        return next((value for known, value in self.values if known.lower() == name), "")

    def facts(self) -> list[str]:
        """``status: waiting for parts``: what a person could ask about, a line each."""
        return [
            f"{name}: {value}"
            for name, value in self.values
            if name.lower() not in _TOLD_ELSEWHERE and name.lower() not in _FOR_PROGRAMS
        ]


def front_matter(source: str) -> tuple[FrontMatter, str]:
    """The front matter of a cleaned source, and the text below it."""
    match = _BETWEEN_RULES.match(source)
    if match is None:
        return FrontMatter(), source
    found = _of_toml(match["toml"]) if match["yaml"] is None else _of_yaml(match["yaml"])
    if found is None:
        return FrontMatter(), source
    values = tuple((name, value) for name, value in found if value)
    return FrontMatter(values), source[match.end() :]


def _of_yaml(source: str) -> list[tuple[str, str]] | None:
    """Names at the left edge, and what follows each; None if the first line is no name."""
    found: list[tuple[str, list[str]]] = []
    for line in source.split("\n"):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _NAME.match(line)
        if match:
            found.append((match[2].strip(), [match[3] or ""]))
        elif found:
            found[-1][1].append(line)
        else:
            return None
    return [(name, _value(lines)) for name, lines in found]


def _value(lines: list[str]) -> str:
    """A scalar, or the items of a list or of a deeper level, parted by commas."""
    first, *below = (line.strip() for line in lines)
    if _BLOCK_SIGN.fullmatch(first):
        return " ".join(below)
    if not first and below:
        items = [_unquoted(line.removeprefix("- ").strip()) for line in below if line != "-"]
        return ", ".join(item for item in items if item)
    whole = " ".join([first, *below]).strip()
    if whole in _NOTHING:
        return ""
    if whole.startswith("[") and whole.endswith("]") and not whole.startswith("[["):
        return ", ".join(filter(None, map(_unquoted, whole[1:-1].split(","))))
    return _unquoted(whole)


def _unquoted(text: str) -> str:
    text = text.strip()
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1].strip() if quoted else text


def _of_toml(source: str) -> list[tuple[str, str]] | None:
    try:
        table = tomllib.loads(source)
    except tomllib.TOMLDecodeError:
        return None
    return [(name, _words(value)) for name, value in table.items()]


def _words(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_words(inner)}" for name, inner in value.items())
    if isinstance(value, list):
        return ", ".join(map(_words, value))
    return " ".join(str(value).split())
