"""Items of a list in an answer before: "and the second one?", "what comes after step 7?"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from localdocs.languages.numbers import ORDER, VALUES
from localdocs.types import Turn
from prompts.text.bars import BAR
from prompts.text.list_items import ITEM

TURNS_READ = 3
"""A list may have been shown so many answers ago."""

MOST_WORDS = 25
"""Of an item, as a question takes it up."""

_KIND = r"(?:one|item|step|point|option|entry)"
_POINTING = re.compile(
    r"(?:(?P<beside>after|before|follows) )?"
    rf"(?:(?:the )?(?P<ordinal>{'|'.join(ORDER)}|last|\d{{1,3}}(?:st|nd|rd|th))(?P<one> {_KIND})?"
    rf"|(?:step|item|point|option|number|no\.|#) ?(?P<number>\d{{1,3}}|{'|'.join(VALUES)})"
    r"|(?:item|point|option|letter) ?\(?(?P<letter>[b-h]))"
    r"\b(?! (?:of|in|on|from) )\)?",
    re.IGNORECASE,
)
_ASKS_FOR_IT = re.compile(
    r"(?:(?:ok|okay|so|then|now|and|but|also),? )*"
    r"(?:(?:what|how) (?:about|is|was|are)|what(?:['’]s| (?:comes?|follows?))?"
    r"|tell me(?: more)?(?: about)?|explain|describe|show(?: me)?|read(?: me)?|give me|repeat)?\W*",
    re.IGNORECASE,
)
_ENDING = re.compile(r"\W*(?:(?:again|please|then|say|mean|exactly)\W*)*", re.IGNORECASE)
_CITED = re.compile(r"\s*\[(?:\d+|\?)\]")


@dataclass(frozen=True, slots=True)
class _Item:
    number: str
    text: str


def with_item(question: str, turns: Sequence[Turn]) -> str:
    """The question with the item of a list shown before that it points to, or "" where it points to
    none. Where nothing else is asked it is the item, as a quotation."""
    match = _POINTING.search(question)
    if match is None:
        return ""
    before, after = question[: match.start()], question[match.end() :]
    is_all = bool(_ASKS_FOR_IT.fullmatch(before) and _ENDING.fullmatch(after))
    if not is_all and not (match["one"] or match["number"] or match["letter"]):
        return ""
    lists = (
        _items(turn.answer_text, with_rows=turn is turns[-1])
        for turn in reversed(turns[-TURNS_READ:])
    )
    item = _pointed_to(match, next(filter(None, lists), []))
    if item is None:
        return ""
    words = " ".join(item.text.replace('"', " ").split()[:MOST_WORDS])
    return f'"{words}"' if is_all else f"{before}{words.rstrip('.;')}{after}"


def _items(answer: str, *, with_rows: bool) -> list[_Item]:
    """The items of the first list of an answer, without those of lists within it, or, with
    ``with_rows``, the rows below the head of its first table. What was copied from one place is a
    paragraph."""
    for paragraph in _CITED.sub("", answer).split("\n\n"):
        lists: dict[str, list[_Item]] = {}
        former = ""
        for line in paragraph.split("\n"):
            if mark := ITEM.match(line):
                number = (mark["number"] or mark["letter"] or "").strip(" ().").lower()
                item = _Item(number, line[mark.end() :].strip())
                lists.setdefault(mark.lastgroup or "", []).append(item)
            elif with_rows and BAR in line and BAR in former:
                lists.setdefault(BAR, []).append(_Item("", line.strip()))
            former = line
        for items in lists.values():
            if len(items) > 1:
                return items
    return []


def _pointed_to(match: re.Match[str], items: Sequence[_Item]) -> _Item | None:
    """The item that is meant: by its own number where the list has numbers, else by its place."""
    if not items:
        return None
    said = (match["ordinal"] or match["number"] or match["letter"]).lower()
    digits = re.match(r"\d+", said)
    letters = {letter: place for place, letter in enumerate("abcdefgh", start=1)}
    wanted = int(digits[0]) if digits else {**VALUES, **ORDER, **letters, "last": len(items)}[said]
    places = [place for place, item in enumerate(items) if item.number in (str(wanted), said)]
    place = places[0] if places and said != "last" else wanted - 1
    if match["beside"]:
        place += -1 if match["beside"].lower() == "before" else 1
    return items[place] if 0 <= place < len(items) else None
