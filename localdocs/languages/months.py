"""The English names of the months, for patterns and for dates."""

from localdocs.languages.english import MONTHS

WHOLE_NAME = "|".join(MONTHS)
"""A pattern of the names, written large."""

NAME_OR_SHORT = "|".join(f"{month}|{month[:3]}" for month in MONTHS).lower() + "|sept"
"""A pattern of names and of abbreviations without a full stop, in lower case."""

_SHORT = [month[:3].lower() for month in MONTHS]


def month_number(name: str) -> int:
    """1 to 12, of what one of the patterns has found, in any case ("ſept" counts as "Sept")."""
    return _SHORT.index(name.casefold()[:3]) + 1
