"""What kind of answer a question wants, as far as its words tell."""

import re
from dataclasses import dataclass

LONGEST_TOPIC = 4
"""Words."""

_MEASURES = "long|old|far|tall|high|large|big|often|late|early|heavy|wide|deep|thick|fast|hot|cold"
_MEASURE = re.compile(rf"\bhow ({_MEASURES})\b", re.IGNORECASE)
_NUMBER = re.compile(
    rf"\b(?:how (?:many|much|{_MEASURES})|when"
    r"|what (?:year|date|time|percent\w*|amount|price|number)|what %"
    r"|which year|on what date"
    r"|what (?:is|was|are|were)\b[^?]*\b(?:rate|percentage|amount|revenues?|price|costs?|total"
    r"|number|ratio|margin|income|sales|expenses?|assets|liabilities|size|weight|length))\b",
    re.IGNORECASE,
)
_TIME = re.compile(r"\b(?:when|(?:what|which) (?:date|day|year|month|time))\b", re.IGNORECASE)
_PRICE = re.compile(r"\bhow much (?:is|are|was|were|does|do|did|for)\b", re.IGNORECASE)
_FACT = re.compile(
    r"\b(?:who|whos|whom|whose|where|which|what(?:['’]?s| is| was| are| were)? (?:the )?(?:name"
    r"|title|address|e-?mail|phone|telephone|number|amount|total|rate|price|cost|size|value|capital"
    r"|purpose)?)\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:why|reasons?|how (?:do|does|did|can|is|are|was|were|has|have)|describe"
    r"|explain|summari[sz]e|compare|analy[sz]e|what happen(?:s|ed)? (?:to|with|if|when))\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"\bwho(?:m|se)?\b", re.IGNORECASE)
_LIST = re.compile(
    r"\b(?:list|which \w+s\b|what (?:are|were) the|name (?:all|the|three|two)|who (?:are|were)"
    r"|names of|what (?:all|else)\b|what (?:kinds?|sorts?|types?) of"
    r"|what (?:\w+ ){0,2}\w{3,}s (?:are|do|does|can|did|were|have|is|should|on|in|for)\b"
    r"|(?:all|both) the \w+s|ingredients|options for|what (?:do|does|did) (?:i|we|you) need)\b",
    re.IGNORECASE,
)
_STEPS = re.compile(
    r"\b(?:how (?:do|does|can|should|would|could) (?:i|we|you|one|somebody|someone|people)\b"
    r"|how to\b|steps?\b|what (?:do|should|must) (?:i|we) do\b|what to do\b|walk me through"
    r"|instructions|procedure|recipe for|set ?up|fix\b|checklist)"
    r"|^\s*(?:please )?(?:make|bake|cook|brew|build|assemble|install|uninstall|reset|restart|clean"
    r"|descale|replace|connect|configure|activate|prepare|apply for|sign up for|cancel|renew)\s+\w",
    re.IGNORECASE,
)
_VERDICT = re.compile(
    r"\s*(?:is|are|was|were|does|do|did|has|have|had|can|could|will|would|should|may)\b",
    re.IGNORECASE,
)
_ASKS = r"(?:how|what|when|who|where|which|why|is|are|do|does|did|can)"
_CLAUSE = re.compile(
    rf"\b(?:{_ASKS}|was|were|has|have|had|could|will|would|should|may|must|i|we|my|list|give|show"
    r"|tell|name|explain|describe|compare|vs)\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    rf"\b{_ASKS}\b.*(?:\band|\bor|[,;?&-])\s+(?:\w+\s+)?{_ASKS}\b|,\s*and\b"
    r"|\b(?:vs\.?|versus|compared? (?:to|with)|difference|differ|each|both|between)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wants:
    """Each is independent: "which items …" wants a fact and a list."""

    number: bool
    """How many, when, what year: an answer without a number is none."""
    time: bool
    """When, what year."""
    price: bool
    """What something costs."""
    fact: bool
    """Who, where, which, what the name is: a few words may be all."""
    more: bool
    """Why, how, describe: a few words are not enough."""
    person: bool
    list: bool
    steps: bool
    """How something is done."""
    verdict: bool
    """Yes or no."""
    topic: bool
    """A word or a name alone: "sick leave?"."""
    several: bool
    """More than one thing: two questions in one, or two sides to be compared."""


def wants_of(asked: str) -> Wants:
    """What the asking part of a question wants."""
    return Wants(
        number=bool(_NUMBER.search(asked)),
        price=bool(_PRICE.search(asked)),
        time=bool(_TIME.search(asked)),
        fact=bool(_FACT.search(asked)),
        more=bool(_MORE.search(asked)),
        person=bool(_PERSON.search(asked)),
        list=bool(_LIST.search(asked)),
        steps=bool(_STEPS.search(asked)),
        verdict=bool(_VERDICT.match(asked)),
        topic=len(asked.split()) <= LONGEST_TOPIC and not _CLAUSE.search(asked),
        several=bool(_SEVERAL.search(asked)),
    )


def measure_of(asked: str) -> str:
    """What "how long" asks by, "long"; "" where nothing is measured."""
    match = _MEASURE.search(asked)
    return match[1].lower() if match else ""
