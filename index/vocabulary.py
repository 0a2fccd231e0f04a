"""The vocabulary of the index, and what may stand in it for a word that no passage has.

FTS5 knows the inflections of English only, and takes every word as it is spelled. Where that finds
nothing, the words that are there are looked through: other inflections, the parts of a compound,
compounds with the word in them, and slips of one letter.
"""

import sqlite3
from itertools import takewhile

SHORTEST_WORD = 5
"""Letters. Shorter words resemble too many others."""

LONGEST_WORD = 60

MOST_ALTERNATIVES = 8

MOST_TERMS = 300_000
"""What is looked through at most, in the order of the alphabet: about a third of a second."""

_SHORTEST_PART = 4
_LONGEST_ENDING = 4
_SAME_BEGINNING = 0.8
_ENDINGS = ("", "e", "s", "es", "n", "en", "ed", "ing")
"""What English stemming takes off, and what German puts between the parts of a compound."""

_SHORTEST_WITH_A_SLIP = 6

_read: tuple[bytes, frozenset[str]] = (b"", frozenset())


def alternatives(connection: sqlite3.Connection, word: str) -> list[str]:
    """Terms of ``words`` to look for in place of a lower-case word that does not occur.

    At most MOST_ALTERNATIVES, likeliest first: inflections and parts, else slips of one letter, and
    last compounds, the shortest first.
    """
    if not SHORTEST_WORD <= len(word) <= LONGEST_WORD or not word.isalpha():
        return []
    terms = _vocabulary(connection)
    found = [*_inflections(word, terms), *_parts(word, terms)]
    if not found:
        found = _slips(word, terms)
    found += sorted((term for term in terms if word in term), key=lambda term: (len(term), term))
    return [term for term in dict.fromkeys(found) if term != word][:MOST_ALTERNATIVES]


def _inflections(word: str, terms: frozenset[str]) -> list[str]:
    """Terms with the same beginning and another ending, the likeliest endings first."""
    beginning = word[:SHORTEST_WORD]
    shared = {term: _shared(word, term) for term in terms if term.startswith(beginning)}
    near = [
        (len(word) + len(term) - 2 * same, term)
        for term, same in shared.items()
        if same >= _SAME_BEGINNING * min(len(word), len(term))
        and max(len(word), len(term)) - same <= _LONGEST_ENDING
    ]
    return [term for _, term in sorted(near)]


def _parts(word: str, terms: frozenset[str]) -> list[str]:
    """The words that a compound is made of, if all of it is; the longest one first."""
    for end in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        first = _known(word[:end], terms)
        if first is None:
            continue
        if last := _known(word[end:], terms):
            return [first, last]
        if rest := _parts(word[end:], terms):
            return [first, *rest]
    return []


def _known(part: str, terms: frozenset[str]) -> str | None:
    """The term that a part is an inflection of, if any."""
    forms = (part.removesuffix(ending) for ending in _ENDINGS if part.endswith(ending))
    return next((form for form in forms if form in terms), None)


def _slips(word: str, terms: frozenset[str]) -> list[str]:
    """Terms that one letter too many, too few, wrong, or two changed over, set apart from it."""
    if len(word) < _SHORTEST_WITH_A_SLIP:
        return []
    stems = {word.removesuffix(ending) for ending in _ENDINGS}
    return sorted(
        term
        for term in terms
        if any(
            len(stem) >= SHORTEST_WORD
            and abs(len(stem) - len(term)) <= 1
            and _is_one_slip_apart(stem, term)
            for stem in stems
        )
    )


def _is_one_slip_apart(one: str, other: str) -> bool:
    """Damerau-Levenshtein distance 1."""
    start = _shared(one, other)
    one, other = one[start:], other[start:]
    if len(one) == len(other):
        swapped = one[1::-1] == other[:2] and one[2:] == other[2:]
        return bool(one) and (swapped or one[1:] == other[1:])
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[1:] == shorter


def _shared(one: str, other: str) -> int:
    """How many letters two words have in common at their beginning."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _vocabulary(connection: sqlite3.Connection) -> frozenset[str]:
    """The terms of three letters and more; read again when ``words`` has changed."""
    global _read
    blocks = connection.execute("SELECT block FROM words_data WHERE id IN (1, 10)").fetchall()
    stamp = b"|".join(block[0] for block in blocks)  # the counts, and the list of segments
    if _read[0] != stamp:
        connection.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab(main, words, row)"
        )
        rows = connection.execute(
            "SELECT term FROM temp.terms WHERE length(term) BETWEEN 3 AND 64 "
            "AND term NOT GLOB '*[0-9]*' LIMIT ?",
            (MOST_TERMS,),
        )
        _read = (stamp, frozenset(row[0] for row in rows))
    return _read[1]
