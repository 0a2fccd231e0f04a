"""Documents before passages: which documents a question names, by its own words.

"3M's 2018 report", "the lease", "Best Buy in Q2 of FY2024": most questions say which document they
are about, and most passages do not. What the names of a document (its title and its file's name)
share with the question is worth the rarity of that word among all names; what only its opening, its
author, its date or its folder share is worth a part of it.
"""

import math
import os
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from index.connection import Connection
from index.ranking.document_dates import document_date
from index.words.query import MAX_QUERY_CHARACTERS, single_words
from index.words.searchable import searchable_name
from localdocs.languages.numbers import ORDER
from localdocs.languages.times import NTH_QUARTER

OPENING_SHARE = 0.3
"""What a word in a document's opening, author, date or folder is worth beside one in its names."""

NEWEST_BONUS = 3.0
"""Nats that the newest of equally named documents gets where the question asks for it."""

TIE_BONUS = 0.3
"""Nats that it gets where the question does not: of two versions, the newer one."""

EQUALLY_NAMED = 0.95
"""Documents whose names share with the question at least this part of what the best one's share
are versions to choose from."""

MAX_TERMS = 32

_NEWEST = re.compile(
    r"\b(?:latest|newest|most recent(?:ly)?|last (?:quarter|report|filing|version|statement)"
    r"|current(?:ly)? (?:version|quarter|report|filing))\b",
    re.IGNORECASE,
)
_SHORT_YEAR = re.compile(r"\bFY ?'?(\d\d)\b")
_YEARS_AGO = re.compile(r"\b(last|this|previous) year\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_SHORTEST_HALF = 2


def naming_terms(question: str, today: date | None = None) -> list[str]:
    """The words by which a question could name a document, as file names are written.

    "the first quarter of FY22" also says "q1" and "2022", "Best Buy" also "bestbuy"; "last year"
    is the year before ``today``.
    """
    question = question[:MAX_QUERY_CHARACTERS]
    said = [question]
    said += [f"q{ORDER[word.lower()]}" for word in NTH_QUARTER.findall(question)]
    said += [f"20{year}" for year in _SHORT_YEAR.findall(question)]
    this_year = (today or date.today()).year
    said += [str(this_year - (w.lower() != "this")) for w in _YEARS_AGO.findall(question)]
    words = single_words(searchable_name(" ".join(said)))
    plain = _WORD.findall(question.lower())
    joined = [a + b for a, b in pairwise(plain) if min(len(a), len(b)) >= _SHORTEST_HALF]
    return [*words[:MAX_TERMS], *joined[:MAX_TERMS]]


def named_documents(
    connection: Connection, question: str, file_ids: Sequence[int] | None = None
) -> dict[int, float]:
    """File id to what its names, and a little its opening, share with the question, in nats.

    Only files that share something. ``file_ids`` narrows to these; None means all.
    """
    full_text = connection.full_text
    total = full_text.count_documents()
    wanted = None if file_ids is None else set(file_ids)
    by_name: defaultdict[int, float] = defaultdict(float)
    by_opening: defaultdict[int, float] = defaultdict(float)
    terms = naming_terms(question)
    by_names = full_text.documents_with(terms, "names")
    by_surroundings = full_text.documents_with(terms, "surroundings")
    for names, around in zip(by_names, by_surroundings, strict=True):
        for found, scores in ((names, by_name), (around - names, by_opening)):
            gain = _rarity(len(found), total)
            for file_id in found if wanted is None else found & wanted:
                scores[file_id] += gain
    bonus = _of_the_newest(connection, by_name, asked_for=_NEWEST.search(question) is not None)
    return {
        file_id: by_name[file_id] + OPENING_SHARE * by_opening[file_id] + bonus.get(file_id, 0.0)
        for file_id in set(by_name) | set(by_opening)
    }


def _rarity(having: int, total: int) -> float:
    """Inverse document frequency (Robertson and Sparck Jones), never negative."""
    return math.log(1 + (total - having + 0.5) / (having + 0.5))


def _of_the_newest(
    connection: Connection, by_name: Mapping[int, float], *, asked_for: bool
) -> dict[int, float]:
    """What the newest of the documents gets that are named best, and half as much the next one."""
    best = max(by_name.values(), default=0.0)
    equals = [file_id for file_id, score in by_name.items() if score >= EQUALLY_NAMED * best]
    if len(equals) < 2:
        return {}
    marks = ", ".join(str(int(file_id)) for file_id in equals)
    rows = connection.execute(
        f"SELECT id, title, path, created FROM files WHERE id IN ({marks})"
    ).fetchall()
    dated = {}
    for file_id, title, path, created in rows:
        name = os.fsencode(path).decode("utf-8", "replace").rpartition("/")[2]
        if found := document_date(title or "", name, created or ""):
            dated[file_id] = found
    newest_first = sorted(set(dated.values()), reverse=True)
    bonus = NEWEST_BONUS if asked_for else TIE_BONUS
    return {file_id: bonus * 0.5 ** newest_first.index(found) for file_id, found in dated.items()}
