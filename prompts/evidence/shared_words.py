"""Evidence for questions in other languages than English: the sentences that share most words.

The reader proper was trained on English. So what points to an answer here is how much of a
question's words, by rarity, a sentence has with the headings that it stands under, and whether it
is of the kind that is asked for: a number, a time, a name.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice, pairwise

from localdocs.languages.known_language import language_of
from localdocs.languages.unspaced import extent
from localdocs.languages.words import Language, in_words
from localdocs.types import Hit
from prompts.evidence.citations import Quote
from prompts.evidence.finding import (
    PASSAGES_READ,
    SHORTEST,
    Evidence,
    log_odds,
    orders_blanked,
    sentence_around,
    text_around,
)
from prompts.evidence.headings import heading_within, is_like_heading, stands_alone
from prompts.question.question import Question
from prompts.text.bars import BAR
from prompts.text.inflections import likeness
from prompts.text.sentences import sentence_spans
from prompts.text.support import content_of, readings

OF_ANOTHER_KIND, WITHOUT_MONEY = 0.75, 0.4
"""What the share of a sentence counts that has no number where one is wanted, or names no amount
of money where a price is."""

NEAR_BY = 0.5
"""What a word counts that stands in the same paragraph."""

LEAST_OF_THE_REST = 0.5
"""Of the question's words that the title of a document does not have, so many have to be there:
the club's rules do not answer when the club was founded."""

MOST_SENTENCES, WORTH_AS_MUCH = 3, 0.85
"""So many sentences are copied, if they are worth nearly as much as the best."""

LEAST_OWN = 0.3
"""Of the share of a sentence, at least so much should be its own, for it to stand alone."""

LONGEST_SECTION = 600
"""Letters."""

_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")
_MONEY_SIGN = re.compile(r"[$€£¥₽₹₺₪₩]")
_HEADING_MARK = "# "
_END = "。！？.!?؟।॥ "


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence ``text[start:end]`` of a hit, best by its share."""

    hit: Hit
    start: int
    end: int
    share: float
    """Of the question's words, those that it has with what stands above it; 0..1."""
    own: float
    """Those that it has itself."""
    kind: float
    """Whether it is of the kind that is asked for: 1, or less."""

    @property
    def worth(self) -> float:
        return self.share * self.kind


def evidence_by_words(
    question: Question, hits: Sequence[Hit], rarity: Mapping[str, float]
) -> list[Evidence]:
    """The best sentences of the best hits, likeliest first. The worth of each stands for its
    likelihood and among its features."""
    places = [place for hit in hits[:PASSAGES_READ] for place in _places(question, hit, rarity)]
    found: list[Evidence] = []
    for place in sorted(places, key=lambda one: (-one.worth, -one.own, -one.hit.score)):
        quote = sentence_around(place.hit, place.start, place.end)
        if quote is not None and place.worth:
            features = (
                log_odds(place.own),
                log_odds(place.hit.score),
                place.worth,
                0.0,
                float(place.kind < 1),
            )
            found.append(Evidence(_without_end(place), quote, place.worth, features))
    return found[:PASSAGES_READ]


def stretches_by_words(question: Question, evidence: Sequence[Evidence]) -> tuple[Quote, ...]:
    """What is to be copied: the best sentence; the rest of its section too, where steps, a list or
    a reason is wanted, or where the words are in the headings more than in the sentence."""
    if not evidence:
        return ()
    best = evidence[0]
    wants = question.wants
    many = wants.steps or wants.list or wants.more
    if BAR in best.quote.text:
        return (best.quote,)
    if many or best.features[0] < log_odds(best.features[2] * LEAST_OWN):
        return (_rest_of_section(best.quote),)
    quotes = (
        item.quote
        for item in evidence
        if item.likelihood >= WORTH_AS_MUCH * best.likelihood
        and item.features[0] >= best.features[0]
    )
    return tuple(islice(dict.fromkeys(quotes), MOST_SENTENCES))


def _rest_of_section(quote: Quote) -> Quote:
    """A quote with the paragraphs around it up to the headings, LONGEST_SECTION at the most."""
    hit, text = quote.hit, quote.hit.text
    first, last = quote.start - hit.start, quote.end - hit.start
    begin, end = first, last
    for start, finish in reversed([span for span in _paragraphs(text) if span[0] <= first]):
        if is_like_heading(text[start:finish]) or extent(text[start:last]) > LONGEST_SECTION:
            break
        begin = start
    for start, finish in (span for span in _paragraphs(text) if span[1] >= last):
        if is_like_heading(text[start:finish]) or extent(text[begin:finish]) > LONGEST_SECTION:
            break
        end = max(end, finish)
    return Quote(hit, hit.start + begin, hit.start + end, text[begin:end])


