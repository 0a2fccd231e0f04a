"""What people type that is no question about their files: greetings, thanks, "what can you do?"."""

import re
from enum import StrEnum


class SmallTalk(StrEnum):
    """What is meant, each with what is said to it."""

    GREETING = "Hello. Ask me something about your files."
    THANKS = "You are welcome."
    FAREWELL = "Goodbye."
    AGREEMENT = "All right. Ask on, if there is more."
    ABILITIES = (
        "I answer questions from the files on this computer, with the exact words and where they "
        "stand. Ask in your own words, for example “how long is the notice period?”, “how do I …?” "
        "or “which documents mention …?”. What your files do not hold, I say so."
    )


_WORDS = r"[\w'’]+"
_ADDRESS = r"(?:[, ]+(?:there|all|everyone|everybody|again|localdocs|you|friend|folks|team|mate))*"
_THANKED_FOR = (
    r"you|a lot|so much|very much|a million|again|for (?:your|the) (?:help|answer)"
    r"|that(?:'s| was| is)? (?:great|helpful|all|perfect)"
)
_ASKED_OF_US = (
    r"what can (?:you|i|we) (?:do|ask)(?: (?:here|you|for me|with (?:this|you)))*|who are you"
    r"|what are you|what is this|how does this work|how do you work|help(?: me)?|what do you do"
    r"|what kinds? of (?:questions|things) can (?:i|you) (?:ask|answer)(?: you)?"
)
_PATTERNS = {
    SmallTalk.GREETING: (
        r"(?:hi+|hello+|hey+|hiya|howdy|yo|greetings|good (?:morning|afternoon|evening|day)|moin"
        rf"|servus|hallo|salut|hola|how are you(?: doing)?(?: today)?){_ADDRESS}"
    ),
    SmallTalk.THANKS: (
        r"(?:ok(?:ay)?[, ]+|great[, ]+)?(?:many )?(?:thanks?|thank you|thx|ty|cheers|merci|danke"
        rf"|gracias)(?:[, ]+(?:{_THANKED_FOR})){{0,3}}{_ADDRESS}"
    ),
    SmallTalk.FAREWELL: (
        rf"(?:good ?)?(?:bye(?: bye)?|night|see you(?: later)?|so long|ciao){_ADDRESS}"
    ),
    SmallTalk.AGREEMENT: (
        r"(?:ok(?:ay)?|fine|great|cool|nice|perfect|awesome|got it|i see|understood|all right"
        r"|alright|lol|wow|sure|yes|no|yep|nope)(?:[, ]+(?:then|good|great|cool|nice))*"
    ),
    SmallTalk.ABILITIES: rf"(?:{_ASKED_OF_US})",
}
_COMPILED = {meant: re.compile(pattern, re.IGNORECASE) for meant, pattern in _PATTERNS.items()}


def small_talk(text: str) -> SmallTalk | None:
    """What is meant by a line, where a pattern fits all of it; None: it is a question."""
    plain = " ".join(re.findall(rf"{_WORDS}|,", text)).replace(" ,", ",").strip(" ,")
    return next((meant for meant, form in _COMPILED.items() if form.fullmatch(plain)), None)
