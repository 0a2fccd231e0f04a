"""Citations: what is said, tied to verbatim quotes; and the sentences of a model's reply.

A model's own ``[n]`` counts for nothing: what supports a sentence is found in code
(`prompts.evidence.claims`), and the markers in the final text are the numbers of those quotes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from localdocs.types import Hit
from prompts.text.figures import is_row
from prompts.text.orders import order_spans
from prompts.text.sentences import ABBREVIATED_NUMBER, ends_in_abbreviation
from prompts.texts import REFUSAL

HEAD_CHARACTERS = 240
"""How much of the beginning of a passage may be the head of its table."""

FEWEST_WORDS = 3
"""A sentence of less is no claim."""

_MARKER = re.compile(
    r"(?<!\s)\s*[\[【(]\s*(?:source\s*)?(\d{1,3}(?:\s*,\s*\d{1,3})*)\s*[\]】)]", re.I
)
_SENTENCE_DONE = re.compile(
    r"(?<!\b[ap]\.m)(?<!\be\.g)(?<!\bi\.e)(?<!\bapprox)[.!?…]"
    rf"(?!{ABBREVIATED_NUMBER})"
    r"[\"'”’)\]]*(?:\s*[\[【]\s*\d[\d,\s]*[\]】])*\s+|\n\n+|\n(?=[^a-z\s])"
)
_WORD = re.compile(r"\w+")
_EMPHASIS = re.compile(r"(\*\*|__|(?<!`)`++)(?=\S)(.{1,1000}?)(?<=\S)\1|^#+ ")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_IMAGE_OR_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\(\s*+<?([^()\s<>]++)>?[^()\n]*+\)")
_TAG = re.compile(
    r"</?(?:a|img|image|iframe|script|link|video|audio|object|embed|svg|form|style)\b[^<>]*>", re.I
)
_SELF_REFERENCE = re.compile(
    r"^(?:according to|based on|as stated in|in) (?:the )?(?:numbered )?(?:sources?|documents?|text"
    r"|passages?|information)(?: provided| above| \d+)*,?\s+(\w)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Quote:
    """A span of a hit's page: ``hit.text[start - hit.start : end - hit.start] == text``."""

    hit: Hit
    start: int
    end: int
    text: str

    @property
    def is_row(self) -> bool:
        """Whether it looks like a row of a table, which says little without its column headers."""
        return is_row(self.text)

    @property
    def columns(self) -> str:
        """What stands over the columns of a row: the table's header, or how its passage begins."""
        if not self.is_row:
            return ""
        return self.hit.columns or self.hit.text[: self.start - self.hit.start][:HEAD_CHARACTERS]


class Verdict(StrEnum):
    """What the sources say of a statement."""

    SUPPORTED = "supported"
    NOT_FOUND = "not found"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True)
class Statement:
    """Something said, without markers, and the quotes that support or contradict it, in order."""

    text: str
    quotes: tuple[Quote, ...] = ()
    verdict: Verdict = Verdict.SUPPORTED

    @property
    def is_supported(self) -> bool:
        """Whether quotes say the same."""
        return self.verdict is Verdict.SUPPORTED


def overlap(one: Quote, other: Quote) -> bool:
    """Whether two quotes share words of a page."""
    same_page = (one.hit.path, one.hit.page_number) == (other.hit.path, other.hit.page_number)
    return same_page and one.start < other.end and other.start < one.end


def quote_of_page(hit: Hit, start: int, end: int, page: str) -> Quote:
    """``page[start:end]`` as a quote of a hit, which is widened as far as it is needed."""
    first, last = min(hit.start, start), max(hit.end, end)
    return Quote(
        replace(hit, start=first, end=last, text=page[first:last]), start, end, page[start:end]
    )


def is_within(part: Quote, whole: Quote) -> bool:
    """Whether a quote is all in another one."""
    return overlap(part, whole) and whole.start <= part.start and part.end <= whole.end


def is_refusal(reply: str) -> bool:
    """Whether a reply says that the sources do not hold the answer."""
    plain = re.sub(r"\W+", " ", reply).strip().upper()
    return plain.startswith(REFUSAL) or plain in {"", "NOT IN THE SOURCES", "NOT FOUND"}


def finished_sentences(text: str) -> tuple[list[str], str]:
    """The sentences of a growing reply that are complete, and the rest."""
    done, position = [], 0
    for match in _SENTENCE_DONE.finditer(text):
        piece = text[position : match.end()].strip()
        if ends_in_abbreviation(piece) and "\n" not in match.group():
            continue
        if piece and not re.fullmatch(r"\W*\w{1,2}\W*", piece):
            done.append(piece)
            position = match.end()
    return done, text[position:]


def plain_sentence(sentence: str) -> str:
    """A sentence of a reply without markers, markup and "according to the sources"; the mark of an
    item stays. "" where that leaves no words."""
    plain = " ".join(_MARKER.sub("", as_plain_text(sentence)).split())
    plain = _SELF_REFERENCE.sub(lambda match: match.group(1).upper(), _EMPHASIS.sub(r"\2", plain))
    return plain if re.search(r"\w", plain) else ""


def as_plain_text(text: str) -> str:
    """A model's words without control characters, and with links and images as words: whatever
    shows them has nothing to fetch."""
    text = _IMAGE_OR_LINK.sub(r"\1 (\2)", _CONTROL.sub("", text))
    return _TAG.sub("", text)


def is_lead(sentence: str) -> bool:
    """Whether a sentence claims nothing: it leads up to a list, or is a word or two."""
    return sentence.endswith(":") or len(_WORD.findall(sentence)) < FEWEST_WORDS


def is_demanded(sentence: str, sources: Sequence[Hit]) -> bool:
    """Whether an order in a source has all words of a sentence: it is not the model's own."""
    words = _WORD.findall(sentence.lower())
    return any(
        set(words) <= set(_WORD.findall(hit.text[start:end].lower()))
        for hit in sources
        for start, end in order_spans(hit.text)
    )
