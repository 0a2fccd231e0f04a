"""Evidence: which words of the passages answer the question, and how likely it is that they do.

Everything here works without a language model. It is what ``--no-llm`` answers with, what stands in
when a model's reply is not supported by the sources, and what decides "not in your documents".
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from localdocs.languages.english import MONTHS, NUMBERED_BY, WEEKDAYS
from localdocs.languages.numbers import ORDER, VALUES
from localdocs.languages.unspaced import extent
from localdocs.types import Hit
from prompts.evidence.citations import Quote
from prompts.evidence.reading import Reader, Reading
from prompts.question.question import Question
from prompts.text.orders import order_spans
from prompts.text.sentences import sentence_spans
from prompts.text.support import content_of, readings

PASSAGES_READ = 12
"""The reader looks at this many of the best passages."""

DOUBTFUL = 0.5
"""Below this likelihood of the reader, a passage is asked again in other words."""

SHORTEST = 12
"""Letters (``extent``). Less is a heading or a page number, not a sentence."""

LONGEST_LIST = 1200
"""Characters of a list that is quoted as a whole."""

NAME_CHARACTERS, HEADER_CHARACTERS = 120, 120
"""How much of what stands above a passage is read with it: the beginning of its title and heading,
the end of its column heads, which is next to the figures."""

_POINTS_BACK = re.compile(
    r"(?:Both|It|They|This|These|Those|That|He|She|Such|Its|Their|His|Her|The latter|The former)\b"
)
_LEADS_TO_ITEMS = re.compile(r"\b(?:following|below|as follows)\b", re.IGNORECASE)
_ITEM = re.compile(
    r"(?P<bullet>[-*•▪●◦–])\s|(?P<number>\(?\d{1,2}[.)])\s|(?P<letter>\(?[a-z][.)])\s"
)
_DOT_LEADERS = re.compile(r"(?:\.\s?){5,}|_{5,}|…\s*\d")
_WORD = re.compile(r"[^\W\d_]+")
_AMOUNTS = frozenset({*VALUES, "hundred", "thousand", "million", "billion", "dozen", "half"})
_TIMES = frozenset(
    {*_AMOUNTS, *ORDER, *map(str.lower, (*MONTHS, *WEEKDAYS)), "noon", "midnight", "easter"}
) | frozenset(f"{day.lower()}s" for day in WEEKDAYS)
_STRETCH = re.compile(r"\d[ -](?:second|minute|hour|day|week|month|year)s?\b", re.IGNORECASE)
_NAMES_NUMBERS = NUMBERED_BY | {"number"}
_LONGEST_WORD = 30
_CLOSING = "\"'”’)» "
_FAINTEST = 1e-4


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of a passage that may answer the question.

    ``answer`` are the words themselves, ``quote`` the sentence or row that they stand in.
    ``likelihood``, 0..1, is that of the two together being right; ``features`` are what it was
    computed from.
    """

    answer: Quote
    quote: Quote
    likelihood: float
    features: tuple[float, ...]


def find_evidence(
    question: Question, hits: Sequence[Hit], reader: Reader, rarity: Mapping[str, float]
) -> list[Evidence]:
    """What the reader points to in the best hits, likeliest first; one place a passage at most.

    ``rarity`` weighs the stems of the question. Sentences that give orders to a model are no
    evidence: they are not read. Nor are rows of dots.
    """
    read = hits[:PASSAGES_READ]
    readings = _read(question, read, reader)
    found = []
    for hit, reading in zip(read, readings, strict=True):
        quote = sentence_around(hit, reading.start, reading.end)
        if quote is None or reading.end <= reading.start:
            continue
        answer = _quote(hit, reading.start, reading.end)
        values = features(question, answer, quote, reading, rarity)
        weights = UNRANKED if hit.relevance is None else RANKED
        found.append(Evidence(answer, quote, weights.likelihood(values), values))
    return sorted(found, key=lambda item: -item.likelihood)


