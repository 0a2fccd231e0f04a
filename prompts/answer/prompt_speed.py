"""How many tokens of a prompt a model can read before a person grows impatient.

What each model reads in a second is learned from the prompts that it was given in this process;
before the first one, a slow laptop is assumed.
"""

ASSUMED = 250.0
"""Tokens a second: two cores, and a model of a hundred million parameters."""

LEAST_TOKENS = 96
"""Less would not hold the sentence that the answer rests on."""

_SHARE_OF_THE_LATEST = 0.5

_speeds: dict[str, float] = {}


def learn(model: str, tokens: int, seconds: float) -> None:
    """Remember that a prompt of so many tokens took so long until the first word."""
    if tokens < LEAST_TOKENS or seconds <= 0:
        return
    latest = tokens / seconds
    before = _speeds.get(model, latest)
    _speeds[model] = _SHARE_OF_THE_LATEST * latest + (1 - _SHARE_OF_THE_LATEST) * before


def affordable(model: str, seconds: float) -> int:
    """The longest prompt, in tokens, whose first word comes within so many seconds."""
    return max(LEAST_TOKENS, int(_speeds.get(model, ASSUMED) * seconds))
