"""Does an answer say what the set holds to be right? By rule alone, so that a run can be repeated.

Text is compared as SQuAD does (Rajpurkar et al., EMNLP 2016): small letters, without punctuation
and articles. Numbers are compared by value: "$1,577 million" is "1577.00" where millions were asked
for. A gold answer is a tuple of alternatives, each a tuple of items that all have to be there.
"""

import re
import string
from collections import Counter
from dataclasses import dataclass

Gold = tuple[tuple[str, ...], ...]

_SCALES = {
    "thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9,
    "b": 1e9, "trillion": 1e12,
}  # fmt: skip
_UNSTATED = (1.0, 1e3, 1e6, 1e9)
_SMALL = dict(
    zip(
        "zero one two three four five six seven eight nine ten eleven twelve".split(),
        range(13),
        strict=True,
    )
)
_NUMBER = re.compile(
    r"(?<![\w.])(?P<currency>[$€£])?\s?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<percent>\s?(?:%|percent\b|per cent\b))?"
    rf"(?:[\s-]?(?P<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))})s?\b)?(?!\w)",
    re.IGNORECASE,
)
_SCALE_ASKED = re.compile(r"\bin\b[^.?]{0,20}\b(thousand|million|billion)s?\b", re.IGNORECASE)
_FISCAL_YEAR = re.compile(r"\bFY\s?(?=\d)", re.IGNORECASE)
_MARKS = re.compile(r"\s*\[(?:\d{1,3}|\?)\]")
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_NOT_SAID = str.maketrans("", "", string.punctuation + "“”‘’–—…•")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a text. ``scale`` None: none was named. ``decimals``: how many were given."""

    value: float
    decimals: int
    currency: bool
    percent: bool
    scale: float | None


def normalised(text: str) -> list[str]:
    """The words of a text that count."""
    return _ARTICLES.sub(" ", text.lower().translate(_NOT_SAID)).split()


def without_marks(text: str) -> str:
    """An answer without the numbers of its citations."""
    return _MARKS.sub("", text).strip()


def exact(text: str, gold: Gold, question: str) -> bool:
    """Whether the answer is the gold one and nothing more, or its only new number is.

    Numbers that stand in the question are not new.
    """
    plain = without_marks(text)
    if any(normalised(plain) == normalised(" ".join(items)) for items in gold):
        return True
    new = set(quantities(plain)) - set(quantities(question))
    return len(new) == 1 and any(
        same(wanted, said, scale_asked(question))
        for items in gold
        if len(items) == 1 and (wanted := as_quantity(items[0])) is not None
        for said in new
    )


def holds(text: str, gold: Gold, question: str) -> bool:
    """Whether all items of a gold answer occur in a text, as words or as numbers of their value."""
    words = f" {' '.join(normalised(without_marks(text)))} "
    said = quantities(without_marks(text))
    asked = scale_asked(question)

    def is_there(item: str) -> bool:
        wanted = as_quantity(item)
        if wanted is not None:
            return any(same(wanted, number, asked) for number in said)
        plain = " ".join(normalised(item))
        return bool(plain) and f" {plain} " in words

    return any(all(is_there(item) for item in items) for items in gold)


def token_f1(text: str, gold: Gold) -> float:
    """The best F1 of the answer's words against those of an alternative, 0..1."""
    return max((_f1(normalised(without_marks(text)), " ".join(items)) for items in gold), default=0)


def quantities(text: str) -> list[Quantity]:
    """The numbers of a text in order; small ones may be written out."""
    plain = _FISCAL_YEAR.sub("", text)
    written = (str(_SMALL.get(word.lower(), word)) for word in re.split(r"(\W+)", plain))
    return [_quantity(match) for match in _NUMBER.finditer("".join(written))]


def as_quantity(text: str) -> Quantity | None:
    """A text that is a number and nothing else."""
    match = _NUMBER.fullmatch(text.strip().lstrip("-−~").strip())
    return _quantity(match) if match else None


def scale_asked(question: str) -> float | None:
    """The scale that a question asks for, as in "in USD millions"."""
    match = _SCALE_ASKED.search(question)
    return _SCALES[match.group(1).lower()] if match else None


def same(gold: Quantity, said: Quantity, asked: float | None) -> bool:
    """Whether two numbers are one value, as far as the gold one was rounded; signs are left aside.

    Where one of them names no scale, an amount may be in thousands, millions or billions of the
    other: tables name the scale in their heads.
    """
    if gold.percent and said.currency:
        return False
    wanted_scale = gold.scale or asked
    if wanted_scale and said.scale:
        factors: tuple[float, ...] = (said.scale / wanted_scale,)
    elif wanted_scale or said.scale or gold.currency:
        factors = tuple(sorted({f for scale in _UNSTATED for f in (scale, 1 / scale)}))
    else:
        factors = (1.0,)
    return any(
        abs(said.value * factor - gold.value) <= _tolerance(gold, factor) for factor in factors
    )


def _tolerance(gold: Quantity, factor: float) -> float:
    if gold.decimals == 0 and factor == 1.0:
        return 1e-9
    return 0.5 * 10.0**-gold.decimals + 1e-9


def _quantity(match: re.Match[str]) -> Quantity:
    digits = match["digits"].replace(",", "")
    _, _, decimals = digits.partition(".")
    scale = match["scale"]
    return Quantity(
        value=float(digits),
        decimals=len(decimals.rstrip("0")),
        currency=match["currency"] is not None,
        percent=match["percent"] is not None,
        scale=_SCALES[scale.lower()] if scale else None,
    )


def _f1(said: list[str], gold: str) -> float:
    wanted = normalised(gold)
    common = sum((Counter(said) & Counter(wanted)).values())
    return 2 * common / (len(said) + len(wanted)) if common else 0.0
