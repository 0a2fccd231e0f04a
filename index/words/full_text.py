"""Full text as the index needs it of its database. All text that goes in is ``searchable``.

Two tables: a row a passage (text, heading, title, file), and a row a document (title, file, folder,
opening, author). Words are cut and stemmed as FTS5 does by ``TOKENIZER``, whatever the database.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Literal, Protocol

from localdocs.languages.unspaced import UNSPACED

TOKENIZER = "porter unicode61 remove_diacritics 2 categories 'L* M* N* Co'"
"""Words of letters, marks and digits, without accents, less their English endings."""

COLUMN_WEIGHTS: Mapping[str, float] = {"text": 1.0, "heading": 0.8, "title": 0.6, "file": 0.6}

Expression = tuple[tuple[str, ...], ...]
"""Alternatives, of each of which all phrases have to occur; empty: nothing to look for. A phrase is
one word or more, which have to stand together in their order."""

Naming = Literal["names", "surroundings"]
"""Of a document: its title and its file; or its folder, its opening and its author."""


_ONE_CHARACTER = re.compile(f"[{UNSPACED}]")


def is_beginning(term: str) -> bool:
    """Whether a term is one character of a script without spaces, whose text is taken in pairs: it
    stands for all words that begin with it."""
    return _ONE_CHARACTER.fullmatch(term) is not None


@dataclass(frozen=True, slots=True)
class Mention:
    """A passage that has what was looked for, so many ``times``."""

    file_id: int
    passage_id: int
    times: int


@dataclass(frozen=True, slots=True)
class PassageWords:
    """What a passage is found by: what it says, and what stands above it."""

    passage_id: int
    text: str
    heading: str
    title: str
    file: str


class FullText(Protocol):
    """The full text of one database. Methods that write belong inside a transaction."""

    # Writing

    def insert_passages(self, file_id: int, passages: Sequence[PassageWords]) -> None:
        """Make the passages of a document findable."""

    def insert_document(
        self, file_id: int, title: str, file: str, folder: str, opening: str, author: str
    ) -> None:
        """Make a document findable as a whole."""

    def rename(self, file_id: int, passage_file: str, file: str, folder: str) -> None:
        """Give a document and its passages other names."""

    def delete(self, file_id: int) -> None:
        """Take a document and its passages out, before they go themselves."""

    def filling(self) -> AbstractContextManager[None]:
        """Within it, many documents are put into what was empty, in one transaction."""

    def empty(self) -> None:
        """Take everything out."""

    def rebuild(self) -> None:
        """Make whatever helps to search anew."""

    # Reading

    def count(self, terms: Sequence[str]) -> int:
        """In how many passages any of these terms occurs."""

    def best(
        self,
        terms: Sequence[str],
        limit: int,
        *,
        required: Sequence[str] = (),
        file_ids: Sequence[int] | None = None,
    ) -> list[tuple[int, float]]:
        """Passages with any of these terms and their BM25, best first.

        BM25 is that of FTS5, with ``COLUMN_WEIGHTS``; higher is better. ``required``: only passages
        that have one of these; ``file_ids``: only those of these files.
        """

    def best_of_file(
        self, terms: Sequence[str], limit: int, file_id: int
    ) -> list[tuple[int, float]]:
        """The same within one file."""

    def mentions(self, sought: Expression, file_ids: Collection[int]) -> Iterator[Mention]:
        """Every passage of these files whose own text meets an expression, in reading order."""

    def count_documents(self) -> int:
        """How many documents there are."""

    def documents_with(self, terms: Sequence[str], where: Naming) -> list[set[int]]:
        """For each term the ids of the documents that have it there."""

    def vocabulary_stamp(self) -> bytes:
        """Changes whenever the vocabulary may have."""

    def vocabulary(self, limit: int) -> list[str]:
        """The terms of the passages of 3 to 64 characters that have no digit, sorted."""
