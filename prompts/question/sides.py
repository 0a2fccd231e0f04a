"""The two sides of a comparison, each as a question of its own.

    sides_of("building hours new york vs chicago office")
    ("building hours new york", "building hours chicago office")

A search for both at once finds the one that more is said of.
"""

import re

from localdocs.languages.english import STOP_WORDS

_VERSUS = re.compile(r"(?P<left>.+?)\s+(?:vs\.?|versus)\s+(?P<right>.+)", re.IGNORECASE)
_BETWEEN = re.compile(
    r"(?P<before>.*?)\b(?:the )?differences? between\s+(?P<one>.+?)\s+and\s+(?P<other>[^,;?]+)"
    r"(?P<after>.*)",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"(?:so )?(?:what(?:['’]?s| is| are)|tell me|explain|show me)\s*", re.IGNORECASE
)
_LONGEST_SIDE = 8
"""Words."""


def sides_of(asked: str) -> tuple[str, str] | None:
    """A question for each side; None where nothing is compared."""
    plain = asked.strip().rstrip("?. ")
    if match := _BETWEEN.fullmatch(plain):
        rest = _ASKING.sub("", f"{match['before']} {match['after']}").strip(" ,;")
        one, other = match["one"], match["other"].strip()
        return f"what is {one} {rest}".strip(), f"what is {other} {rest}".strip()
    match = _VERSUS.fullmatch(plain)
    return _of_versus(match["left"].split(), match["right"].split()) if match else None


def _of_versus(left: list[str], right: list[str]) -> tuple[str, str]:
    """Both sides with what they share: the last word that both have ends them ("27 inch vs 32 inch
    weight"), or else both are as long as the shorter one; what is behind belongs to both."""
    shared = {word.lower() for word in left} - STOP_WORDS
    both = [number for number, word in enumerate(right) if word.lower() in shared]
    length, end = len(right), len(left)
    if both:
        length = both[-1] + 1
        end = [word.lower() for word in left].index(right[both[-1]].lower()) + 1
    else:
        ends = [number for number, word in enumerate(right, 1) if word[-1] in ",;"]
        length = min(ends or [length])
    length = min(length, len(left), _LONGEST_SIDE)
    before, after = left[: max(end - length, 0)], right[length:]
    one = " ".join([*left, *after])
    other = " ".join([*before, *right[:length], *left[end:], *after])
    return one.strip(" ,;"), other.strip(" ,;")
