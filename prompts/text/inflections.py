"""Words in the inflections of other languages than English: whether one is a form of another.

No stemmer: two words are one where they begin alike and only short endings differ. That serves all
languages that have endings, needs no table of them, and does no worse than Snowball's stemmers on
the questions of ``benchmarks/language_sets`` (docs/decisions/0013-other-languages.md).
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from localdocs.languages.spelling import folded
from localdocs.languages.words import WORD, Language, language
from prompts.text.support import stem

SHORTEST_SAME, SHORTEST_OF_LONG, LONG = 3, 4, 5
"""Letters at the beginning that two words must share; words of LONG letters share more."""

SAME_SHARE, LONGEST_ENDING = 0.55, 4
"""So much of the longer word is shared, and so many letters at the most are not."""

SHORTEST_PART = 4
"""Letters of a word that is part of a compound."""

PART = 0.5
"""What it counts that a compound has the word, or the word a compound's part; or only one root."""


def telling_words(text: str, known: Language) -> dict[str, str]:
    """The telling words of a text as ``support.telling_stems`` has them, without the function words
    of a language, each with the word as it is written."""
    empty = known.function | known.everyday
    return {
        stem(plain): word
        for word in WORD.findall(text)
        for plain in (folded(word),)
        if plain not in empty and (len(plain) > 1 or plain.isdigit())
    }


def likeness(asked: str, text: Iterable[str], name: str) -> float:
    """How far any word of a text, ``in_words``, is a word that was asked with, in the language of
    this name: 1 for a form of it, PART for a part of it, 0."""
    words = tuple(text)
    best = max((_alike(asked, word, name) for word in words), default=0.0)
    if best < 1 and language(name).compounds and _is_made_of(asked, words):
        return 1.0
    return best


@lru_cache(maxsize=50_000)
def _alike(asked: str, said: str, name: str) -> float:
    if asked == said:
        return 1.0
    if any(letter.isdigit() for letter in asked + said):
        return 0.0
    known = language(name)
    if any(_begin_alike(*both) for both in _pairs(asked, said, known)):
        return 1.0
    is_part = known.compounds and (_is_part(asked, said) or _is_part(said, asked))
    return PART if is_part or _have_one_root(asked, said, known) else 0.0


def _have_one_root(asked: str, said: str, known: Language) -> bool:
    """Whether nothing but letters that come and go parts two words: تنظيف and أنظف."""
    if not known.weak_letters:
        return False
    weak = str.maketrans("", "", known.weak_letters)
    bare = [
        {one.translate(weak) for one in (word, *_without_beginning(word, known))}
        for word in (asked, said)
    ]
    return any(len(root) >= SHORTEST_SAME for root in bare[0] & bare[1])


def _pairs(asked: str, said: str, known: Language) -> Iterator[tuple[str, str]]:
    for short, long in known.digraphs:
        asked, said = asked.replace(short, long), said.replace(short, long)
    yield asked, said
    for bare in _without_beginning(said, known):
        yield asked, bare
    for bare in _without_beginning(asked, known):
        yield bare, said
        for other in _without_beginning(said, known):
            yield bare, other


def _without_beginning(word: str, known: Language) -> list[str]:
    return [
        word[len(one) :]
        for one in known.beginnings
        if word.startswith(one) and len(word) - len(one) >= SHORTEST_SAME
    ]


def _begin_alike(one: str, other: str) -> bool:
    longer = max(len(one), len(other))
    same = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    enough = SHORTEST_OF_LONG if longer >= LONG else SHORTEST_SAME
    return same >= max(enough, SAME_SHARE * longer) and longer - same <= LONGEST_ENDING


def _is_made_of(compound: str, words: Iterable[str]) -> bool:
    """Whether a compound begins with one of these words and ends with another."""
    parts = [word for word in words if _is_part(word, compound)]
    return any(map(compound.startswith, parts)) and any(map(compound.endswith, parts))


def _is_part(part: str, whole: str) -> bool:
    if len(part) < SHORTEST_PART or len(whole) - len(part) < SHORTEST_SAME:
        return False
    return whole.endswith(part) or whole.startswith(part)
