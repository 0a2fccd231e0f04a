"""Words: full-text queries that no question can break.

Whatever a person types becomes a list of words and phrases, so that quotes, ``*``, NEAR and every
other piece of a database's syntax are only text. Questions are prepared as the text
is (``index.words.searchable``).
"""

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate

from index.connection import Connection
from index.words.full_text import Expression, is_beginning
from index.words.searchable import searchable
from index.words.vocabulary import Vocabulary
from localdocs.languages.days import days_in
from localdocs.languages.english import STOP_WORDS
from localdocs.languages.irregular import relatives
from localdocs.languages.known_language import language_of

MAX_QUERY_WORDS = 64
"""A pasted page is not a better query; the first distinct words are enough."""

MAX_QUERY_CHARACTERS = 10_000

MAX_UNKNOWN_WORDS = MAX_INFLECTED_WORDS = 8

ENOUGH_TO_SCORE = 4_000
ENOUGH_FOR_ONE = 10
"""How many passages are scored, at the least and for each that is asked for."""

_WORD = re.compile(r"(?:[^\W_]|[\u0900-\u109f\u1780-\u17ff])+")
"""Letters, digits, and the scripts in which vowels are marks."""

_COMPOUND = re.compile(r"(?<![^\W_])[^\W_]+(?:[-.,:/&'’@_][^\W_]+)+")
_WRITTEN_AS_ONE = re.compile(
    r"(?<![^\W_])[^\W_]+(?:[.,:@_][^\W_]+)+"
    r"|(?<!\d)\d+(?:/[^\W_]+)+|(?<!\d)\d+-[^\W_]+(?:-[^\W_]+)+"
)
_NAME_AND_NUMBER = re.compile(r"(?<!\w)[A-Z]\w* \d\w*")
_QUOTED = re.compile('["“„«]([^"“”„«»]{3,200})["”“»]')
_DOUBLED = re.compile(r"(?<!\w)(\w+)-(\w+) \1\2(?!\w)")

SHORTEST_PART = 3
"""Characters. Shorter parts of "1,577", "e-mail" or "company's" say nothing alone."""


def query_words(question: str) -> list[str]:
    """The distinct words worth looking for, lower-cased, in order; may be empty."""
    return _telling(_words(searchable(question[:MAX_QUERY_CHARACTERS])))[:MAX_QUERY_WORDS]


def query_terms(question: str) -> list[str]:
    """The words and phrases worth looking for, at most MAX_QUERY_WORDS; may be empty.

    A phrase has spaces: numbers, identifiers and what stands in quotation marks are looked for as
    they are written. "ISO 9001" is "iso 9001", "iso" and "9001"; "10-K" is "10k" alone, since
    ``searchable`` wrote it both ways.
    """
    question = question[:MAX_QUERY_CHARACTERS]
    prepared = searchable(question)
    written_as_one = [
        *_QUOTED.findall(question),
        *_NAME_AND_NUMBER.findall(question),
        *_WRITTEN_AS_ONE.findall(prepared),
    ]
    phrases = [" ".join(_words(_as_typed(text))) for text in written_as_one]
    phrases = [phrase for phrase in phrases if " " in phrase]
    words = _words(_COMPOUND.sub(_longer_parts, prepared))
    if not words and not phrases:
        words = _words(prepared)
    terms = [*phrases, *_telling(words)]
    return list(dict.fromkeys(terms))[:MAX_QUERY_WORDS]


def single_words(prepared: str) -> list[str]:
    """The distinct telling words of text that is ``searchable`` already."""
    return _telling(_words(prepared))


def known_terms(vocabulary: Vocabulary, question: str) -> dict[str, int]:
    """``query_terms``, each with the number of passages that have it.

    Of a word that no passage has its irregular forms follow, those that occur; then what may stand
    for a word that no passage has in any form (``index.words.vocabulary``), for the first
    MAX_UNKNOWN_WORDS of them. A day is also looked for as it is written in digits.
    """
    count = vocabulary.connection.full_text.count
    counts = {term: count([term]) for term in query_terms(question)}
    for day in days_in(question[:MAX_QUERY_CHARACTERS]):
        in_digits = {written: count([written]) for written in day.in_digits}
        counts |= {written: times for written, times in in_digits.items() if times}
    unknown = []
    for term, found in list(counts.items()):
        forms = {} if found else {form: count([form]) for form in relatives(term)}
        counts |= {form: times for form, times in forms.items() if times}
        if not found and not any(forms.values()):
            unknown.append(term)
    unknown = unknown[:MAX_UNKNOWN_WORDS]
    for term in unknown:
        for other in vocabulary.alternatives(term):
            counts.setdefault(other, count([other]))
    return _in_its_language(vocabulary, question, counts)


