"""Filters in a question's own words: "in lease.docx", "in my notes folder", "in the pdfs of May".

Only what hardly can mean anything else narrows a search:

- the name of an indexed file, with its suffix, after "in", "from" or "according to";
- the name of a folder of the library together with the word "folder";
- a kind of file after "in the", "in my", "according to the", …; a date counts beside it alone,
  and is when the file was last changed.

"What was decided in March?" and "who signed in the report?" narrow nothing.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from localdocs.languages.english import STOP_WORDS
from localdocs.languages.months import WHOLE_NAME
from localdocs.languages.spelling import composed
from localdocs.languages.times import period_of
from localdocs.types import Filters

_KINDS = {
    r"pdfs?(?: files?| documents?)?": ("pdf", ".pdf"),
    r"(?:spreadsheets?|excel (?:files?|sheets?|tables?))": (
        "spreadsheet",
        ".csv .tsv .xlsx .xlsm .xls .ods",
    ),
    r"csvs?(?: files?)?": ("csv file", ".csv"),
    r"(?:word (?:documents?|files?)|docx(?: files?)?)": ("Word document", ".docx .docm .doc"),
    r"(?:powerpoints?(?: files?| presentations?| slides)?|pptx(?: files?)?)": (
        "PowerPoint file",
        ".pptx .ppt",
    ),
    r"(?:e-?mails?|mails)": ("e-mail", ".eml .mbox .msg"),
    r"(?:web ?pages?|html files?)": ("web page", ".html .htm .xhtml"),
    r"markdown files?": ("markdown file", ".md .markdown"),
    r"text files?": ("text file", ".txt .text"),
    r"(?:e-?books?|epubs?)": ("e-book", ".epub"),
    r"(?:files?|documents?)": ("file", ""),
}
_LEAD = r"\b(?:in|from|inside|within|among|according to|as per)\s+"
_THE = r"(?:all\s+)?(?:of\s+)?(?:the|my|our|these|those)\s+"
_DATE = (
    rf"(?:\d{{4}}-\d\d-\d\d|(?:{WHOLE_NAME})(?:\s+\d{{4}})?|(?:19|20)\d\d"
    r"|(?:last|this) (?:week|month|year)|yesterday|today)"
)
_WHEN = (
    r"(?:\s+(?:that (?:was|were|are|is)\s+)?(?:(?:modified|changed|saved)\s+(?:in|on)"
    rf"|(?:(?:modified|changed|saved)\s+)?(?P<when>from|of|since|before|after|until))\s+(?P<date>{_DATE}))"
)
_FILE_LEAD = re.compile(
    rf"(?P<lead>(?:{_LEAD})(?:(?:the|my|our)\s+)?"
    r"(?:(?:file|document|report|pdf|spreadsheet|letter|page|notes)\s+)?)[\"“'‘]?$",
    re.IGNORECASE,
)
_ASKED_WHAT_IT_SAYS = re.compile(r"\b(?:does|do|did)\s+[\"“'‘]?$", re.IGNORECASE)
_SAYS = re.compile(r"[\"”'’]?\s+(?:say|mention|state|contain|list|tell)\b", re.IGNORECASE)
_WHAT_DOES = re.compile(
    r"\s*(?:and |so )?what (?:exactly )?(?:does|do|did)\s+(?:(?:the|my|our)\s+)?"
    r"(?:(?:file|document|report|letter|page)\s+)?[\"“'‘]?",
    re.IGNORECASE,
)
_SAYS_ABOUT = re.compile(
    r"[\"”'’]?\s+(?:say|mention|state|contain|tell(?: (?:us|me))?)\s+(?:about|on|of)\s+",
    re.IGNORECASE,
)
_NOT_READ_FROM = re.compile(
    r"\b(?:differ\w*|import\w*|copied|derived|generated|moved|renamed|made|read|loaded|called"
    r"|migrat\w+|switch\w*)\s+$",
    re.IGNORECASE,
)
_AND = re.compile(r"[\"”'’]?\s*(?:,|and|or|,\s*and)\s*[\"“'‘]?", re.IGNORECASE)
_SUFFIX = re.compile(r"\.\w")


@dataclass(frozen=True, slots=True)
class NarrowedQuestion:
    """A question, the filters that its words asked for, and what is left of it.

    ``said`` names what is searched, for a note: "pdf from March (changed since 2026-03-01 …)".
    """

    question: str
    filters: Filters
    rest: str
    said: str


def filters_in_words(
    question: str, folders: Sequence[str], files: Callable[[], Iterable[Path]], today: date
) -> NarrowedQuestion | None:
    """The question with the filters that its own words ask for, or None.

    ``folders`` are the names of the library's folders; ``files`` gives the paths of all indexed
    files and is called only where the question may name one.
    """
    plain = question.replace("’", "'")
    if _SUFFIX.search(plain) and (named := _files_named(plain, files())):
        paths, spans = named
        filters = Filters(inside=tuple(str(path) for path in paths))
        said = " and ".join(dict.fromkeys(path.name for path in paths))
        return NarrowedQuestion(question, filters, _cut(question, spans), said)
    filters, said, spans = Filters(), "file", []
    if kind := _kind_named(plain, today):
        filters, said, span = kind
        spans.append(span)
    if folder := _folder_named(plain, folders):
        name, span = folder
        filters = Filters((name,), filters.suffixes, filters.since, filters.until)
        said = f"{said} in the folder “{name}”"
        spans.append(span)
    if not spans:
        return None
    return NarrowedQuestion(question, filters, _cut(question, spans), said)


def _files_named(
    question: str, files: Iterable[Path]
) -> tuple[list[Path], list[tuple[int, int]]] | None:
    """The files that the question is limited to, and the words to be cut out of it."""
    places: dict[tuple[int, int], list[Path]] = {}
    lower = question.lower()
    for path in files:
        name = composed(path.name).lower().replace("’", "'")
        if _SUFFIX.search(name) and name in lower:
            for match in re.finditer(rf"(?<![\w.]){re.escape(name)}(?!\w|\.\w)", lower):
                places.setdefault(match.span(), []).append(path)
    spans = [span for span in places if not any(_is_within(span, other) for other in places)]
    leads = [_lead_of(question, span, spans) for span in sorted(spans)]
    if not spans or any(lead is None for lead in leads):
        return None
    paths = [path for span in spans for path in places[span]]
    if len(spans) == 1 and (what := _what_it_says(question, spans[0])):
        return paths, [what]
    lead = leads[0]
    cut = [(lead, spans[0][1])] if len(spans) == 1 and lead is not None and lead >= 0 else []
    return paths, cut


def _what_it_says(question: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """Of "what does lease.docx say about pets?" all but "pets?"."""
    about = _SAYS_ABOUT.match(question, span[1])
    if about and _WHAT_DOES.fullmatch(question[: span[0]]):
        return 0, about.end()
    return None


def _is_within(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]


def _lead_of(question: str, span: tuple[int, int], spans: list[tuple[int, int]]) -> int | None:
    """Where the words begin that limit the question to this file; -1: nothing is to be cut;
    None: the file is only spoken of."""
    before, after = question[: span[0]], question[span[1] :]
    if match := _FILE_LEAD.search(before):
        is_from = match["lead"].lower().startswith("from")
        return None if is_from and _NOT_READ_FROM.search(before[: match.start()]) else match.start()
    if _ASKED_WHAT_IT_SAYS.search(before) and _SAYS.match(after):
        return -1
    if any(other[1] < span[0] and _AND.fullmatch(question[other[1] : span[0]]) for other in spans):
        return -1
    return None


def _folder_named(question: str, folders: Sequence[str]) -> tuple[str, tuple[int, int]] | None:
    for name in sorted(folders, key=len, reverse=True):
        written = re.escape(composed(name).replace("’", "'"))
        lead = r"\b(?:in|from|inside|within|under)\s+(?:(?:the|my|our)\s+)?"
        for pattern in (
            rf"{lead}(?:folder|directory)\s+(?:(?:called|named)\s+)?[\"“'‘]?{written}[\"”'’]?(?!\w)",
            rf"{lead}[\"“'‘]?{written}[\"”'’]?\s+(?:folder|directory)\b",
        ):
            if match := re.search(pattern, question, re.IGNORECASE):
                return name, match.span()
    return None


def _kind_named(question: str, today: date) -> tuple[Filters, str, tuple[int, int]] | None:
    """A kind of file, the dates beside it, how to call both, and where they stand."""
    for noun, (name, suffixes) in _KINDS.items():
        dated = rf"{_LEAD}(?:{_THE})?{noun}{_WHEN}{_END}"
        if match := re.search(dated, question, re.IGNORECASE):
            period = period_of(f"{match['when'] or ''} {match['date']}", today)
            if period is None:  # the 31st of February, the year 0
                return None
            since, until = (str(day or "") for day in (period.first, period.last))
            said = f"{name} {match['when'] or 'changed in'} {match['date']}"
            between = " ".join(
                part for part in (since and f"since {since}", until and f"until {until}") if part
            )
            filters = Filters((), tuple(suffixes.split()), since, until)
            return filters, f"{said} (changed {between})", match.span()
        plain = rf"{_LEAD}{_THE}{noun}{_END}"
        if suffixes and (match := re.search(plain, question, re.IGNORECASE)):
            return Filters((), tuple(suffixes.split())), name, match.span()
    return None


_END = rf"(?=\s*(?:$|[?.!,;:])|\s+(?:{'|'.join(sorted(STOP_WORDS))})\b)(?!\s+(?:of|about)\b)"
"""What may follow a kind of file: nothing that makes it a part of another noun or tells which."""


def _cut(question: str, spans: list[tuple[int, int]]) -> str:
    """The question without these stretches; as it was, if nothing telling would be left."""
    rest = question
    for start, end in sorted(spans, reverse=True):
        rest = rest[:start] + " " + rest[end:].lstrip("\"”'’")
    rest = re.sub(r"\s+([,?.!])", r"\1", " ".join(rest.split()))
    rest = re.sub(r",(?=[,?.!])|^[,\s]+", "", rest).strip()
    telling = [word for word in re.findall(r"\w+", rest.lower()) if word not in STOP_WORDS]
    return rest if telling else question
