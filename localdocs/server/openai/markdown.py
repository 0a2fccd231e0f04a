"""Words of documents in replies that chat programs show as Markdown: they stay words.

A picture in an answer would be fetched, which tells another computer that it was read; HTML and
links of a document are none of ours.
"""

import re

from localdocs.views.style import shown

_ACTIVE = re.compile(
    r"(?<!\\)(\\*)("  # a backslash before them is a word too
    r"!(?=\[)"  # a picture
    r"|\](?=\()|\](?=:)"  # a link, and where one is defined
    r"|(?<!\d)\](?=\[)|\](?=\[(?!\d))"  # a link by its name; our own marks are [1][2]
    r"|<(?=[A-Za-z/!?]))"  # HTML, and a link in angles
)
_OF_NAMES = re.compile(r"([\\`*\[\]<])")


def as_words(text: str) -> str:
    """A text of documents with what Markdown would fetch, link or take for HTML as plain words;
    lists, tables and our marks ``[1]`` stay what they are."""
    return _ACTIVE.sub(lambda match: match[1] * 2 + "\\" + match[2], text)


def as_name(text: str) -> str:
    """A file's name, or anything else in one line, with nothing that Markdown or a terminal would
    act on."""
    return _OF_NAMES.sub(r"\\\1", shown(text))
