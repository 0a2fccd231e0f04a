"""How people ask, and the examples that show it to the model that makes questions up.

The texts and questions below were written for this project.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

STYLES = {
    "keywords": 4, "short": 4, "spoken": 5, "own case": 4, "allowed": 2, "how": 3, "why": 1,
    "other words": 4, "careful": 2,
}  # fmt: skip
"""The ways of asking, and how often each is drawn."""

SYSTEM = (
    "You play people who look something up in their own files. They have not read the text, so "
    "they do not know its words. For a numbered sentence you write what somebody types who needs "
    "to know what it says: one line, everyday language, never the sentence's own words. The line "
    "must make clear what it is about, as the person has many other files."
)

EXAMPLES: tuple[tuple[str, str], ...] = (
    (
        "Lending desk of the camera club, under “Borrowing”:\n"
        "[1] Members may borrow one camera body and up to three lenses at a time.\n"
        "[2] Equipment is lent for ten days and can be extended once unless another member has "
        "reserved it.\n"
        "[3] A deposit of 80 euros is held until the equipment has been checked on return.\n"
        "[4] Late returns are charged at two euros for each day.\n"
        "[5] Equipment must not leave the country without written consent of the board.",
        "[2] spoken: how long can i keep a camera from the club\n"
        "[3] keywords: camera club security money\n"
        "[5] own case: going to italy next month, can i bring the club's lenses\n"
        "[4] other words: what does it cost me if i bring borrowed gear back too late\n"
        "[1] allowed: can i take two cameras home at once",
    ),
    (
        "Heat pump WP-4, under “Fault codes”:\n"
        "[1] If code E7 is shown, the flow of water through the unit is too low.\n"
        "[2] Open all radiator valves, clean the strainer behind the front cover and press Reset "
        "for five seconds.\n"
        "[3] The unit starts again after about three minutes.\n"
        "[4] If the code appears more than twice a day, switch the unit off and call the "
        "installer, as the circulation pump may be worn.",
        "[1] short: what does E7 mean on the heat pump\n"
        "[2] how: get the heat pump running again after it says E7\n"
        "[4] own case: E7 keeps coming back on my heating, what now\n"
        "[3] spoken: i reset the heat pump, when does it come back on\n"
        "[4] why: why would the low flow error show up again and again",
    ),
    (
        "Allotment association, minutes of 14 March, under “Water”:\n"
        "[1] Mrs Okafor reported that the pump at the north gate lost 40 cubic metres last year.\n"
        "[2] The meeting decided by 17 votes to 5 to have it repaired before Easter.\n"
        "[3] The work will be paid for from the reserve, so the yearly fee stays the same.\n"
        "[4] Until then watering is only allowed before nine in the morning.",
        "[2] careful: Was it agreed to fix the leaking pump?\n"
        "[3] other words: do we have to pay more because of the broken pump in the gardens\n"
        "[4] keywords: allotment when can i water\n"
        "[1] spoken: how much water did we lose at the north gate\n"
        "[3] short: who pays for the pump repair",
    ),
)


def numbered(title: str, heading: str, sentences: Sequence[str]) -> str:
    """A passage as the model is shown it."""
    above = f"{title}, under “{heading}”:" if heading else f"{title}:"
    lines = [f"[{number}] {' '.join(text.split())}" for number, text in enumerate(sentences, 1)]
    return "\n".join([above, *lines])


def draw_styles(dice: random.Random, count: int) -> list[str]:
    """Different ways of asking, the frequent ones more often."""
    names = [*STYLES]
    drawn: list[str] = []
    while len(drawn) < count:
        style = dice.choices(names, [STYLES[name] for name in names])[0]
        if style not in drawn or len(drawn) >= len(names):
            drawn.append(style)
    return drawn
