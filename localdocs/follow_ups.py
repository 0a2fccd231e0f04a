"""Follow-ups: a question that leans on the one before, as a question that stands alone.

    "What was Apple's revenue in 2022?"  "and in 2021?"    ->  "What was Apple's revenue in 2021?"
    "Who chairs the club?" (Marta Lind)  "where does she live?" -> "where does Marta Lind live?"
    "When does the lease end?"           "why?"            ->  "lease end: why?"

By rules. A fragment that parallels something of the former question takes its place there; a
pronoun without an antecedent of its own becomes the likeliest one; whatever else leans gets the
telling words of the former question put before it. All other questions stay as they are, letter for
letter: a new subject must not be searched together with the old one.
"""

import re
from collections.abc import Sequence

from localdocs.phrases import (
    AUXILIARIES,
    DETERMINERS,
    PREPOSITIONS,
    QUESTION_WORDS,
    WITH_BASE_VERB,
    Phrase,
    Word,
    names_in,
    noun_phrases,
    subject_of,
    telling_words,
    times_in,
    with_coordinated,
    words_of,
)
from localdocs.types import Turn

LONGEST_LEANING = 16
"""Words. A longer question says itself what its pronouns mean."""

LONGEST_FORMER = 600
"""Characters. A pasted page is no question that another one follows."""

LONGEST_FRAGMENT = 6
"""Words. More than this without a verb is a search of its own."""

_OPENING = re.compile(
    r"(?:(?:ok|okay|so|then|now)\b,?\s+)*"
    r"(?P<links>(?:(?:but|and|also)\b,?\s*)(?:(?:so|then|now|also)\b,?\s*)?)?"
    r"(?P<about>(?:what|how) about\b\s*)?",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"(?:(?:can you |please )*(?:tell me more|more(?: details?)?|go on|explain|elaborate|details)"
    r"(?: (?:about )?(?:it|that|this))?(?:,? please)?)",
    re.IGNORECASE,
)
_ASKS_AGAIN = QUESTION_WORDS | {"exactly", "not", "so", "else", "come", "long", "often", "since"}
_THINGS = frozenset("it its they them their theirs".split())
_PERSONS = frozenset("he him his she her hers".split())
_OWNING = frozenset("its their theirs his hers her".split())
_NEW_CLAUSE = frozenset(
    "if when while because that which who what how why and or to so as after before".split()
)
_EMPTY_IT = re.compile(
    r"\bit\b(?= (?:rain|snow)s?\b| takes? to\b| true\b| true that\b| legal\b"
    r"| (?:\w+ ){0,2}(?:allowed|possible|necessary|permitted|forbidden|important|better|safe|okay)"
    r" (?:to|that|for|if)\b)"
    r"|\bit\b(?= take (?:to|for|from|until)\b)|(?<=what time is )it\b|(?<=what date is )it\b",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"(?P<which>\b(?:that|this|these|those)|(?<=\bthe )same)\b(?P<noun> \w+)?(?P<next> \w+)?",
    re.IGNORECASE,
)
_BEFORE_THAT = frozenset(
    "about after are at before by did do does for from in is of on than was were with".split()
)
"""After one of these, or first, "that" points; elsewhere it most often begins a clause."""
_HAPPENS_TO_FIGURES = frozenset(
    """
    amount apply become begin change come compare cost decline decrease develop differ drop end fall
    go grow happen improve increase last look matter mean rise start stay take vary
    """.split()
)
_OUR_TIME = frozenset("year month week quarter morning evening afternoon day".split())
_DOCUMENTS = frozenset(
    """
    article book class code document documents example file files function handbook implementation
    library manual module package page pages paper policy program project report reports section
    slide slides study table test text
    """.split()
)
"""What "this …" may be said of without any question before."""
_THAT_TIME = re.compile(
    r"(?:\b(?:in|for) )?\b(?:that|the same) (?:year|quarter|period|month)\b", re.IGNORECASE
)
_NEIGHBOUR_YEAR = re.compile(
    r"(?:in |for )?the (?:(?P<before>year before|previous year|prior year|preceding year)"
    r"|(?P<after>year after|following year|next year))",
    re.IGNORECASE,
)


