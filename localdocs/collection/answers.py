"""Answers about the collection: from the catalogue, the words of every document, and summaries."""

import time
from collections import Counter
from collections.abc import Sequence

from index.database.listing import ListedFile
from index.index_store import IndexStore
from localdocs.collection.contents import Contents, arrived, changed, plural
from localdocs.collection.mentions import mentions_reply
from localdocs.collection.reply import MOST_LINES, Reply, as_list, citation
from localdocs.collection.summaries import summary_of
from localdocs.types import Answer, AnswerStatus, Timings
from prompts.question.collection.questions import (
    CollectionQuestion,
    Counting,
    Extreme,
    Fact,
    Kind,
    Listing,
    Mentions,
    Selection,
    Summary,
)
from prompts.question.question import Question

_PAGE = Kind("page", "pages")
_BYTE = Kind("byte", "bytes")


def answer_about_collection(
    question: Question, store: IndexStore, file_ids: list[int] | None
) -> Answer | None:
    """The answer to a question about the collection; None if it is an ordinary question.

    ``file_ids`` narrows what is looked at; None means every document.
    """
    started = time.monotonic()
    if question.about_files is None:
        return None
    reply = _reply(question.about_files, Contents(store.connection, file_ids), store)
    if reply is None:
        return None
    seconds = time.monotonic() - started
    return Answer(
        question=question.text,
        text=reply.text,
        status=AnswerStatus.ANSWERED if reply.found else AnswerStatus.NOT_FOUND,
        citations=reply.citations,
        unsupported=(),
        passages=reply.passages,
        model="",
        prompt_tokens=0,
        answer_tokens=0,
        timings=Timings(seconds, None, seconds),
        notes=(reply.coverage,) if reply.coverage else (),
        understood=question.standalone,
    )


def _reply(asked: CollectionQuestion, contents: Contents, store: IndexStore) -> Reply | None:
    match asked:
        case Mentions():
            return mentions_reply(asked, contents)
        case Summary():
            return _summary(asked, contents, store)
        case Fact():
            return _fact(asked, contents)
        case Listing(selection) | Counting(selection) | Extreme(selection):
            files = contents.selected(selection)
            if files is None:
                return None
            if not files:
                text = f"There are no {_described(selection)}."
                return Reply(text, False, contents.coverage(contents.files))
            return _about_files(asked, files, contents)


def _about_files(
    asked: Listing | Counting | Extreme, files: Sequence[ListedFile], contents: Contents
) -> Reply:
    """Lists and counts of files, of which there is at least one."""
    coverage = contents.coverage(contents.files)
    described = f"{len(files):,} {_described(asked.selection, len(files))}"
    match asked:
        case Listing(selection):
            if selection.period:
                files = sorted(files, key=lambda file: -file.modified_ns)
            lines = [_line(file, contents) for file in files[:MOST_LINES]]
            return Reply(as_list(f"{described}:", lines, len(files)), True, coverage)
        case Counting(_, pages):
            if pages:
                total = plural(sum(file.pages for file in files), _PAGE)
                has = "has" if len(files) == 1 else "have"
                text = f"{described} {has} {total}; a file without pages counts as one."
            else:
                text = f"{described}{_by_suffix(files)}."
            return Reply(text, True, coverage)
        case Extreme():
            ordered = sorted(files, key=lambda file: _measure(file, asked.by))
            best = (ordered[::-1] if asked.descending else ordered)[: asked.number]
            lines = [_line(file, contents) for file in best[:MOST_LINES]]
            if len(best) == 1:
                text = f"The {asked.word} of {described}: {lines[0]}"
            else:
                text = as_list(f"The {len(best)} {asked.word} of {described}:", lines, len(best))
            return Reply(text, True, coverage)


def _fact(asked: Fact, contents: Contents) -> Reply | None:
    named = contents.named(asked.document)
    if not named.files or not (named.exactly or len(named.files) == 1):
        return None
    lines = [_fact_of(asked.fact, file, contents) for file in named.files[:MOST_LINES]]
    return Reply("\n".join(lines), True, "")


def _fact_of(fact: str, file: ListedFile, contents: Contents) -> str:
    name = contents.short_name(file)
    match fact:
        case "pages" if _has_pages(file):
            return f"{name} has {plural(file.pages, _PAGE)}."
        case "pages":
            return f"{name} has no pages: it is one text."
        case "time":
            return f"{name} was last changed on {changed(file):%Y-%m-%d at %H:%M}."
        case "added":
            return f"{name} was last read into the index on {arrived(file):%Y-%m-%d at %H:%M}."
        case _:
            return f"{name} has {_size(file.size)} ({plural(file.size, _BYTE)})."


def _summary(asked: Summary, contents: Contents, store: IndexStore) -> Reply | None:
    named = contents.named(asked.document)
    if len(named.files) > 1 and (named.exactly or asked.asked_for):
        lines = [_line(file, contents) for file in named.files[:MOST_LINES]]
        head = f"“{asked.document}” may be one of {plural(len(named.files))}; ask for one by name:"
        return Reply(as_list(head, lines, len(named.files)), True, "")
    if len(named.files) != 1:
        return None
    file = named.files[0]
    sentences = summary_of(store, file.file_id)
    if not sentences:
        return None
    citations = tuple(
        citation(
            store.connection,
            number,
            file.path,
            file.title,
            sentence.page_number,
            sentence.start,
            sentence.end,
        )
        for number, sentence in enumerate(sentences, start=1)
    )
    title = f", “{file.title}”" if file.title else ""
    head = f"{_line(file, contents)}{title}, in its own words:"
    lines = [f"{' '.join(item.quote.split())} [{item.number}]" for item in citations]
    coverage = f"Chosen from all of its {plural(file.pages, _PAGE)}."
    return Reply(
        as_list(head, lines, len(lines)), True, coverage if _has_pages(file) else "", citations
    )


def _described(selection: Selection, number: int = 0) -> str:
    """What was asked for: "PDFs in “contracts” changed since March"."""
    kind = selection.kind
    place = f" in “{selection.folder}”" if selection.folder else ""
    done = "read into the index" if selection.by_arrival else "changed"
    period = f" {done} {selection.period.words}" if selection.period else ""
    return f"{kind.one if number == 1 else kind.many}{place}{period}"


def _line(file: ListedFile, contents: Contents) -> str:
    """A file with what is known of it at a glance."""
    pages = f"{plural(file.pages, _PAGE)}, " if _has_pages(file) else ""
    day = f"changed {changed(file):%Y-%m-%d}"
    return f"{contents.short_name(file)} ({pages}{_size(file.size)}, {day})"


def _by_suffix(files: Sequence[ListedFile]) -> str:
    """How many of each suffix, where there are several: ": 94 .pdf, 3 .csv"."""
    suffixes = Counter(file.suffix or "without a suffix" for file in files)
    if len(suffixes) < 2:
        return ""
    return ": " + ", ".join(f"{number:,} {suffix}" for suffix, number in suffixes.most_common())


def _has_pages(file: ListedFile) -> bool:
    return file.suffix == ".pdf" or file.pages > 1


def _measure(file: ListedFile, by: str) -> int:
    return {"time": file.modified_ns, "size": file.size, "pages": file.pages}[by]


def _size(size: int) -> str:
    """A number of bytes for people: "564 KB"."""
    if size < 1000:
        return plural(size, _BYTE)
    return f"{size / 1e3:,.0f} KB" if size < 1e6 else f"{size / 1e6:,.1f} MB"
