"""Puts the signs of a line into the order in which they are read, by where they stand.

PDFium does this too, but turns the words of another script around ("Bank World"), sets the full
stop before a number that ends a line, and leaves some brackets and ligatures mirrored.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from ingest.pdf.right_to_left.signs import RIGHT_TO_LEFT, Sign, signs_of

_WIDE = 2.0  # times the height: a gap between cells, over which no run of words goes
_MIRRORED = str.maketrans("()[]{}«»<>", ")(][}{»«><")
_CLOSES_BEFORE_A_WORD = re.compile(r"(?<!\S)[)\]}»](?=\w)")
_OPENS_BEHIND_A_WORD = re.compile(r"(?<=[\w%.])[(\[{«](?![^\s.,;:])")
_BETWEEN_DIGITS = ".,:/"
_BEFORE_NUMBER = "$€£¥₪%"
_BEHIND_NUMBER = "$€£¥₪%°"
_SIGNS_OF_NUMBERS = "-+−"

Run = Sequence[Sign]


def _runs_to_the_left(text: str) -> bool:
    """Whether most letters of a text are of a script that runs to the left."""
    count = len(RIGHT_TO_LEFT.findall(text))
    return count > 0 and 2 * count > sum(map(str.isalpha, text))


def in_reading_order(handle: Any, text: str, first: int, page_text: str) -> str:
    """The text of a line that holds letters of such a script, put in order.

    It begins at the place ``first`` of the page's text, and stays as it is where it is no line.
    """
    signs = signs_of(handle, text, first)
    if signs is None:
        return text
    if _runs_to_the_left(text) or (
        not _is_of_another_script(signs) and _runs_to_the_left(page_text)
    ):
        return " ".join(_read_to_the_left(signs).split())
    return " ".join("".join(_read_to_the_right(signs)).split())


def _is_of_another_script(signs: Run) -> bool:
    """Whether the letters at both ends of a line are of a script that runs to the right."""
    letters = [sign for sign in signs if sign.text[0].isalpha()]
    return letters[0].is_left_to_right and letters[-1].is_left_to_right


def _read_to_the_right(signs: Run) -> Iterator[str]:
    """A line whose own script runs to the right: words of the other one are read to the left."""
    place = 0
    while place < len(signs):
        stop = place + 1
        if signs[place].is_right_to_left:
            stop = _end_of_run(signs, place)
            yield _read_to_the_left(signs[place:stop])
        else:
            yield signs[place].text
        place = stop


def _end_of_run(signs: Run, start: int) -> int:
    """Behind the last letter that runs to the left before one that does not, or a wide gap."""
    stop = start + 1
    for place in range(start + 1, len(signs)):
        if signs[place].is_left_to_right or _is_apart(signs[place - 1], signs[place]):
            break
        if signs[place].is_right_to_left:
            stop = place + 1
    return stop


def _read_to_the_left(signs: Run) -> str:
    """The signs from the right; numbers, and words of other scripts, each from the left."""
    parts: list[str] = []
    place = 0
    while place < len(signs):
        stop = _end_of_words(signs, place) or _end_of_number(signs, place)
        if stop:
            parts.append(_number_with_its_signs("".join(sign.text for sign in signs[place:stop])))
        else:
            stop = place + 1
            parts.append(signs[place].text)
        place = stop
    text = "".join(reversed(parts))
    text = _CLOSES_BEFORE_A_WORD.sub(_mirrored, text)
    return _OPENS_BEHIND_A_WORD.sub(_mirrored, text)


def _mirrored(match: re.Match[str]) -> str:
    return match.group().translate(_MIRRORED)


def _end_of_words(signs: Run, start: int) -> int:
    """Where words of another script end that begin here, with numbers behind them; 0 if none do."""
    place = start
    while place < len(signs) and signs[place].text.isdigit():
        place += 1
    if place == len(signs) or not signs[place].is_left_to_right:
        return 0
    stop = place + 1
    for place in range(stop, len(signs)):
        sign = signs[place]
        if sign.is_right_to_left or _is_apart(signs[place - 1], sign):
            break
        if sign.is_left_to_right or sign.text.isdigit():
            stop = place + 1
    return stop


def _end_of_number(signs: Run, start: int) -> int:
    """Where a number ends that begins here, with its unit; 0 if none does."""
    begin = start
    if _is_sign_of_number(signs, start) or signs[start].text in _BEFORE_NUMBER:
        begin += 1
    stop = begin
    while stop < len(signs) and signs[stop].text.isdigit():
        stop += 1
        between = signs[stop : stop + 2]
        if len(between) == 2 and _joins(signs, stop) and between[1].text.isdigit():
            stop += 1
    if stop == begin:
        return 0
    return stop + (stop < len(signs) and signs[stop].text in _BEHIND_NUMBER)


def _joins(signs: Run, place: int) -> bool:
    """Whether a sign between digits is part of the number: a hyphen is not, among Arabic ones."""
    if signs[place].text in _BETWEEN_DIGITS:
        return True
    letters = (sign.text[0] for sign in signs if sign.is_right_to_left)
    return signs[place].text in "-–" and next(letters, "א") < "\u0600"


def _is_sign_of_number(signs: Run, place: int) -> bool:
    stands_free = place == 0 or signs[place - 1].text.isspace()
    return stands_free and signs[place].text in _SIGNS_OF_NUMBERS


def _number_with_its_signs(text: str) -> str:
    """A percent sign that stands left of its number behind it, as it is read."""
    return f"{text[1:]}%" if text[0] == "%" and text[-1] != "%" else text


def _is_apart(left: Sign, right: Sign) -> bool:
    return right.left - left.right > _WIDE * max(left.high - left.low, right.high - right.low)