def standalone_question(question: str, turns: Sequence[Turn]) -> str:
    """The question with what it takes from the last turns, or exactly as it is.

    ``turns`` are in the order in which they were asked.
    """
    turns = [turn for turn in turns if len(turn.standalone) <= LONGEST_FORMER]
    if not turns or not question.strip():
        return question
    former = turns[-1].standalone
    opening = _OPENING.match(question.strip())
    assert opening is not None  # it may be empty
    rest = question.strip()[opening.end() :]
    opened = bool(opening["links"] or opening["about"])
    plain = rest.rstrip("?!. ")
    words = words_of(plain)
    if _MORE.fullmatch(plain) or _only_asks_again(words) or (opened and not words):
        return _prefixed(telling_words(former), question)
    if _is_fragment(words):
        return _with_fragment(plain, former, turns, opened) or question
    if len(words) <= LONGEST_LEANING:
        replaced = _with_antecedents(rest, turns)
        if replaced != rest:
            return replaced
        if _points_back(rest, former):
            return _pointed(rest, former)
    if opened and not names_in(rest):
        return _carrying_names(question, former)
    return question


# Fragments: "and in 2021?", "and Microsoft's?", "what about the boiler?"


def _only_asks_again(words: list[Word]) -> bool:
    """Whether nothing is asked but "why?", "how much?", "since when?"."""
    return (
        bool(words)
        and all(
            word.plain in _ASKS_AGAIN or word.plain in PREPOSITIONS or not word.tells
            for word in words
        )
        and any(word.plain in QUESTION_WORDS for word in words)
        and not any(word.plain in _THINGS | _PERSONS | AUXILIARIES for word in words)
    )


def _is_fragment(words: list[Word]) -> bool:
    return 0 < len(words) <= LONGEST_FRAGMENT and not any(
        word.plain in QUESTION_WORDS or word.plain in AUXILIARIES for word in words
    )


def _with_fragment(fragment: str, former: str, turns: Sequence[Turn], opened: bool) -> str:
    """The former question with the fragment in its place, or "" where the fragment stands alone."""
    words = words_of(fragment)
    if words[0].plain in _OWNING and len(words) > 1:
        return _with_owner(fragment, former, turns)
    preposition = words[0].plain if words[0].plain in PREPOSITIONS else ""
    parallel = _parallel(fragment, former, preposition, opened)
    if parallel and (opened or preposition or _is_time_or_owner(words, fragment)):
        return parallel
    if not opened:
        return ""
    if not preposition and (other := _with_other_noun(fragment, former)):
        return other
    known = telling_words(former) if preposition else _names_and_times(former, fragment)
    return _prefixed(known or telling_words(former), f"{fragment}?")


def _parallel(fragment: str, former: str, preposition: str, opened: bool) -> str:
    """The former question about another time, another name or another "for …"."""
    if neighbour := _NEIGHBOUR_YEAR.fullmatch(fragment):
        return _other_year(former, -1 if neighbour["before"] else 1)
    names, times = names_in(fragment, continued=opened), times_in(fragment)
    taken = [phrase for _, phrase in times] + names
    left = _without(fragment, taken)
    if taken and not any(
        word.tells and word.plain not in {"fiscal", "s"} for word in words_of(left)
    ):
        changed = former
        for kind, time in times:
            changed = changed and _other_time(changed, kind, time.text, preposition)
        for name in names:
            changed = changed and _other_name(changed, name, preposition)
        return changed
    if preposition and not taken:
        return _other_object(fragment, former, preposition)
    return ""


def _is_time_or_owner(words: list[Word], fragment: str) -> bool:
    return words[-1].is_possessive or (bool(times_in(fragment)) and len(words) <= 2)


