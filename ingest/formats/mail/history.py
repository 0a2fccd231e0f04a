"""What is new in a message, and what is not: signature, quoted and forwarded messages.

Mail programs put the whole conversation below each answer. A line that leads to it ("On Monday Ann
wrote:", "-----Original Message-----", "From: Ann") becomes a heading, so that nobody takes Ann's
words for those of who answered her. Answers between the lines of a quote stay between them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

SIGNATURE = "Signature"
QUOTED = "Quoted"

_MARKS = re.compile(r"[ \t]{0,3}(?:>[ \t]?){1,50}")
_SEPARATOR = re.compile(
    r"[-_*=]{2,60} ?(?:original|forwarded|weitergeleitete|urspr(?:ü|ue)ngliche|message|mensaje"
    r"|messaggio|oorspronkelijk|wiadomo|begin forwarded)[^\n]{0,80}"
    r"|begin forwarded message:|anfang der weitergeleiteten nachricht:"
    r"|début du (?:message réexpédié|mail transféré) ?:|inicio del mensaje reenviado:",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[ \t*]{0,4}([^\W\d_]{2,14}) ?\*? ?:\*?[ \t]*\S")
_FROM = frozenset("from von de da van fra från od".split())
_BELOW_FROM = frozenset(
    "sent date to subject cc gesendet datum an betreff envoyé à objet enviado fecha para asunto "
    "inviato data a oggetto verzonden aan onderwerp till ämne til emne skickat sendt wysłano do "
    "temat reply".split()
)
_WROTE = re.compile(
    r"\b(?:wrote|writes|schrieb|écrit|a écrit|escribió|escreveu|scritto|schreef|skrev|napisał\w?"
    r"|geschreven)\b[^\n]{0,40}:?$|@[^\n]{0,200}:$|\d{4}[^\n]{0,200}:$",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"-- ?|—")
_MOST_LEADING_LINES = 3
_LONGEST_SIGNATURE = 30


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of one voice; ``heading`` leads to them, "" above what is new."""

    heading: str
    lines: Sequence[str]


def sections(text: str) -> Iterator[Section]:
    """A message's text from top to bottom: what is new, the signature, what is quoted."""
    lines = text.split("\n")
    end = _start_of_history(lines)
    new, history = lines[:end], lines[end:]
    signature = _start_of_signature(new)
    yield Section("", new[:signature])
    if signature < len(new):
        yield Section(SIGNATURE, new[signature + 1 :])
    yield from _history(history)


def quote_leads(lines: Sequence[str]) -> int:
    """How many of the last lines lead to what is quoted below them; 0 if none does."""
    tail = lines[-_MOST_LEADING_LINES - 2 :]
    end = next((n for n in range(len(tail), 0, -1) if tail[n - 1].strip()), 0)
    joined = ""
    for start in range(end - 1, max(end - 1 - _MOST_LEADING_LINES, -1), -1):
        if not tail[start].strip():
            break
        joined = f"{tail[start].strip()} {joined}".strip()
        if not joined.endswith(":") or len(joined) > 400:
            break
        is_first = start == 0 or not tail[start - 1].strip()
        if _WROTE.search(joined) and (is_first or _begins(tail[start])):
            return len(tail) - start
    return 0


def _begins(line: str) -> bool:
    return line.lstrip()[:1].isupper() or line.lstrip()[:1].isdigit()


def _start_of_history(lines: Sequence[str]) -> int:
    """The first line of what is quoted or forwarded down to the end, with what leads to it."""
    for index, line in enumerate(lines):
        if _SEPARATOR.fullmatch(line.strip()[:160]) or is_message_header(lines, index):
            return _without_rule(lines, index)
    end = len(lines)
    signature = end
    for index in range(len(lines) - 1, -1, -1):  # the last quote, and what stands below it
        line = lines[index]
        if _MARKS.match(line):
            break
        if _SIGNATURE.fullmatch(line):
            signature = index
    below = [line for line in islice(lines, index + 1, signature) if line.strip()] if lines else []
    if not lines or not _MARKS.match(lines[index]) or below:
        return end
    while index and (_MARKS.match(lines[index - 1]) or not lines[index - 1].strip()):
        index -= 1
    if any(_MARKS.match(line) for line in islice(lines, index)):
        return end  # answers between the quoted lines
    return index - quote_leads(lines[:index])


def _without_rule(lines: Sequence[str], index: int) -> int:
    """Where a line of underscores stands right above, it belongs to what is below."""
    above = lines[index - 1].strip() if index else ""
    return index - 1 if len(above) > 4 and not above.strip("_-") else index


def is_message_header(lines: Sequence[str], index: int) -> bool:
    """Whether the header of a quoted message begins here, as Outlook writes it."""
    first = _LABEL.match(lines[index])
    if not first or first[1].casefold() not in _FROM:
        return False
    found = (_LABEL.match(line) for line in lines[index + 1 : index + 6])
    return sum(1 for label in found if label and label[1].casefold() in _BELOW_FROM) >= 2


def _start_of_signature(lines: Sequence[str]) -> int:
    for index in range(len(lines) - 1, -1, -1):
        if _SIGNATURE.fullmatch(lines[index]):
            return index if len(lines) - index <= _LONGEST_SIGNATURE else len(lines)
    return len(lines)


def _history(lines: Sequence[str]) -> Iterator[Section]:
    """Each earlier message under the line that leads to it."""
    heading, group = QUOTED, list[str]()
    depth = 0
    for index, line in enumerate(lines):
        marks = _MARKS.match(line)
        own = line[marks.end() :] if marks else line
        depth_here = marks.group().count(">") if marks else 0
        begins = _SEPARATOR.fullmatch(own.strip()[:160]) is not None or (
            not marks and is_message_header(lines, index)
        )
        if begins and not _is_rule_only(group):
            yield Section(heading, group)
            heading, group = QUOTED, []
        if begins and heading != QUOTED:
            yield Section("", [heading])  # "Forwarded message", right above what tells more
        if begins:
            heading, group = own.strip(), []
        elif depth_here > depth and (leads := quote_leads(group)):
            lead = " ".join(line.strip() for line in group[-leads:] if line.strip())
            yield Section(heading, group[:-leads])
            heading, group = lead, [own]
        else:
            group.append(own)
        depth = depth_here if own.strip() else depth
    yield Section(heading, group)


def _is_rule_only(lines: Sequence[str]) -> bool:
    return all(not line.strip(" _-\t") for line in lines)
