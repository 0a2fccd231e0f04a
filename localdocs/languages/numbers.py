"""Numbers in words."""

from localdocs.languages.english import CARDINALS, ORDINALS, TENS

VALUES = {
    **{word: value for value, word in enumerate(CARDINALS)},
    **{word: 10 * value for value, word in enumerate(TENS, start=2)},
}
"""What a number word counts: "seven" is 7, "forty" is 40."""

ORDER = {word: value for value, word in enumerate(ORDINALS)}
"""Which one an ordinal names: "third" is 3."""