def _other_time(former: str, kind: str, text: str, preposition: str) -> str:
    there = [phrase for known, phrase in times_in(former) if known == kind]
    if len({phrase.text for phrase in there}) > 1:
        return ""
    if not there:
        between = f" {preposition or 'in'} "
        return former.rstrip("?. ") + between + text + "?"
    marked = re.match(r"FY\s?", there[0].text) and text.isdigit()
    return _replaced(former, there, f"FY{text}" if marked else text)


def _other_year(former: str, step: int) -> str:
    years = [phrase for kind, phrase in times_in(former) if kind == "year"]
    if len({phrase.text for phrase in years}) != 1:
        return ""
    text = re.sub(r"\d+", lambda match: str(int(match[0]) + step), years[0].text)
    return _replaced(former, years, text)


def _other_name(former: str, name: Phrase, preposition: str) -> str:
    """The former question about another name: its only one, or the one in the same position."""
    there = names_in(former)
    if len({phrase.text for phrase in there}) > 1:
        there = [phrase for phrase in there if _before(former, phrase) == preposition != ""] or [
            phrase for phrase in there if phrase.is_possessive and name.is_possessive
        ]
    if len({phrase.text for phrase in there}) != 1:
        return ""
    return _replaced(former, there, name.text)


def _other_object(fragment: str, former: str, preposition: str) -> str:
    """ "for children" in the place of "for adults"."""
    words = words_of(former)
    for position in range(len(words) - 2, -1, -1):
        if words[position].plain == preposition:
            last = position + 1
            while last + 1 < len(words) and (
                words[last].plain in DETERMINERS
                or (
                    words[last + 1].tells
                    and not former[words[last].end : words[last + 1].start].strip()
                )
            ):
                last += 1
            return former[: words[position].start] + fragment + former[words[last].end :]
    return ""


def _with_other_noun(fragment: str, former: str) -> str:
    """ "the net income" in the place of "revenue" in "Apple's revenue", or of the only "the …"."""
    words = words_of(fragment)
    noun = (
        fragment[words[1].start :] if words[0].plain in DETERMINERS and len(words) > 1 else fragment
    )
    if times_in(fragment) or names_in(fragment):
        return ""
    if owned := _owned(former):
        return _replaced(former, [owned], noun)
    definite = [phrase for phrase in noun_phrases(former) if phrase.text.lower().startswith("the ")]
    if words[0].plain not in DETERMINERS or len(definite) != 1 or names_in(former):
        return ""
    place = definite[0]
    if (
        " of " in place.text
        and words_of(former)[0].plain not in WITH_BASE_VERB
        and not any(word.plain in WITH_BASE_VERB for word in words_of(former))
    ):
        start = place.start + place.text.rindex(" of ") + len(" of ")
        place = Phrase(start, place.end, former[start : place.end])
    return _replaced(former, [place], fragment)


def _owned(former: str) -> Phrase | None:
    """The revenue of "Apple's revenue", where a question has one possessive."""
    phrases = [phrase for phrase in noun_phrases(former) if re.search(r"['’]s? ", phrase.text)]
    if len(phrases) != 1:
        return None
    match = re.search(r"['’]s? ", phrases[0].text)
    assert match is not None
    start, end = phrases[0].start + match.end(), with_coordinated(former, phrases[0].end)
    return Phrase(start, end, former[start:end])


def _with_owner(fragment: str, former: str, turns: Sequence[Turn]) -> str:
    """ "and its profit?": the same of another thing, or that thing with its owner."""
    words = words_of(fragment)
    noun = fragment[words[1].start :]
    owner = _antecedent(words[0].plain, turns)
    if not owner:
        return _prefixed(telling_words(former), f"{fragment}?")
    owned = _owned(former)
    if owned and any(name.text == owner and name.is_possessive for name in names_in(former)):
        return _replaced(former, [owned], noun)
    whole = f"{_owning(owner)} {noun}?"
    return whole if words[0].plain in _PERSONS else _in_its_time(whole, former)


# Pronouns: "Where does she live?"