def _paragraphs(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _PARAGRAPH.finditer(text)]


def words_alike(question: Question, text: str, *, spelled: bool = False) -> dict[str, float]:
    """The stems of a question that a text has, each with how far it has it: 0..1; ``spelled``: only
    words as they are spelled, for a text in another language."""
    known = question.language
    if known is None or not known.is_spaced:
        return dict.fromkeys(question.stems.keys() & readings(text), 1.0)
    words = frozenset(in_words(text))
    alike = {
        one: max(
            float(part in words) if spelled else likeness(part, words, known.name)
            for part in in_words(word)
        )
        for one, word in question.stems.items()
    }
    return {one: value for one, value in alike.items() if value}


def _places(question: Question, hit: Hit, rarity: Mapping[str, float]) -> list[Place]:
    """The sentences of a hit, each with its share."""
    text = orders_blanked(hit.text)
    above = text_around(hit)
    alike_in = partial(words_alike, question, spelled=_is_in_another(question, text))
    title = alike_in(f"{hit.title}\n{hit.path.stem}")
    rest = {one: weight for one, weight in rarity.items() if title.get(one, 0.0) < 1}
    total = sum(rarity.values())
    places = []
    for first, last in _paragraphs(text):
        near = alike_in(text[first:last])
        for start, end in _sentences(text, first, last, above):
            sentence = text[start:end]
            alike = alike_in(f"{above}\n{heading_within(text, start)}\n{sentence}")
            for one, value in near.items():
                alike[one] = max(alike.get(one, 0.0), NEAR_BY * value)
            share = _weighed(rarity, alike) / total if total else 0.0
            if rest and _weighed(rest, alike) < LEAST_OF_THE_REST * sum(rest.values()):
                share = 0.0
            own = _weighed(rarity, alike_in(sentence)) / total if total else 0.0
            kind = kind_of(question, sentence)
            if stands_alone(text, start, end):
                kind = min(kind, OF_ANOTHER_KIND)
            places.append(Place(hit, start, end, share, own, kind))
    return places


def _is_in_another(question: Question, text: str) -> bool:
    """Whether a text is in another language than a question, as far as words tell: words that look
    alike are not of one meaning there."""
    of_text = language_of(text)
    return question.language is not None and of_text not in (None, question.language)


def _sentences(text: str, first: int, last: int, above: str) -> Iterator[tuple[int, int]]:
    """The sentences of a paragraph that are no headings of the hit."""
    for start, end in sentence_spans(text[first:last]):
        sentence = text[first + start : first + end]
        if extent(sentence) >= SHORTEST and sentence.lstrip(_HEADING_MARK) not in above:
            yield first + start, first + end


def _weighed(rarity: Mapping[str, float], alike: Mapping[str, float]) -> float:
    return sum(weight * alike.get(one, 0.0) for one, weight in rarity.items())


def kind_of(question: Question, text: str, language: Language | None = None) -> float:
    """Whether a sentence may answer at all, 1 or less: who asks how many wants a number beside
    those that the question has, who asks when a number or the name of a day or month, who asks for
    a price an amount of money, who asks for somebody a name, where names are written large.

    ``language`` is that of the text; None: the question's."""
    known, wants = language or question.language, question.wants
    if known is None:
        return 1.0
    if wants.price and BAR not in text:  # the head of a table may say what its numbers are
        has_money = _MONEY_SIGN.search(text) or _has(text, known, known.money)
        return 1.0 if has_money else WITHOUT_MONEY
    if wants.number:
        times = known.amounts | known.times
        is_number = bool(content_of(text).numbers - question.numbers)
        fits = is_number or _has(text, known, times if wants.time else known.amounts)
    else:
        fits = not wants.person or not known.has_capitals or _has_a_name(text, known)
    return 1.0 if fits else OF_ANOTHER_KIND


def _has(text: str, known: Language, words: frozenset[str]) -> bool:
    if known.is_spaced:
        return not words.isdisjoint(in_words(text))
    return any(word in text for word in words)


def _has_a_name(text: str, known: Language) -> bool:
    """Whether a word is written large that does not begin the sentence; in German two in a row."""
    words = text.split()[1:]
    large = [word[0].isupper() for word in words]
    return any(one and other for one, other in pairwise(large)) if known.large_nouns else any(large)


def _without_end(place: Place) -> Quote:
    sentence = place.hit.text[place.start : place.end].rstrip(_END)
    start = place.hit.start + place.start
    return Quote(place.hit, start, start + len(sentence), sentence)
