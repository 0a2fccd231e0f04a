"""A question, read once: what every later step wants to know of its words.

    question = read_question("and in 2021?", previous, folders, files, today)
    question.standalone     "What was Apple's revenue in 2021?"
    question.wants.number   True

Nothing outside this folder looks for patterns in a question's text again.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from localdocs.languages.known_language import language_of
from localdocs.languages.spelling import folded
from localdocs.languages.units import Dimension, dimension_asked_for
from localdocs.languages.unspaced import is_unspaced
from localdocs.languages.words import Language, in_words
from localdocs.types import Turn
from prompts.question.asked_part import asked_part
from prompts.question.asked_time import AskedTime, time_of
from prompts.question.calculation import Calculation, calculation_of
from prompts.question.collection.questions import CollectionQuestion
from prompts.question.collection.recognising import recognise
from prompts.question.counted import Counted, counted_in
from prompts.question.filters import NarrowedQuestion, filters_in_words
from prompts.question.follow_ups.standalone import standalone_question
from prompts.question.length import part_read, turns_read
from prompts.question.names import Names
from prompts.question.sides import sides_of
from prompts.question.small_talk import SmallTalk, small_talk
from prompts.question.wants import Wants, measure_of, wants_of
from prompts.question.wants_in import wants_in
from prompts.text.inflections import telling_words
from prompts.text.support import content_of, telling_stems

_IDENTIFIER = re.compile(r"(?!(?:fy|q|h)\d+$)(?=.*\d)(?=.*[a-z])\w+", re.IGNORECASE)
_DIGIT, _YEAR = re.compile(r"\d"), re.compile(r"(?:19|20)\d\d")
_QUOTATION = re.compile(r"\s*[\"“„«]([^\"“”„«»]{3,300})[\"”“»][\s?.]*")


@dataclass(frozen=True, slots=True)
class Question:
    """What a question says.

    ``text`` is as it was typed; ``standalone`` needs no former turn (of a text that is too long for
    a question, it is the part that is read); ``wanted`` is that without the
    words that narrow it to some files (``narrowed``); ``asked`` is that without what it says about
    the answer's form.
    """

    text: str
    standalone: str
    wanted: str
    asked: str
    language: Language | None
    """The one that it is asked in; None: English, or it cannot be told."""
    wants: Wants
    calculation: Calculation | None
    """What it wants computed; None: nothing."""
    sides: tuple[str, str] | None
    """A question for each side of a comparison."""
    time: AskedTime
    names: Names
    stems: Mapping[str, str]
    """Its telling stems, each with a word as written."""
    measure: str
    """What it asks by, "long" of "how long"; an answer need not have the word. "": nothing."""
    dimension: Dimension | None
    """What it wants an amount of: of money, of time; None: that cannot be told."""
    counted: Counted | None
    """The things that it asks for by their number."""
    small_talk: SmallTalk | None
    """What it is instead of a question; None: a question."""
    about_files: CollectionQuestion | None
    """What it asks of the files themselves; None: an ordinary question."""
    narrowed: NarrowedQuestion | None
    today: date

    @property
    def words(self) -> tuple[str, ...]:
        """All words of what it asks, in small letters."""
        return tuple(re.findall(r"[^\W_]+", self.asked.lower()))

    @property
    def quotation(self) -> str:
        """The words that it quotes and that are all there is of it, spaced alike; else ""."""
        match = _QUOTATION.fullmatch(self.wanted)
        return " ".join(match[1].split()) if match else ""

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers that it asks with."""
        return frozenset(stem for stem in self.stems if stem[0].isdigit())

    @property
    def calculation_words(self) -> frozenset[str]:
        """Its words that say what is to be computed, in small letters; none where nothing is."""
        return self.calculation.words if self.calculation else frozenset()

    @property
    def codes(self) -> frozenset[str]:
        """What it names by digits, spelled as it is, such as "60/P"; no years."""
        return codes_in(self.asked)

    @property
    def identifiers(self) -> frozenset[str]:
        """Its words that name one thing of its kind, such as "E9"; no years and quarters."""
        return frozenset(word for word in self.stems.values() if _IDENTIFIER.fullmatch(word))

    @property
    def is_unspaced(self) -> bool:
        """Whether it is mostly in a script without spaces: no English rule holds for it."""
        return 2 * sum(map(is_unspaced, self.stems)) > len(self.stems)

    @property
    def is_by_words(self) -> bool:
        """Whether what is found for it is judged by shared words alone: the reader, which was
        trained on English, does not know its language."""
        return self.language is not None or self.is_unspaced

    @property
    def is_negated(self) -> bool:
        """Whether it asks for what is not so: who has not paid."""
        if content_of(self.asked).negated:
            return True
        known = self.language
        if known is None:
            return False
        if not known.is_spaced:
            return any(word in self.asked for word in known.negations)
        return not known.negations.isdisjoint(in_words(self.asked))

    @property
    def leans(self) -> bool:
        """Whether it took something from the questions before."""
        return self.standalone != part_read(self.text)

    def everywhere(self) -> "Question":
        """The question as if its words narrowed nothing."""
        return _read(self.text, self.standalone, None, self.today)


def codes_in(text: str) -> frozenset[str]:
    """The words of a text that have digits, in small letters, without the marks around them and
    without years."""
    words = (word.strip(".,;:!?()[]\"'“”").lower() for word in text.split())
    return frozenset(word for word in words if _DIGIT.search(word) and not _YEAR.fullmatch(word))


def read_question(
    text: str,
    previous: Sequence[Turn] = (),
    folders: Sequence[str] = (),
    files: Callable[[], Iterable[Path]] = tuple,
    today: date | None = None,
) -> Question:
    """Read a question. ``previous`` are the turns before, oldest first.

    ``folders`` are the names of the library's folders; ``files`` gives the paths of all indexed
    files and is called only where the question may name one.
    """
    today = today or date.today()
    standalone = standalone_question(part_read(text), turns_read(previous))
    narrowed = filters_in_words(standalone, folders, files, today)
    return _read(text, standalone, narrowed, today)


def _read(text: str, standalone: str, narrowed: NarrowedQuestion | None, today: date) -> Question:
    wanted = narrowed.rest if narrowed else standalone
    asked = asked_part(wanted)
    known = language_of(asked)
    wants = wants_in(asked, known) if known else wants_of(asked)
    return Question(
        text=text,
        standalone=standalone,
        wanted=wanted,
        asked=asked,
        language=known,
        wants=wants,
        calculation=calculation_of(asked),
        sides=sides_of(asked),
        time=time_of(asked),
        names=Names.of(asked),
        stems=_stems(asked, known, wants),
        measure=measure_of(asked),
        dimension=dimension_asked_for(asked),
        counted=counted_in(asked),
        small_talk=small_talk(part_read(text)),
        about_files=recognise(wanted, today),
        narrowed=narrowed,
        today=today,
    )


def _stems(asked: str, known: Language | None, wants: Wants) -> dict[str, str]:
    """The telling stems; "days" of "how many days" tells nothing."""
    if known is None or not known.is_spaced:
        return telling_stems(asked)
    units = known.units_of_time if wants.number else frozenset[str]()
    found = telling_words(asked, known)
    return {one: word for one, word in found.items() if folded(word) not in units} or found