def _with_antecedents(question: str, turns: Sequence[Turn]) -> str:
    """The question with its free pronouns replaced by what they stand for."""
    empty = {match.start() for match in _EMPTY_IT.finditer(question)}
    words = words_of(question)
    parts, done, timeless = [], 0, False
    former = turns[-1].standalone
    for position, word in enumerate(words):
        free = word.plain in _THINGS | _PERSONS and word.start not in empty
        if not free or _is_bound(question, words, position):
            continue
        owns = _owns(words, position)
        thing = _antecedent(word.plain, turns, owns=owns)
        if not thing:
            return _prefixed(telling_words(former), question)
        if word.plain in {"it", "they"} and _acts(words, position):
            thing = next((name.text for name in names_in(former)), thing)
        parts += [question[done : word.start], _owning(thing) if owns else thing]
        done = word.end
        timeless = timeless or word.plain in _PERSONS
    replaced = "".join([*parts, question[done:]])
    return replaced if timeless or not parts else _in_its_time(replaced, former)


def _acts(words: list[Word], position: int) -> bool:
    """Whether "it" or "they" do something: a company, rather than the figure that was asked for."""
    return (
        0 < position < len(words) - 1
        and words[position - 1].plain in WITH_BASE_VERB
        and words[position + 1].plain not in _HAPPENS_TO_FIGURES
    )


def _is_bound(question: str, words: list[Word], position: int) -> bool:
    """Whether a pronoun has its antecedent in its own question.

    A possessive may mean the subject of its clause, unless it is a part of it ("the address of his
    employer"); any other pronoun may mean only what stands in a clause before.
    """
    word, before = words[position], words[:position]
    phrases = noun_phrases(question[: word.start])
    if _owns(words, position):
        if phrases:
            after = {other.plain for other in before if other.start >= phrases[-1].end}
            return len(phrases) > 1 or not after or not after <= {"of", "for"}
        asked = any(other.plain in {"who", "which", "what", "whose"} for other in before)
        tells = any(other.tells for other in before)
        return asked and tells and before[-1].plain not in AUXILIARIES
    clauses = [other.start for other in before[1:] if other.plain in _NEW_CLAUSE]
    clauses += [match.start() for match in re.finditer(",", question[: word.start])]
    return bool(clauses) and any(other.tells and other.start < max(clauses) for other in before)


def _owns(words: list[Word], position: int) -> bool:
    """Whether a pronoun is a possessive; "her" may be either."""
    word, rest = words[position].plain, words[position + 1 :]
    return word in _OWNING and bool(rest) and (word != "her" or rest[0].tells)


def _antecedent(pronoun: str, turns: Sequence[Turn], *, owns: bool = True) -> str:
    """What a pronoun most likely stands for, or "" where nothing offers itself."""
    for turn in reversed(turns):
        found = _person(turn) if pronoun in _PERSONS else _thing(turn, owns=owns)
        if found:
            return found
    return ""


def _person(turn: Turn) -> str:
    names = [name.text for name in names_in(turn.standalone)]
    told = [
        name.text for name in names_in(turn.answer_text[:LONGEST_FORMER]) if name.text not in names
    ]
    asked = words_of(turn.standalone)[:2]
    if told and any(word.plain in {"who", "whom", "whose", "which"} for word in asked):
        return told[0]
    full = [name for name in names if " " in name]
    return next(iter([*full, *names, *told]), "") or subject_of(turn.standalone)


def _thing(turn: Turn, *, owns: bool) -> str:
    """For "its" the owner, which is most often named; for "it" the whole that was asked about."""
    names = [name.text for name in names_in(turn.standalone)]
    if owns and names:
        return names[0]
    told = [
        name.text for name in names_in(turn.answer_text[:LONGEST_FORMER]) if name.text not in names
    ]
    if told and _asks_which(turn.standalone):
        return told[0]
    return subject_of(turn.standalone) or next(iter([*names, *told]), "")


def _asks_which(question: str) -> bool:
    """Whether the thing that was asked about is in the answer: "Which company made the stove?"."""
    words = words_of(question)
    return (
        len(words) > 2
        and words[0].plain in {"which", "what"}
        and words[1].tells
        and words[2].plain not in AUXILIARIES
    )


