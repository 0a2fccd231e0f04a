"""The facts that tell a form from its like: place, date, and the numbers it goes by.

Reports of accidents, invoices, minutes and case files carry the same title again and again; what
tells them apart stands at their top: ``Location: Tallahassee, FL Date & Time: 12/08/2007``.

Born of reports of accidents: without it nothing but the page itself tells them apart (decision 8).
"""

import re

_FIRST_CHARACTERS = 1500
_LABEL = re.compile(
    r"(?<![\w(])([A-Z][A-Za-z&/#.’']*(?:[ \t](?:[A-Z&/#][A-Za-z.&/#]*|of|and|no\.?|number)){0,4})"
    r"[ \t]?:(?=[ \t\n]|$)"
)
_TELLING = re.compile(
    r"location|place|venue|city|site|case"
    r"|(?:\w+ )?date(?: (?:&|and) time)?|date (?:of )?\w+|period"
    r"|(?:accident|case|invoice|order|contract|claim|policy|docket|file|reference|report|protocol"
    r"|project|grant|account|ticket|patient|permit|bill|registration|serial|patent|application"
    r"|incident|purchase order|work order|customer|client|model|part|matter|inspection)"
    r" ?(?:no\.?|number|id|#|ref\.?)"
    r"|registration|reference|ref\.?|our ref\.?|aircraft|vehicle|customer|client|patient|bill to"
    r"|billed to|sold to|applicant|vendor|supplier|tenant|landlord|property|from|attendees|meeting",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"tbd|tba|n/?a|none|unknown|\W*", re.IGNORECASE)
_FEW_LABELS = 3
_MOST_FACTS = 4
_LONGEST_VALUE = 40


def key_facts(first_page: str) -> list[str]:
    """Up to four values of telling labels at the top of a document, in their order.

    None where there are fewer than three labels: one colon makes no form.
    """
    facts: list[str] = []
    labels = 0
    for line in first_page[:_FIRST_CHARACTERS].split("\n"):
        found = [(_label(match), match) for match in _LABEL.finditer(line)]
        labels += len(found)
        for place, (label, match) in enumerate(found):
            end = len(line)
            if place + 1 < len(found):
                label_below, match_below = found[place + 1]
                end = match_below.end(1) - len(label_below)
            value = " ".join(line[match.end() : end].split())
            wanted = _TELLING.fullmatch(label)
            if wanted and len(value) <= _LONGEST_VALUE and not _NOTHING.fullmatch(value):
                facts.append(value)
    return list(dict.fromkeys(facts))[:_MOST_FACTS] if labels >= _FEW_LABELS else []


def _label(match: re.Match[str]) -> str:
    """The label that was matched, without the end of a value before it: "FL Accident Number"."""
    words = match.group(1).split(" ")
    endings = [" ".join(words[start:]) for start in range(len(words))]
    return next((ending for ending in endings if _TELLING.fullmatch(ending)), match.group(1))


def with_key_facts(title: str, first_page: str) -> str:
    """The title with those key facts behind it that it does not state already."""
    facts = [fact for fact in key_facts(first_page) if fact.casefold() not in title.casefold()]
    return ", ".join([title, *facts] if title else facts)