def _in_its_language(
    vocabulary: Vocabulary, question: str, counts: dict[str, int]
) -> dict[str, int]:
    """The terms of a question in another language than English: without its function words, unless
    there are no others, and with other forms of words that occur, which FTS5 does not know."""
    known = language_of(question[:MAX_QUERY_CHARACTERS])
    if known is None or not known.is_spaced:
        return counts
    telling = {term: count for term, count in counts.items() if term not in known.function}
    found = telling or counts
    for term in list(telling)[:MAX_INFLECTED_WORDS]:
        for form in vocabulary.inflections(term):
            found.setdefault(form, vocabulary.connection.full_text.count([form]))
    return found


def phrase_expression(phrase: str) -> Expression:
    """All the words of a phrase, one after the other; empty if it has none.

    "e-mail" stands in ``words`` as "e-mail email", so a phrase is looked for in full and joined.
    """
    prepared = searchable(phrase[:MAX_QUERY_CHARACTERS])
    spellings = [_words(prepared), _words(_DOUBLED.sub(r"\1\2", prepared))]
    return tuple(dict.fromkeys((" ".join(words),) for words in spellings if words))


def all_words_expression(text: str) -> Expression:
    """All the telling words of a text, in any order; empty if it has none."""
    words = query_words(text)
    return (tuple(words),) if words else ()


def search_terms(
    connection: Connection,
    terms: Mapping[str, int],
    limit: int,
    file_ids: list[int] | None = None,
) -> list[tuple[int, float]]:
    """Passage ids with their BM25 (higher is better), best first, at most ``limit``.

    ``terms`` are those of ``known_terms``, each with the number of passages that have it;
    ``file_ids`` narrows the search to these files; None means all.
    """
    counts = {term: count for term, count in terms.items() if count}
    if not counts or file_ids == []:
        return []
    scored, required = _scored_and_required(connection, counts, limit)
    if len(required) == len(scored):
        required = []
    return connection.full_text.best(scored, limit, required=required, file_ids=file_ids)


def search_terms_of_file(
    connection: Connection, terms: Mapping[str, int], limit: int, file_id: int
) -> list[tuple[int, float]]:
    """The same within one file, without a look at the others."""
    known = [term for term, count in terms.items() if count]
    return connection.full_text.best_of_file(known, limit, file_id) if known else []


def _scored_and_required(
    connection: Connection, counts: Mapping[str, int], limit: int
) -> tuple[list[str], list[str]]:
    """The terms that count, and the rarest of them, one of which a passage must have.

    BM25 in FTS5 gives nothing for a term that more than half of the passages have. Scoring a
    passage takes some microseconds, so that those with common words alone are left out where
    ENOUGH_TO_SCORE others are there.
    """
    half = connection.execute("SELECT max(id) / 2 FROM passages").fetchone()[0]  # or a little more
    rarest_first = sorted(counts, key=lambda term: counts[term])
    scored = [term for term in rarest_first if counts[term] <= half] or rarest_first
    enough = max(ENOUGH_TO_SCORE, ENOUGH_FOR_ONE * limit)
    sums = accumulate(counts[term] for term in scored)
    within = sum(1 for reached in sums if reached <= enough)
    return scored, scored[: max(1, within)]


def document_frequency(connection: Connection, word: str) -> int:
    """In how many passages a word occurs, in any of its inflections, irregular ones too."""
    words = " ".join(_words(_as_typed(word)))
    return connection.full_text.count([words, *relatives(words)]) if words else 0


def frequency_of_any(connection: Connection, terms: Sequence[str]) -> int:
    """In how many passages any of some terms of ``words`` occurs."""
    return connection.full_text.count(terms) if terms else 0


def _words(prepared: str) -> list[str]:
    """The words of prepared text, lower-cased, less the lone character that ends a run of pairs."""
    words = _WORD.findall(prepared.lower())
    return [
        word
        for word, before in zip(words, ["", *words], strict=False)
        if not (len(before) == 2 and before[1] == word and is_beginning(word))
    ]


def _as_typed(text: str) -> str:
    """Prepared, without what ``searchable`` adds to compound names: the words of one phrase."""
    return searchable(text.lower().replace("-", " "))


def _longer_parts(compound: re.Match[str]) -> str:
    return " ".join(part for part in _words(compound.group()) if len(part) >= SHORTEST_PART)


def _telling(words: list[str]) -> list[str]:
    distinct = list(dict.fromkeys(words))
    return [word for word in distinct if word not in STOP_WORDS] or distinct
