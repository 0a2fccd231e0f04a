"""Text as the full-text tables see it: prepared for a tokenizer that knows only white space.

FTS5's ``unicode61`` splits at everything that is no letter, mark or digit, folds the case and drops
Latin accents, and ``porter`` takes off English endings. What they cannot do is done here, for
documents and questions alike: scripts without spaces become overlapping pairs of characters,
letters that differ only in print become one, compound names are found whole and by their parts.

Nobody is shown this text; quotes are taken from the pages.
"""

import re

from localdocs.languages.spelling import ONE_LETTER, unaccented
from localdocs.languages.unspaced import RUN, pairs

_INNER_CAPITAL = re.compile(r"[a-z][A-Z]")
_IDENTIFIER = re.compile(r"(?<!\w)(?=\w*?[a-z][A-Z])\w{3,64}(?!\w)")
_IDENTIFIER_PART = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z]?[a-z]+|\d+")
_HYPHENED = re.compile(
    r"(?<![\w-])(?=[\d-]*[^\W\d_])(?:[^\W_]{1,2}-[^\W_]{1,32}|[^\W_]{3,32}-[^\W_]{1,2})(?![\w-])"
)
_ARABIC_ARTICLE = re.compile(
    r"(?<!\w)[وفبك]?ال(?=[\u0621-\u064a]{3})|(?<!\w)لل(?=[\u0621-\u064a]{3})"
)

_NAME_PART = re.compile(r"\d{4,}|[^\W\d_]?\d{1,3}(?:[^\W\d_](?![^\W\d_]))?|[^\W\d_]+")


def searchable(text: str) -> str:
    """The text prepared for ``words`` and ``documents``; linear in its length.

    "getUserName" becomes "getUserName get User Name", "e-mail" "e-mail email", "Łódź" "lodz",
    "機械学習" "機械 械学 学習 習". The lone last character lets a search for one character, as a
    prefix, find it wherever it stands.
    """
    if not text.isascii():
        text = unaccented(text)
    if "-" in text:
        text = _HYPHENED.sub(_also_joined, text)
    if _INNER_CAPITAL.search(text):
        text = _IDENTIFIER.sub(_with_parts, text)
    if not text.isascii():
        text = _ARABIC_ARTICLE.sub("", text.casefold().translate(ONE_LETTER))
        text = RUN.sub(_in_pairs, text)
    return text


def searchable_name(name: str) -> str:
    """The words of a file's or folder's name: "2022Q3_AAPL" also as "2022 Q3 AAPL"."""
    name = name.encode("utf-8", "replace").decode("utf-8").replace("_", " ")
    parts = " ".join(_NAME_PART.findall(name))
    whole = searchable(name)
    return whole if parts in whole else f"{whole} {searchable(parts)}"


def _in_pairs(match: re.Match[str]) -> str:
    run = match.group()
    last = f" {run[-1]}" if len(run) > 1 else ""
    return f" {' '.join(pairs(run))}{last} "


def _also_joined(match: re.Match[str]) -> str:
    return f"{match.group()} {match.group().replace('-', '')}"


def _with_parts(match: re.Match[str]) -> str:
    parts = [part for part in _IDENTIFIER_PART.findall(match.group()) if len(part) > 1]
    return " ".join((match.group(), *parts))
