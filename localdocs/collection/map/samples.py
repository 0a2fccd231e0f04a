"""The words by which a document may be told: those of its title, its headings and its beginning."""

import re
from dataclasses import dataclass

from index.connection import Connection
from index.database import maps
from localdocs.languages.english import EVERYDAY_WORDS, MONTHS
from localdocs.languages.known_language import language_of
from localdocs.languages.text_language import FUNCTION_WORDS
from localdocs.languages.unspaced import is_unspaced
from prompts.text.inflections import telling_words
from prompts.text.support import telling_stems

SHORTEST = 4
"""Letters of a word, unless it is all capitals."""
SHORTEST_CAPITALS = 3
LONGEST = 24

_LETTERS = re.compile(r"[^\W\d_]+")
_EMPTY = EVERYDAY_WORDS.union(
    map(str.lower, MONTHS),
    *(words.split() for words in FUNCTION_WORDS.values()),
    """
    page pages figure figures table tables chapter section sections document documents file files
    title untitled draft copy version http https www html docx pptx xlsx null none true false part
    date dates year years text test example subject message number information include includes
    including included
    introduction conclusion contents appendix references summary abstract overview note notes
    seite seiten kapitel datei siehe page fichier página archivo
    """.split(),
)
"""Words that are no name: of documents as such, of files, and function words of any language."""


@dataclass(frozen=True, slots=True)
class Words:
    """Of one document, by stem as they are written: ``head`` of its title and headings, ``all``."""

    head: dict[str, str]
    all: dict[str, str]


def sampled_words(connection: Connection, file_id: int) -> Words:
    """The words of a document that could name a region."""
    head, opening = maps.title_and_opening(connection, file_id)
    known = language_of(opening or head)

    def words(text: str) -> dict[str, str]:
        found = telling_words(text, known) if known is not None else telling_stems(text)
        return {stem: word for stem, word in found.items() if could_be_a_name(word)}

    in_head = words(head)
    return Words(in_head, words(opening) | in_head)


def could_be_a_name(word: str) -> bool:
    """Whether a word can stand for something: letters, neither too few nor too many."""
    if is_unspaced(word):
        return len(word) > 1
    if not _LETTERS.fullmatch(word) or word.lower() in _EMPTY or len(word) > LONGEST:
        return False
    return len(word) >= (SHORTEST_CAPITALS if word.isupper() else SHORTEST)