def _in_its_time(question: str, former: str) -> str:
    """The question with "in Q2 2023" where the former one said so, as far as it says nothing."""
    times, known = times_in(former), dict(times_in(question))
    if not times or "year" in known or len({kind for kind, _ in times}) != len(times):
        return question
    missing = [time for kind, time in times if kind not in known]
    if not missing or any(time.text in question for time in missing):
        return question
    stretch = former[missing[0].start : missing[-1].end]
    if that_time := _THAT_TIME.search(question):
        return question[: that_time.start()] + f"in {stretch}" + question[that_time.end() :]
    mark = "?" if question.rstrip().endswith("?") else ""
    return f"{question.rstrip('?. ')} in {stretch}{mark}"


def _owning(thing: str) -> str:
    return f"{thing}'" if thing.endswith("s") else f"{thing}'s"


# What else points back: "that report", "there", "the same year", "And who signed?"


def _points_back(question: str, former: str) -> bool:
    if any(_points(question, match, former) for match in _POINTING.finditer(question)):
        return True
    plain = [word.plain for word in words_of(question)]
    for position, word in enumerate(plain):
        around = {*plain[max(position - 1, 0) : position], *plain[position + 1 : position + 2]}
        if word == "there" and not around & (AUXILIARIES | {"s"}):
            return True
    return bool(plain) and plain[-1] == "then"


def _points(question: str, match: re.Match[str], former: str) -> bool:
    """Whether a "that" or "this" means something of the former question."""
    which, noun = match["which"].lower(), (match["noun"] or "").strip().lower()
    before = words_of(question[: match.start()])
    if any(word.plain in _NEW_CLAUSE for word in before[1:]):
        return False
    if noun in _heads(former) or which == "same":
        return not names_in(question)
    if which == "that":
        return not before or before[-1].plain in _BEFORE_THAT
    nouns = {noun, (match["next"] or "").strip().lower()}
    return not nouns & (_OUR_TIME | _DOCUMENTS | {"who", "that", "which"})


def _heads(text: str) -> set[str]:
    """The last words of the noun phrases of a text."""
    return {words_of(phrase.text)[-1].plain for phrase in noun_phrases(text)}


def _pointed(question: str, former: str) -> str:
    """With "that report" as the report of the former question, or after its telling words."""
    years = [phrase for kind, phrase in times_in(former) if kind == "year"]
    for match in _POINTING.finditer(question):
        noun = (match["noun"] or "").strip().lower()
        if noun == "year" and len(years) == 1:
            start = (
                question.lower().rindex("the ", 0, match.start())
                if match["which"] == "same"
                else match.start()
            )
            return question[:start] + years[0].text + question[match.end("noun") :]
        for phrase in noun_phrases(former) if match["which"].lower() != "same" else []:
            if noun and noun in (word.plain for word in words_of(phrase.text)):
                return question[: match.start()] + phrase.text + question[match.end("noun") :]
    return _prefixed(telling_words(former), question)


def _carrying_names(question: str, former: str) -> str:
    """ "And who is the chairman?", asked after Apple, means the one of Apple."""
    names = [name.text for name in names_in(former)]
    return _prefixed(_names_and_times(former, question), question) if names else question


def _names_and_times(former: str, question: str) -> list[str]:
    times = [] if times_in(question) else [time.text for _, time in times_in(former)]
    return list(dict.fromkeys([*(name.text for name in names_in(former)), *times]))


# Words


def _prefixed(known: Sequence[str], question: str) -> str:
    return f"{' '.join(known)}: {question}" if known else question


def _replaced(text: str, places: Sequence[Phrase], new: str) -> str:
    for place in sorted(places, key=lambda phrase: -phrase.start):
        text = text[: place.start] + new + text[place.end :]
    return text


def _without(text: str, places: Sequence[Phrase]) -> str:
    return _replaced(text, places, " ")


def _before(text: str, phrase: Phrase) -> str:
    words = [word.plain for word in words_of(text[: phrase.start])]
    return words[-1] if words else ""
