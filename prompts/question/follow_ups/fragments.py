"""Fragments: "and in 2021?", "and Microsoft's?", "what about the boiler?"."""

import re
from collections.abc import Sequence

from localdocs.types import Turn
from prompts.question.follow_ups.carried import in_its_time, names_and_times, prefixed
from prompts.question.follow_ups.pronouns import OWNING, PERSONS, antecedent, owning
from prompts.question.phrases import (
    AUXILIARIES,
    DETERMINERS,
    PREPOSITIONS,
    QUESTION_WORDS,
    WITH_BASE_VERB,
    Phrase,
    Word,
    names_in,
    noun_phrases,
    telling_words,
    times_in,
    with_coordinated,
    words_of,
)

LONGEST_FRAGMENT = 6
"""Words. More than this without a verb is a search of its own."""
_NEIGHBOUR_YEAR = re.compile(
    r"(?:in |for )?the (?:(?P<before>year before|previous year|prior year|preceding year)"
    r"|(?P<after>year after|following year|next year))",
    re.IGNORECASE,
)


def is_fragment(words: list[Word]) -> bool:
    """Whether these are a few words without a question word or a verb that is easy to tell."""
    return 0 < len(words) <= LONGEST_FRAGMENT and not any(
        word.plain in QUESTION_WORDS or word.plain in AUXILIARIES for word in words
    )


def with_fragment(fragment: str, former: str, turns: Sequence[Turn], opened: bool) -> str:
    """The former question with the fragment in its place, or "" where the fragment stands alone."""
    words = words_of(fragment)
    if words[0].plain in OWNING and len(words) > 1:
        return _with_owner(fragment, former, turns)
    preposition = words[0].plain if words[0].plain in PREPOSITIONS else ""
    parallel = _parallel(fragment, former, preposition, opened)
    if parallel and (opened or preposition or _is_time_or_owner(words, fragment)):
        return parallel
    if not opened:
        return ""
    if not preposition and (other := _with_other_noun(fragment, former)):
        return other
    known = telling_words(former) if preposition else names_and_times(former, fragment)
    return prefixed(known or telling_words(former), f"{fragment}?")


def _parallel(fragment: str, former: str, preposition: str, opened: bool) -> str:
    """The former question about another time, another name or another "for …"."""
    if neighbour := _NEIGHBOUR_YEAR.fullmatch(fragment):
        return _other_year(former, -1 if neighbour["before"] else 1)
    names, times = names_in(fragment, continued=opened), times_in(fragment)
    taken = [phrase for _, phrase in times] + names
    left = _replaced(fragment, taken, " ")
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
    if like := _of_the_same_kind(words, former):
        return _replaced(former, [like], noun)
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


def _of_the_same_kind(words: list[Word], former: str) -> Phrase | None:
    """What of the former question ends like a fragment: "whey protein" for "green pea protein"."""
    kind = words[-1].plain
    there = words_of(former)
    places = [number for number, word in enumerate(there) if word.plain == kind]
    if len(words) < 2 or len(places) != 1:
        return None
    first = last = places[0]
    while first > 0 and there[first - 1].tells and there[first - 1].plain not in AUXILIARIES:
        first -= 1
    if first == last:
        return None
    start, end = there[first].start, there[last].end
    return Phrase(start, end, former[start:end])


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
    owner = antecedent(words[0].plain, turns)
    if not owner:
        return prefixed(telling_words(former), f"{fragment}?")
    owned = _owned(former)
    if owned and any(name.text == owner and name.is_possessive for name in names_in(former)):
        return _replaced(former, [owned], noun)
    whole = f"{owning(owner)} {noun}?"
    return whole if words[0].plain in PERSONS else in_its_time(whole, former)


def _replaced(text: str, places: Sequence[Phrase], new: str) -> str:
    for place in sorted(places, key=lambda phrase: -phrase.start):
        text = text[: place.start] + new + text[place.end :]
    return text


def _before(text: str, phrase: Phrase) -> str:
    words = [word.plain for word in words_of(text[: phrase.start])]
    return words[-1] if words else ""
