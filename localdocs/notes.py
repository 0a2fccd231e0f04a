"""What a person should know beside an answer: about the index, the files, other versions."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from index.database import catalog, lookup
from index.index_store import IndexStore
from index.ranking.document_dates import document_date
from index.ranking.versions import Versions, versions_of
from localdocs.languages.days import days_in
from localdocs.languages.english import EVERYDAY_WORDS
from localdocs.languages.known_language import is_english, language_of
from localdocs.languages.words import Language
from localdocs.types import Citation, Hit, page_name
from prompts.answer.otherwise import said_otherwise
from prompts.evidence.finding import Evidence
from prompts.evidence.nearest import are_foreign
from prompts.evidence.shared_words import words_alike
from prompts.evidence.stretches.whole_lists import Stretch
from prompts.question.question import Question
from prompts.tables.choosing import head_stems
from prompts.text.support import readings

NEAREST = 3
"""Hits whose language is told."""

DATED = 300
"""Characters at the beginning of a passage in which the date of a letter may stand."""


def how_complete(counts: lookup.Counts) -> Iterator[str]:
    """A note while the index does not hold yet all that it will."""
    if counts.embedded < counts.passages:
        yield (
            f"{counts.embedded:,} of {counts.passages:,} passages can be found by meaning yet; "
            "the others by their words."
        )


def words_apart(
    question: Question, text: str, citations: Sequence[Citation], missing: Sequence[str]
) -> Iterator[str]:
    """The words of the question that ``text``, what was said, does not have, nor what it stands
    under: it may be about something else. Those that are ``missing`` occur nowhere."""
    places = [f"{it.path.stem} {it.title} {it.heading}".replace("_", " ") for it in citations]
    whole = "\n".join([text, *places])
    said = readings(whole) | words_alike(question, whole).keys() | head_stems(text)
    days = [day for day in days_in(question.asked) if day.forms <= said]
    in_days = " ".join(question.asked[day.start : day.end] for day in days).lower().split()
    unneeded = EVERYDAY_WORDS.union(in_days, question.calculation_words)
    apart = [
        word
        for one, word in question.stems.items()
        if one not in said and word.lower() not in unneeded
    ]
    if apart and len(apart) == len(question.stems) and _is_of_another(question, text):
        yield "What is quoted is in another language: it is the nearest in meaning alone."
        return
    if nowhere := [word for word in apart if word in missing]:
        yield f"No document has {_words(nowhere)}."
    if elsewhere := [word for word in apart if word not in missing]:
        yield f"Not in what is quoted: {_words(elsewhere)}."


def _is_told_to_be_another(known: Language, text: str) -> bool:
    """Whether a text is certainly in another language, English or one that has a table."""
    return language_of(text) not in (None, known) or is_english(text)


def _is_of_another(question: Question, text: str) -> bool:
    """Whether a text is in another language than a question whose language is told."""
    told = question.language is not None or is_english(question.asked)
    return told and language_of(text) != question.language


def in_another_language(question: Question, hits: Sequence[Hit]) -> Iterator[str]:
    """A note where nothing of what was found is in the language of the question: words that are
    not shared do not find it."""
    known = question.language
    if known is None:
        if is_english(question.asked) and are_foreign(hits):
            yield "What comes nearest in your documents is in another language: ask in that one."
        return
    if hits and all(_is_told_to_be_another(known, hit.text) for hit in hits[:NEAREST]):
        yield (
            f"The question is in {known.name.capitalize()}, what comes nearest in your documents "
            "is not: ask in their language."
        )


def _words(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def cut_lists(stretches: Sequence[Stretch]) -> Iterator[str]:
    """A note for each list of which not all is shown."""
    for stretch in stretches:
        if stretch.left_out:
            hit = stretch.quote.hit
            items = "item" if stretch.left_out == 1 else "items"
            yield (
                f"The list goes on: {stretch.left_out:,} more {items} in {hit.path}, "
                f"{page_name(hit.place, hit.page_label or hit.page_number)}."
            )


def changed_files(citations: Sequence[Citation], store: IndexStore) -> Iterator[str]:
    """A note for each cited file that is no longer as it was when it was indexed."""
    for path in dict.fromkeys(citation.path for citation in citations):
        known = catalog.known_files(store.connection, path).get(path)
        try:
            found = path.stat()
        except OSError:
            yield f"{path} is not there at the moment; the quote is from the index."
            continue
        is_doubted = known is not None and known.source.modified_ns < 0  # it is to be read anew
        if (
            known
            and not is_doubted
            and (found.st_size, found.st_mtime_ns)
            != (
                known.source.size,
                known.source.modified_ns,
            )
        ):
            yield f"{path} has changed since it was indexed: localdocs sync"


def versions_meant(
    question: Question,
    citations: Sequence[Citation],
    store: IndexStore,
    file_ids: Sequence[int] | None = None,
) -> Versions | None:
    """The versions of the file that answered first, where the question does not say which of them
    it means, and all files (``file_ids`` None) or the newest one of these were asked."""
    if not citations or question.time.is_told or question.time.is_earlier:
        return None
    versions = versions_of(store.connection, citations[0].path)
    if versions is None or file_ids is None:
        return versions
    newest = lookup.file_ids(store.connection, [versions.paths[0]])
    return versions if set(newest) <= set(file_ids) else None


def version_that_answered(versions: Versions, path: Path) -> str:
    """Which of several versions ``path`` is."""
    newest, count = versions.paths[0], len(versions.paths)
    dated = f" ({versions.date})" if versions.date else ""
    if path == newest:
        return f"{path.name} is the newest of {count} versions{dated}."
    return f"{path.name} is not the newest of {count} versions: {newest.name}{dated}."


def disagreement(
    question: Question, evidence: Sequence[Evidence], hits: Sequence[Hit]
) -> Iterator[str]:
    """What another document says instead, a newer one first, where the question does not say which
    time it means."""
    if question.time.is_told or not evidence:
        return
    others = said_otherwise(question, evidence, hits)
    if others:
        newest = max(others, key=lambda other: _date_of(other.hit))
        own, its = _date_of(evidence[0].quote.hit), _date_of(newest.hit)
        newer = f", which is newer ({its})," if own and its > own else ""
        older = f", which is older ({its})," if its and its < own else ""
        hit = newest.hit
        place = f"{hit.path.name}, {page_name(hit.place, hit.page_number)}"
        yield f"{place}{newer or older or ','} says otherwise: {newest.words}"


def _date_of(hit: Hit) -> str:
    """The date that a document's title, its file's name or the beginning of a passage says."""
    named = document_date(hit.title, hit.path.name, "")
    return named or document_date(hit.text[:DATED], "", "")
