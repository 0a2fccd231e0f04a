"""Phrases: names, times and noun phrases of a question, found by its function words alone.

No tagger and no model: English questions begin with a question word or an auxiliary, noun phrases
end at the next function word, and names are written large. Where that is not enough, less is found.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from localdocs.languages.english import MONTHS, STOP_WORDS, WEEKDAYS
from localdocs.languages.months import WHOLE_NAME
from localdocs.languages.times import QUARTER

QUESTION_WORDS = frozenset("who whom whose what which when where why how".split())
MAIN_AUXILIARIES = frozenset("is are was were am has have had been be".split())
WITH_BASE_VERB = frozenset("do does did can could may might must shall should will would".split())
"""After one of these and its subject stands a bare verb: "does the lease | end"."""
AUXILIARIES = MAIN_AUXILIARIES | WITH_BASE_VERB
NEW_CLAUSE = frozenset(
    "if when while because that which who what how why and or to so as after before".split()
)
DETERMINERS = frozenset("the a an my our your each every all this that these those".split())
PREPOSITIONS = frozenset(
    """
    about after among at before between by during for from in into of on over per since than through
    to under until via with within without
    """.split()
)

_NOT_NAMES = frozenset((*MONTHS, *WEEKDAYS)).union(
    """
    I OK USD EUR GBP CEO CFO CTO COO EPS
    EBITDA EBIT COGS GDP VAT PPE PPNE ROA ROE R&D FAQ ID PDF FY Tell Show List Give Find Compare
    Explain Describe Summarise Summarize Name Please Let
    """.split()
)
_PARTICIPLES = frozenset(
    """
    born bought built called done due found given held kept known left lost made meant open paid
    put read said sent set sold spent taught told won allowed
    """.split()
)
_TOKEN = re.compile(r"\w+(?:[-&.]\w+)*(?:['’]s\b|['’](?!\w))?")
_LARGE = re.compile(r"\s+([A-Z]\w*)")
_INITIALS = re.compile(r"(?:[A-Z]\.)*[A-Z]")
_TIMES = {
    "year": re.compile(r"\b(?P<mark>FY\s?)?(?P<year>(?:19|20)\d\d|(?<=FY)\d\d)\b", re.IGNORECASE),
    "quarter": QUARTER,
    "month": re.compile(rf"\b(?:{WHOLE_NAME})\b"),
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, ``text[start:end]``; ``plain`` is lower-case and has no possessive end."""

    start: int
    end: int
    text: str

    @property
    def plain(self) -> str:
        return self.bare.lower()

    @property
    def bare(self) -> str:
        """As written, without the possessive end."""
        return re.sub(r"['’]s?$", "", self.text)

    @property
    def is_possessive(self) -> bool:
        return self.bare != self.text

    @property
    def tells(self) -> bool:
        """Whether it is more than a function word."""
        return self.bare == "US" or self.plain not in STOP_WORDS | {"much", "many"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch ``text[start:end]``, a possessive end not included."""

    start: int
    end: int
    text: str
    is_possessive: bool = False


def words_of(text: str) -> list[Word]:
    """The words of a text, in order."""
    return [Word(match.start(), match.end(), match[0]) for match in _TOKEN.finditer(text)]


def telling_words(text: str) -> list[str]:
    """What a question is about: its words without function words and measures, each once."""
    words = words_of(text)
    measures = {word for before, word in pairwise(words) if before.plain == "how"}
    return list(dict.fromkeys(w.bare for w in words if w.tells and w not in measures))


def names_in(text: str, *, continued: bool = False) -> list[Phrase]:
    """Runs of words written large. A single one that only begins a sentence does not count.

    ``continued``: the text goes on with a sentence, so that its first word counts as well.
    """
    if continued:
        shift = len("and ")
        return [
            replace(name, start=name.start - shift, end=name.end - shift)
            for name in names_in("and " + text)
        ]
    return [
        Phrase(run[0].start, _end(run), text[run[0].start : _end(run)], run[-1].is_possessive)
        for run in _large_runs(text)
        if len(run) > 1 or not _begins_sentence(text, run[0]) or _is_surely_a_name(run[0])
    ]


def times_in(text: str) -> list[tuple[str, Phrase]]:
    """Years, quarters and months with their kind, in order."""
    found = [
        (kind, Phrase(match.start(), match.end(), match[0]))
        for kind, pattern in _TIMES.items()
        for match in pattern.finditer(text)
    ]
    return sorted(found, key=lambda item: item[1].start)


def noun_phrases(question: str) -> list[Phrase]:
    """The noun phrases that begin with a determiner, a possessive or a name, "of …" included."""
    found: list[Phrase] = []
    words = words_of(question)
    position = 0
    while position < len(words):
        word = words[position]
        starts = word.plain in DETERMINERS or word.is_possessive or _is_name_at(question, word)
        last = _end_of_phrase(question, words, position) if starts else None
        if last is None:
            position += 1
            continue
        first, final = words[position], words[last]
        end = final.start + len(final.bare)
        found.append(Phrase(first.start, end, question[first.start : end], final.is_possessive))
        position = last + 1
    return found


def subject_of(question: str) -> str:
    """What a question is about, as a noun phrase, or "" where none is found."""
    phrases = noun_phrases(question)
    if phrases:
        return question[phrases[0].start : with_coordinated(question, phrases[0].end)]
    words = words_of(question)
    for position, word in enumerate(words[:-1]):
        if word.plain in AUXILIARIES and words[position + 1].tells:
            last = _end_of_phrase(question, words, position + 1)
            return "" if last is None else question[words[position + 1].start : words[last].end]
    return ""


def with_coordinated(question: str, end: int) -> int:
    """Where a noun phrase ends that goes on with "and": "research | and development expense"."""
    after = words_of(question[end:])
    if not after or after[0].plain != "and" or _has_base_verb(question[:end]):
        return end
    return end + [after[0], *takewhile(lambda word: word.tells, after[1:])][-1].end


def _has_base_verb(text: str) -> bool:
    return any(word.plain in WITH_BASE_VERB for word in words_of(text))


def _end_of_phrase(text: str, words: list[Word], first: int) -> int | None:
    """The number of the last word of the noun phrase that begins there; None if it is empty."""
    last = _end_of_part(text, words, first)
    part = first
    while last is not None and last + 2 < len(words) and words[last + 1].plain == "of":
        following = _end_of_part(text, words, last + 2)
        if following is None:
            break
        part, last = last + 2, following
    if last is None:
        return None
    before = words[first - 1].plain if first else ""
    telling = sum(1 for word in words[part : last + 1] if word.tells and not word.is_possessive)
    has_verb = last + 1 < len(words) and words[last + 1].plain in MAIN_AUXILIARIES
    is_name = _is_name_at(text, words[last])
    if telling > 1 and not has_verb and not is_name and _ends_in_verb(before, words[last]):
        last -= 1
    return last


def _end_of_part(text: str, words: list[Word], first: int) -> int | None:
    """The last word up to the next function word or punctuation mark."""
    position = first
    if words[position].plain in DETERMINERS:
        position += 1
    end = None
    while position < len(words) and words[position].tells:
        gap = text[words[end].end : words[position].start].strip() if end is not None else ""
        if gap not in {"", "&"}:
            break
        if words[position].plain in PREPOSITIONS or _leaves_name(text, words, first, position):
            break
        end = position
        position += 1
    return end


def _leaves_name(text: str, words: list[Word], first: int, position: int) -> bool:
    """Whether a name that is a phrase of its own ends before this word: "Anna Weber | work"."""
    if position == first or words[first].plain in DETERMINERS:
        return False
    before = words[position - 1]
    return (
        _is_name_at(text, before)
        and not any(word.is_possessive for word in words[first:position])
        and not _is_name_at(text, words[position])
    )


def _ends_in_verb(before: str, word: Word) -> bool:
    if before in WITH_BASE_VERB:
        return True
    is_participle = word.plain in _PARTICIPLES or word.plain.endswith(("ed", "en", "wn", "ing"))
    return before in MAIN_AUXILIARIES and is_participle


def _large_runs(text: str) -> Iterator[list[Word]]:
    run: list[Word] = []
    for word in words_of(text):
        is_name = _is_name_at(text, word)
        if run and not (is_name and _goes_on(text, run[-1], word)):
            yield run
            run = []
        if is_name:
            run.append(word)
    if run:
        yield run


def _goes_on(text: str, last: Word, word: Word) -> bool:
    """Whether a name goes on with this word: "Johnson & Johnson", but not "Bob's Ford"."""
    gap = text[last.end : word.start].strip(" ")
    return not last.is_possessive and (
        gap in {"", "&"} or (gap == "." and bool(_INITIALS.fullmatch(last.bare)))
    )


def _is_name_at(text: str, word: Word) -> bool:
    bare = word.bare
    if not any(letter.isupper() for letter in bare) or re.fullmatch(r"(?:FY|Q)\d+", bare):
        return False
    if bare in _NOT_NAMES or bare.capitalize() in _NOT_NAMES or word.plain in STOP_WORDS:
        return False
    if _begins_sentence(text, word):
        following = _LARGE.match(text, word.end)
        in_run = following is not None and following[1].lower() not in STOP_WORDS
        return in_run or word.is_possessive or _is_surely_a_name(word)
    return True


def _is_surely_a_name(word: Word) -> bool:
    """Letters written large within a word, or a possessive end."""
    return word.is_possessive or any(letter.isupper() for letter in word.bare[1:])


def _begins_sentence(text: str, word: Word) -> bool:
    before = text[max(word.start - 40, 0) : word.start]
    if re.search(r"\b[A-Z]\. $", before):  # an initial
        return False
    return not before.strip(" \"'“(") or bool(re.search(r"[.!?:]\W*$", before))


def _end(run: list[Word]) -> int:
    return run[-1].start + len(run[-1].bare)
