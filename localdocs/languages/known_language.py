"""Which language a text is in, told from its script and its function words.

A question has few words: "precio del tinte" has two that tell. Where English has as many, or
nothing tells, it is undecided, and treated as English: a name is no language.
"""

import re
from functools import cache

from localdocs.languages.english import CONTRACTED, EVERYDAY_WORDS, STOP_WORDS
from localdocs.languages.spelling import folded
from localdocs.languages.words import LATIN, Language, language

LONGEST = 2_000
"""Characters that are looked at."""

FEWEST_WORDS = 2
"""So many different words have to tell it, or one and a letter that English has not."""

_BEGINS_ENGLISH = re.compile(
    r"\W*(?:what|how|who|whose|when|where|which|why|does|did|could|should|would|have|show|tell|give"
    r"|find|please|describe|explain|summari[sz]e|compare|the)\b",
    re.IGNORECASE | re.ASCII,
)
_SURELY_ENGLISH = re.compile(r"\b(?:the|of|with|are|this|and|from|which)\b", re.ASCII)
_SCRIPTS = {
    "japanese": "\u3041-\u309f\u30a1-\u30fa\u30fc",
    "chinese": "\u3400-\u4dbf\u4e00-\u9fff",
    "russian": "\u0400-\u04ff",
    "arabic": "\u0620-\u064a\u066e-\u06d3",
    "hindi": "\u0900-\u0963",
    "": "\u0370-\u03ff\u0590-\u05ff\u0e01-\u0e4e\u1100-\u11ff\uac00-\ud7a3",
    "latin": "A-Za-z\u00c0-\u024f",
}
"""Chinese is what has no Kana."""
_OF_ANOTHER = frozenset("іїєґўјљњћђџ\u0679\u067e\u0686\u0688\u0691\u0698\u06a9\u06af\u06cc")
"""Letters of Cyrillic and Arabic that are neither Russian nor Arabic."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ELIDED = re.compile(r"\b(?:l|d|j|n|c|qu|dell|nell|all)['’][^\W\d_]{2}")
_ELIDING = ("french", "italian")
"""They write "l'eau", "l'acqua"."""
_LONGEST_PART = 5
_ENGLISH = STOP_WORDS | CONTRACTED | EVERYDAY_WORDS


def language_of(text: str) -> Language | None:
    """The language that a text is in; None for English, and where it cannot be told."""
    text = text[:LONGEST]
    if text.isascii() and _BEGINS_ENGLISH.match(text):
        return None
    if not text.isascii() and (name := _by_script(text)) is not None:
        return language(name) if name else None
    return _by_words(text)


def is_english(text: str) -> bool:
    """Whether a text is in English, and not only undecided."""
    return len(_words_in(text[:LONGEST]) & STOP_WORDS) > FEWEST_WORDS and language_of(text) is None


def negations_of(text: str) -> frozenset[str]:
    """The words for "not" of the language that a text is in, in small letters; none of English."""
    if (text.isascii() and _SURELY_ENGLISH.search(text)) or not _any_negation().search(text):
        return frozenset()
    known = language_of(text)
    return known.negations if known is not None else frozenset()


@cache
def _any_negation() -> re.Pattern[str]:
    """A pattern of such words of all languages with spaces: few texts have one, and which language
    a text is in takes longer to tell."""
    known = [language(name) for name in (*LATIN, "russian", "arabic", "hindi")]
    words = {word for each in known for word in each.negations}
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(words))})(?!\w)", re.IGNORECASE)


def _by_script(text: str) -> str | None:
    """The language of the script that most letters are of; "" where it has no table or stands for
    others; None where that is Latin. Kana tell Japanese beside Han."""
    letters = {name: len(_script(name).findall(text)) for name in _SCRIPTS}
    latin = letters.pop("latin")
    if letters["japanese"]:
        letters["japanese"] += letters.pop("chinese")
    most = max(letters, key=lambda name: letters[name])
    if letters[most] <= latin // _weight(most):
        return None
    return most if _OF_ANOTHER.isdisjoint(text) else ""


@cache
def _script(name: str) -> re.Pattern[str]:
    return re.compile(f"[{_SCRIPTS[name]}]")


def _weight(name: str) -> int:
    """How many Latin letters a letter is worth: two characters are a word in Chinese."""
    return 3 if name in ("chinese", "japanese") else 1


def _by_words(text: str) -> Language | None:
    """The Latin language of which most words are there that are no English ones."""
    words = _words_in(text)
    told = {name: len(words & _words_of(name) - _ENGLISH) for name in LATIN}
    marked = {name: _marks(text.lower(), language(name)) for name in LATIN}
    best, second = sorted(LATIN, key=lambda name: (-told[name], -marked[name]))[:2]
    if (told[best], marked[best]) == (told[second], marked[second]):
        return None
    enough = told[best] >= FEWEST_WORDS or (told[best] and marked[best])
    english = len(words & _ENGLISH - _words_of(best))
    return language(best) if enough and told[best] > english else None


def _marks(text: str, known: Language) -> int:
    """How many signs of a language there are: letters that English has not, twice if no other has
    them, and words without their vowel before another."""
    elided = known.name in _ELIDING and _ELIDED.search(text) is not None
    there = [letter for letter in known.letters if letter in text]
    others = "".join(language(name).letters for name in LATIN if name != known.name)
    own = [letter for letter in there if letter not in others]
    return len(there) + len(own) + elided


def _words_in(text: str) -> set[str]:
    """The words of a text, and parts of short ones with hyphens; no single letters, and none that
    is written large within a sentence, as names are."""
    written = _WORD.findall(text)
    small = {folded(word) for place, word in enumerate(written) if not place or word[0].islower()}
    parts = {part for word in small for part in _parts(word)}
    return {word for word in small | parts if len(word) > 1}


def _parts(word: str) -> list[str]:
    """ "puis" and "je" of "puis-je"; of other words with hyphens nothing."""
    parts = word.split("-")
    return parts if max(map(len, parts)) <= _LONGEST_PART else []


def _words_of(name: str) -> frozenset[str]:
    known = language(name)
    return known.function | known.everyday | known.negations