def _read(question: Question, hits: Sequence[Hit], reader: Reader) -> list[Reading]:
    """What the reader says of each hit; where that is little, it is asked once more without the
    names that the hit's document supplies."""
    texts = [orders_blanked(hit.text) for hit in hits]
    above = [text_above(hit) for hit in hits]
    readings = reader.read(question.asked, texts, above)
    _read_past_questions(question, texts, above, readings, reader)
    again: dict[str, list[int]] = {}
    for number, hit in enumerate(hits):
        if readings[number].answerable < DOUBTFUL:
            asked = question.names.left_out(f"{hit.title} {hit.path.stem}", texts[number])
            if asked != question.asked:
                again.setdefault(asked, []).append(number)
    for asked, numbers in again.items():
        better = reader.read(asked, [texts[n] for n in numbers], [above[n] for n in numbers])
        for number, reading in zip(numbers, better, strict=True):
            if reading.answerable > readings[number].answerable:
                readings[number] = reading
    return readings


def _read_past_questions(
    question: Question,
    texts: list[str],
    above: Sequence[str],
    readings: list[Reading],
    reader: Reader,
) -> None:
    """Read again what the reader sees its question in, as a letter that is answered below has it,
    without the questions: none answers itself."""
    numbers = []
    for number, (text, reading) in enumerate(zip(texts, readings, strict=True)):
        asked = [span for span in sentence_spans(text) if asks(text[slice(*span)])]
        if any(start < reading.end and reading.start < end for start, end in asked):
            texts[number] = _blanked(text, asked)
            numbers.append(number)
    better = reader.read(question.asked, [texts[n] for n in numbers], [above[n] for n in numbers])
    for number, reading in zip(numbers, better, strict=True):
        readings[number] = reading


def features(
    question: Question, answer: Quote, quote: Quote, reading: Reading, rarity: Mapping[str, float]
) -> tuple[float, ...]:
    """What the likelihood is computed from, in the order of `Weights`.

    What the reader thinks of the place; how well search found the passage; how much of the
    question's words the sentence has, with what stands above it; whether the question names what
    neither the passage nor its document does; whether it is of another kind than was asked for.
    """
    hit = quote.hit
    return (
        log_odds(reading.answerable),
        log_odds(hit.score),
        covered(rarity, f"{text_around(hit)}\n{quote.columns}\n{quote.text}"),
        float(question.names.name_another(f"{text_around(hit)}\n{hit.text}")),
        float(not _is_of_the_kind(question, answer, quote)),
    )


@dataclass(frozen=True, slots=True)
class Weights:
    """Of the features, and the bias."""

    of_features: tuple[float, ...]
    bias: float

    def likelihood(self, values: Sequence[float]) -> float:
        """0..1."""
        pairs = zip(self.of_features, values, strict=True)
        return 1.0 / (1.0 + math.exp(-self.bias - sum(weight * value for weight, value in pairs)))


UNRANKED = Weights((1.25, 0.80, 1.59, -1.20, -2.00), -4.40)
RANKED = Weights((1.02, 0.82, 1.99, -1.42, -2.00), 1.20)
"""Without and with a ranker. Fitted by ``benchmarks/answerability.py``, but for the last weight,
which is set by hand: places of another kind are too rare there. The reader's score beside its
likelihood, and the cosine beside the search's score, told nothing more."""


def rarity_of(question: Question, frequency: Callable[[str], int], total: int) -> dict[str, float]:
    """Inverse document frequency (Robertson and Sparck Jones) of the question's telling stems.

    ``frequency`` tells in how many of ``total`` passages a word occurs.
    """
    return {
        stem: math.log(1 + (total - count + 0.5) / (count + 0.5))
        for stem, word in question.stems.items()
        for count in (min(frequency(word), total),)
    }


def asks(text: str) -> bool:
    """Whether a text ends as a question does: one that is quoted is no answer."""
    return text.rstrip(_CLOSING).endswith(("?", "？", "؟"))


def covered(rarity: Mapping[str, float], text: str) -> float:
    """The share, weighted by rarity, of the question's words that a text has: 0..1."""
    total = sum(rarity.values())
    if not total:
        return 0.0
    present = readings(text)
    return sum(weight for stem, weight in rarity.items() if stem in present) / total


