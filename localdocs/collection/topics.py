"""Which headings of a document can be asked about, as a person would say them in a question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.database.headings import HeadedPassage

LEAST_TEXT = 150
"""Characters below a heading: less says little."""

LONGEST_TOPIC = 60
_MOST_WORDS = 6

_ASKS = re.compile(
    r"(?:Who|Whom|Whose|What|When|Where|Why|How|Which|Can|Do|Does|Is|Are|May|Must|Should|Will"
    r"|Wer|Wem|Wen|Was|Wann|Wo|Wie|Warum|Welche[rns]?|Kann|Darf|Muss) [^?\n]{8,90}\?"
)
_NUMBERING = re.compile(
    r"(?:(?:item|section|chapter|part|article|appendix|annex|kapitel|teil|anhang|§)\s*)?"
    r"(?:\d{1,3}(?:\.\d{1,3}){0,4}[A-Za-z]?|[IVX]{1,5}|[A-Z])?[.):\u2013\u2014-]?\s+",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NO_TOPIC = re.compile(r"[|@{}<>()\[\]\\/=:;…_*#?!\d]|www\.|\.\.|[.,–-]$")

_GENERIC = frozenset(
    "abstract acknowledgements acknowledgments agenda appendices appendix background bibliography "
    "chapter conclusion conclusions content contents description details discussion document "
    "example examples exhibit exhibits figure figures foreword general glossary header heading "
    "home index information introduction item items link links list main menu misc miscellaneous "
    "more note notes other overview page part preface references remarks section sheet signature "
    "signatures slide subtitle summary table tables tasks test text title todo untitled update "
    "updates version "
    "allgemeines anhang beispiel beispiele einleitung fazit inhalt inhaltsverzeichnis kapitel "
    "literatur seite überblick überschrift vorwort zusammenfassung".split()
)
_SMALL = frozenset(
    "a an about and as at by for from here how in is its my no of on or other our the these this "
    "to what when where which who why with your "
    "am auf aus bei das dem den der die ein eine für im in mit nach und unser unsere von wie zu "
    "zur".split()
)
_BOILERPLATE = frozenset(
    "certifications copyright disclaimer disclosure docket exhibits filer forward-looking "
    "incorporated issuer licence license registrant release statements trademarks "
    "wikipedia".split()
)


@dataclass(frozen=True, slots=True)
class Topic:
    """A heading, and the longest passage of prose below it."""

    heading: str
    passage: HeadedPassage


def topics_of(passages: Sequence[HeadedPassage]) -> list[Topic]:
    """The innermost headings of a document, in their order."""
    found: dict[str, HeadedPassage] = {}
    for passage in passages:
        heading = passage.heading.rpartition(" > ")[2]
        best = found.get(heading, passage)
        if heading and not passage.columns and _length(passage) >= _length(best):
            found[heading] = passage
    return [Topic(heading, passage) for heading, passage in found.items()]


def is_question(heading: str) -> bool:
    """Whether a heading asks what the text below it answers."""
    return _ASKS.fullmatch(heading) is not None


def said_of(topic: Topic) -> str:
    """How the heading is called in a question; "" where nobody would ask about it."""
    return topic_in(topic.heading) if _length(topic.passage) >= LEAST_TEXT else ""


def topic_in(heading: str) -> str:
    """What a heading is about, without its number; "" where it tells nothing by itself."""
    text = _without_number(heading.strip())
    words = _WORD.findall(text)
    if not 2 <= len(words) <= _MOST_WORDS or len(text) > LONGEST_TOPIC or not text[0].isalpha():
        return ""
    folded = [word.casefold() for word in words]
    if _NO_TOPIC.search(text) or _BOILERPLATE.intersection(folded):
        return ""
    telling = [word for word in folded if len(word) > 3 and word not in _GENERIC | _SMALL]
    if len(telling) < len(words) / 2 or {folded[0], folded[-1]} & _SMALL:
        return ""
    return _in_a_sentence(text, words)


def is_said(topic: str, text: str) -> bool:
    """Whether a text speaks of what its heading promises, in the heading's own words."""
    rest = text.casefold().replace(topic.casefold(), "", 1)
    words = [word.casefold() for word in _WORD.findall(topic)]
    return all(word[: max(4, len(word) - 2)] in rest for word in words if word not in _SMALL)


def _length(passage: HeadedPassage) -> int:
    return passage.end - passage.start


def _without_number(heading: str) -> str:
    found = _NUMBERING.match(heading)
    return heading[found.end() :] if found and found[0].strip() else heading


def _in_a_sentence(text: str, words: Sequence[str]) -> str:
    """In small letters, but for names, as far as one can tell."""
    if text.isupper():
        return text.lower()
    if all(word.islower() for word in words[1:]) and words[0].istitle():
        return text[0].lower() + text[1:]
    return text
