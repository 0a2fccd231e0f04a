"""What a question wants computed of the cells of a table."""

import re
from enum import StrEnum


class Calculation(StrEnum):
    """What is computed."""

    DIFFERENCE = "difference"
    GROWTH = "growth"
    RATIO = "ratio"
    SHARE = "share"
    SUM = "sum"
    MEAN = "mean"
    MOST = "most"
    LEAST = "least"


_PERCENT = r"(?:per ?cent|percentage|%)"
_CHANGED = (
    r"(?:grow|grew|grown|ris(?:e|en)|rose|fall|fell|drop(?:ped)?|increased?|decreased?|declined?"
    r"|los[et]|gain(?:ed)?|chang(?:e|ed)|shr[iau]nk|climb(?:ed)?|go(?:ne)? (?:up|down))"
)
_PATTERNS = {
    Calculation.GROWTH: rf"\b(?:growth|{_PERCENT}(?: \w+){{0,2}} (?:change|increase|decrease|growth"
    rf"|drop|rise)|(?:change|increase|decrease|drop|rise) in {_PERCENT}"
    rf"|(?:by )?(?:what|how many) {_PERCENT}\b.*\b{_CHANGED})",
    Calculation.SHARE: rf"\b(?:what|which|how many) (?:{_PERCENT}|share|fraction|proportion) of\b"
    rf"|\bas an? {_PERCENT} of\b",
    Calculation.RATIO: r"\bratio\b|\bhow many times\b|\btimes (?:as|more|larger|bigger)\b",
    Calculation.DIFFERENCE: r"\bhow (?:much|many)\b.*\b(?:more|less|fewer|higher|lower|cheaper"
    r"|dearer|longer|shorter|older|younger|larger|smaller|heavier|lighter)\b"
    rf"|\bdifference\b|\bhow (?:much|many)\b.*\b(?:did|has|have|was|were)\b.*\b{_CHANGED}\b"
    r"|\bchange (?:in|of|from|between)\b",
    Calculation.MEAN: r"\b(?:average|mean|on average)\b",
    Calculation.SUM: r"\b(?:in total|total of|sum|combined|altogether|together|in all|overall)\b"
    r"|\btotal\b",
    Calculation.LEAST: r"\b(?:least|lowest|smallest|fewest|shortest|lightest|minimum|cheapest"
    r"|earliest|oldest|first|youngest|slowest|worst)\b",
    Calculation.MOST: r"\b(?:most|highest|largest|biggest|greatest|longest|heaviest|maximum"
    r"|tallest|dearest|most expensive|latest|newest|last|top|fastest|best)\b",
}
_COMPILED = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _PATTERNS.items()}

WORDS = frozenset(
    """
    how much many more less fewer higher lower cheaper dearer longer shorter older younger larger
    smaller heavier lighter difference between growth grow grew grown rise rose fall fell drop
    dropped increase increased decrease decreased decline declined lose lost gain gained change
    changed percent percentage share fraction proportion ratio times average mean total sum combined
    altogether together overall least lowest smallest fewest shortest lightest minimum cheapest
    earliest oldest first youngest slowest worst most highest largest biggest greatest longest
    heaviest maximum tallest dearest expensive latest newest last top fastest best all have has had
    """.split()
)
"""What says what is to be computed, and names no row and no column."""


def calculation_of(asked: str) -> Calculation | None:
    """What is to be computed; None: nothing."""
    return next((kind for kind, pattern in _COMPILED.items() if pattern.search(asked)), None)
