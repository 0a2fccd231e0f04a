"""The numbers and bullets that a program puts before the items of a list: they are in no text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MOST = 5000
"""Larger numbers are written in digits, whatever the list says."""

_SIGNS = {"\uf0a7": "▪", "\uf0b7": "•", "\uf0d8": "➢", "\uf0fc": "✓", "\uf02d": "-", "\uf06f": "○"}
BULLET = "•"


def ordinal(number: int, form: str) -> str:
    """A number in the form of a list: "decimal", "lowerLetter", "upperRoman", …"""
    if not 0 < number < _MOST:
        return str(number)
    match form:
        case "lowerLetter":
            return _letters(number)
        case "upperLetter":
            return _letters(number).upper()
        case "lowerRoman":
            return _roman(number)
        case "upperRoman":
            return _roman(number).upper()
        case "decimalZero":
            return f"{number:02}"
        case "none":
            return ""
        case _:
            return str(number)


def bullet(sign: str) -> str:
    """A bullet as it is shown; those of fonts of symbols are known by their code alone."""
    sign = sign.strip()
    if not sign or len(sign) > 2:
        return BULLET
    if sign == "o":  # a circle, in the fonts that it is taken from
        return "○"
    return _SIGNS.get(sign, BULLET if "\ue000" <= sign[0] <= "\uf8ff" else sign)


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is marked. ``text`` has "%1" where the number of level 1 stands."""

    form: str = "decimal"
    text: str = ""
    start: int = 1

    def mark(self, numbers: Sequence[int], levels: Mapping[int, "Level"]) -> str:
        """The mark of an item; ``numbers`` are those of its level and all above."""
        if self.form == "bullet":
            return bullet(self.text)
        mark = self.text
        for place, number in reversed(list(enumerate(numbers, start=1))):
            form = levels.get(place - 1, self).form if place < len(numbers) else self.form
            mark = mark.replace(f"%{place}", ordinal(number, form))
        return mark.strip()


class Counters:
    """Where each list is."""

    def __init__(self) -> None:
        self._numbers: dict[str, dict[int, int]] = {}

    def next(self, name: str, level: int, levels: Mapping[int, Level]) -> str:
        """The mark of the next item of a list, on a level from 0; "" where it has none."""
        known = levels.get(level)
        if known is None:
            return ""
        numbers = self._numbers.setdefault(name, {})
        numbers[level] = numbers[level] + 1 if level in numbers else known.start
        for deeper in [other for other in numbers if other > level]:
            del numbers[deeper]
        above = [numbers.get(n, levels[n].start if n in levels else 1) for n in range(level)]
        return known.mark([*above, numbers[level]], levels)

    def restart(self, name: str, level: int, number: int) -> None:
        """Let the next item of a list have this number."""
        self._numbers.setdefault(name, {})[level] = number - 1


def marked(mark: str, text: str) -> str:
    """The text of an item with its mark in front."""
    return f"{mark} {text}" if mark and text.strip() else text


def _letters(number: int) -> str:
    """a … z, aa, bb, as word processors have it."""
    rounds, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (rounds + 1)


def _roman(number: int) -> str:
    parts = []
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        parts.append(sign * count)
    return "".join(parts)
