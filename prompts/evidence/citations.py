"""Citations: every sentence of a reply is tied to a verbatim quote, or said to have none.

A model's ``[n]`` says where to look first. What counts is the check in code: a quote is a span of a
source that supports the sentence, and the marker in the final text is the number of that quote.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from localdocs.types import Hit
from prompts.text.figures import is_row
from prompts.text.orders import order_spans
from prompts.text.sentences import sentence_spans
from prompts.text.support import Content, content_of, supports
from prompts.texts import REFUSAL

HEAD_CHARACTERS = 240
"""How much of the beginning of a passage may be the head of its table."""

_MARKER = re.compile(r"\s*[\[【(]\s*(?:source\s*)?(\d{1,3}(?:\s*,\s*\d{1,3})*)\s*[\]】)]", re.I)
_SENTENCE_DONE = re.compile(
    r"[.!?…][\"'”’)\]]*(?:\s*[\[【]\s*\d[\d,\s]*[\]】])*\s+|\n\n+|\n(?=[^a-z\s])"
)
_WORD = re.compile(r"\w+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_IMAGE_OR_LINK = re.compile(r"!?\[([^\]\n]*)\]\(\s*<?([^()\s<>]+)>?[^()\n]*\)")
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


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence of a reply, its markers taken out, with the quote that supports it, if any."""

    text: str
    quote: Quote | None


def overlap(one: Quote | None, other: Quote | None) -> bool:
    """Whether two quotes share words of a page."""
    if one is None or other is None:
        return False
    same_page = (one.hit.path, one.hit.page_number) == (other.hit.path, other.hit.page_number)
    return same_page and one.start < other.end and other.start < one.end


def is_refusal(reply: str) -> bool:
    """Whether a reply says that the sources do not hold the answer."""
    plain = re.sub(r"\W+", " ", reply).strip().upper()
    return plain.startswith(REFUSAL) or plain in {"", "NOT IN THE SOURCES", "NOT FOUND"}


def finished_sentences(text: str) -> tuple[list[str], str]:
    """The sentences of a growing reply that are complete, and the rest."""
    done, position = [], 0
    for match in _SENTENCE_DONE.finditer(text):
        piece = text[position : match.end()].strip()
        if piece and not re.fullmatch(r"\W*\w{1,2}\W*", piece):
            done.append(piece)
            position = match.end()
    return done, text[position:]


def check_sentence(sentence: str, asked: Content, sources: Sequence[Hit]) -> CheckedSentence | None:
    """A sentence with its quote. None where it holds no words beside markers, and where it says
    what an order in a source demands. ``asked`` is the content of the question.

    Sources that the sentence names are tried first; numbers that name no source are dropped.
    """
    sentence = as_plain_text(sentence)
    named = [
        int(number) for match in _MARKER.finditer(sentence) for number in match.group(1).split(",")
    ]
    plain = " ".join(_MARKER.sub("", sentence).split()).lstrip("-*• ").strip()
    plain = _SELF_REFERENCE.sub(lambda match: match.group(1).upper(), plain)
    if not re.search(r"\w", plain):
        return None
    order = [sources[number - 1] for number in named if 1 <= number <= len(sources)]
    order += [hit for hit in sources if hit not in order]
    quote = find_quote(plain, asked, order)
    return None if quote is None and _is_demanded(plain, sources) else CheckedSentence(plain, quote)


def as_plain_text(text: str) -> str:
    """A model's words without control characters, and with links and images as words: whatever
    shows them has nothing to fetch."""
    text = _IMAGE_OR_LINK.sub(r"\1 (\2)", _CONTROL.sub("", text))
    return _TAG.sub("", text)


def find_quote(sentence: str, asked: Content, sources: Sequence[Hit]) -> Quote | None:
    """The sentence of a source that supports ``sentence`` best; the first source that has one wins
    over later ones unless they hold clearly more of it.

    One sentence, not two: a reply that joins the words of two may join what does not belong. No
    sentence that gives orders to a model: nothing rests on those.
    """
    said = content_of(sentence)
    best: tuple[float, Quote] | None = None
    for hit in sources:
        context = content_of(f"{hit.heading} {hit.columns} {hit.title} {hit.path.stem}")
        orders = order_spans(hit.text)
        for start, end in sentence_spans(hit.text):
            if any(first < end and start < last for first, last in orders):
                continue
            score = _score(said, hit.text[start:end], asked, context)
            if score > 0 and (best is None or score > best[0] + 0.1):
                quote = Quote(hit, hit.start + start, hit.start + end, hit.text[start:end])
                best = (score, quote)
    return best[1] if best else None


def _is_demanded(sentence: str, sources: Sequence[Hit]) -> bool:
    """Whether an order in a source has all words of a sentence that no source supports."""
    words = _WORD.findall(sentence.lower())
    return any(
        set(words) <= set(_WORD.findall(hit.text[start:end].lower()))
        for hit in sources
        for start, end in order_spans(hit.text)
    )


def _score(said: Content, stretch: str, asked: Content, context: Content) -> float:
    """Support, preferring stretches that also speak of what was asked, and short ones."""
    content = content_of(stretch)
    supported = supports(said, content, question=asked, context=context)
    if not supported:
        return 0.0
    about = len(said.words & content.words) / max(len(said.words), 1)
    return supported + about - 0.0005 * len(stretch)
