"""What tells things of one name apart: "hepatitis B", "Osric II", "Aster 400", "size S"."""

import re

_DESIGNATED = re.compile(r"\b([^\W\d_]{3,}) ([^\W\d_]|[IVXivx]{2,4}|\d{1,4})\b(?![.,]?\d)")


def designators(text: str) -> frozenset[tuple[str, str]]:
    """Each name with the letter, Roman numeral or number that stands behind it, in small letters;
    every word with a single letter looks like one."""
    return frozenset(_DESIGNATED.findall(text.lower()))


def is_another(asked: str, text: str) -> bool:
    """Whether a text has a name of a question with another designator, and not with the one that
    is asked for."""
    said = designators(text)
    names = {name for name, _ in said}
    return any(name in names and (name, mark) not in said for name, mark in designators(asked))