def _is_of_the_kind(question: Question, place: Quote, quote: Quote) -> bool:
    """Whether words could answer at all: who asks how many wants a number, who asks when a number
    or the name of a day or month, who asks how much something is no stretch of time and no number
    of a customer or an account, who asks for somebody a name; and no question answers one."""
    answer = place.text
    if asks(quote.text):
        return False
    if question.wants.person and not any(len(word) > 1 for word in _WORD.findall(answer)):
        return False
    if not question.wants.number:
        return True
    if numbers := content_of(answer).numbers - question.numbers:
        if not question.wants.price:
            return True
        said = quote.text[: max(place.end - quote.start, 0)] or answer
        is_name = _word_before_figure(said) in _NAMES_NUMBERS
        return not is_name and len(_STRETCH.findall(answer)) < len(numbers)
    words = frozenset(_WORD.findall(answer.lower()))
    return bool(words & (_TIMES if question.wants.time else _AMOUNTS))


def _word_before_figure(text: str) -> str:
    """The last word before the figure that a text ends with, in small letters; "" for none."""
    bare = text.lower().rstrip("0123456789 .,:#-/€$£")
    return next(iter(_WORD.findall(bare[-_LONGEST_WORD:])[-1:]), "")


def sentence_around(hit: Hit, start: int, end: int) -> Quote | None:
    """The sentences of a hit that hold ``text[start:end]``; None where nothing may rest on them.

    One that leads up to a list takes the items along; one that begins with a word like "both", the
    sentence before.
    """
    spans = list(sentence_spans(hit.text))
    held = [number for number, span in enumerate(spans) if span[0] < end and start < span[1]]
    if not held:
        return None
    first, last = held[0], held[-1]
    short = extent(hit.text[spans[first][0] : spans[last][1]]) < SHORTEST
    if short and first and hit.text[spans[first - 1][1] - 1] == ":":
        first = last = first - 1
    last = _end_of_list(hit.text, spans, last)
    if first and _POINTS_BACK.match(hit.text, spans[first][0]):
        first -= 1
    begin, finish = spans[first][0], spans[last][1]
    ordered = any(a < finish and begin < b for a, b in order_spans(hit.text))
    dotted = _DOT_LEADERS.search(hit.text, begin, finish)
    if ordered or dotted or extent(hit.text[begin:finish]) < SHORTEST:
        return None
    return _quote(hit, begin, finish)


def _end_of_list(text: str, spans: Sequence[tuple[int, int]], number: int) -> int:
    """The last item of the list that sentence ``number`` leads up to, itself where it does not.

    After a colon the next sentence always belongs to it; items after that begin with the same kind
    of mark.
    """
    begin, end = spans[number]
    colon = text[end - 1] == ":"
    if number + 1 == len(spans) or not (colon or _LEADS_TO_ITEMS.search(text, begin, end)):
        return number
    first = _ITEM.match(text, spans[number + 1][0])
    last = number + 1 if colon else number
    for following in range(number + 1, len(spans)):
        item = _ITEM.match(text, spans[following][0])
        too_long = spans[following][1] - begin > LONGEST_LIST
        if first is None or item is None or item.lastgroup != first.lastgroup or too_long:
            break
        last = following
    return last


def orders_blanked(text: str) -> str:
    """The text with spaces in place of sentences that give orders to a model."""
    return _blanked(text, order_spans(text))


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _quote(hit: Hit, start: int, end: int) -> Quote:
    return Quote(hit, hit.start + start, hit.start + end, hit.text[start:end])


def text_above(hit: Hit) -> str:
    """What stands above a passage, as it is read with it."""
    parts = (hit.title, hit.heading.rpartition(" > ")[2])
    names = " - ".join(part for part in parts if part)[:NAME_CHARACTERS]
    return " - ".join(part for part in (names, hit.columns[-HEADER_CHARACTERS:]) if part)


def text_around(hit: Hit) -> str:
    """The words around a passage that say which document and which part of it this is."""
    return "\n".join((hit.title, hit.path.stem.replace("_", " "), hit.heading, hit.columns))


def log_odds(likelihood: float) -> float:
    """The logarithm of the odds, bounded."""
    kept = min(max(likelihood, _FAINTEST), 1 - _FAINTEST)
    return math.log(kept / (1 - kept))
