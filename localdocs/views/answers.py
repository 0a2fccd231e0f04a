"""Hits, and the words around an answer: how far it is supported, and by which quotes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from localdocs.languages.amounts import rounded
from localdocs.languages.english import STOP_WORDS
from localdocs.types import Answer, AnswerStatus, Citation, Hit, page_name
from localdocs.views.style import Style, quoted, shown
from prompts.answer.citing import UNSUPPORTED_MARK
from prompts.text.sentences import sentence_spans

EVIDENCE_SHOWN = 3
NEAREST_SHOWN = 3
EVIDENCE_CHARACTERS = 160
NEAREST_CHARACTERS = 120
SNIPPET_CHARACTERS = 220

_WORD = re.compile(r"\w+")
_LIKE_OURS = re.compile(
    r"^(?=Quotes support|Word for word from|Nearest|Not in your documents|Not sure|Note:"
    r"|The model also wrote|\[\d+\] \S)",
    re.MULTILINE,
)


def hit_lines(hits: Sequence[Hit], style: Style) -> Iterator[str]:
    """What ``search`` found, numbered."""
    if not hits:
        yield "Nothing found."
    for number, hit in enumerate(hits, start=1):
        place = shown(f"{hit.path}, {page_name(hit.place, hit.page_number)}")
        yield f"{style.bold(f'{number}.')} {place}"
        if hit.heading:
            yield f"   {style.dim(shown(hit.heading))}"
        yield f"   {shown(shortened(hit.text, SNIPPET_CHARACTERS))}"


def hits_shape(question: str, hits: Sequence[Hit], seconds: float) -> dict[str, Any]:
    """What ``search --json`` prints."""
    return {
        "question": question,
        "hits": [_hit_shape(hit) for hit in hits],
        "timings": {"search_seconds": rounded(seconds)},
    }


def evidence_lines(question: str, hits: Sequence[Hit], style: Style) -> Iterator[str]:
    """The sentences nearest to the question's words in the best passages, at once, to be read while
    the answer is made. Passages that share no telling word with the question have none."""
    wanted = _telling_words(question)
    for hit in _one_of_each_page(hits)[:EVIDENCE_SHOWN]:
        if sentence := _nearest_sentence(hit.text, wanted):
            place = shown(f"{hit.path.name}, {page_name(hit.place, hit.page_number)}")
            yield style.dim(f"{place}: {quoted(shortened(sentence, EVIDENCE_CHARACTERS))}")


def answer_lines(answer: Answer, style: Style) -> Iterator[str]:
    """What stands below the text of an answer that was found."""
    if said := confidence(answer):
        yield said
    if is_copied(answer):
        yield from place_lines(answer.citations, style)
    else:
        yield from source_lines(answer.citations, style)
    if apart := [text for text in answer.unsupported if text not in answer.text]:
        yield ""
        yield "The model also wrote, which was not found in your documents:"
        for sentence in apart:
            yield f"    {style.dim(shown(sentence))}"
    if answer.contradicted:
        yield ""
        yield "The model also wrote, but your documents say otherwise:"
        for one in answer.contradicted:
            yield f"    {style.dim(shown(one.text))} see [{one.citation}]"


def marked(text: str, citations: Sequence[Citation], style: Style) -> str:
    """What is said, with the exact words that answer in bold where they stand in it."""
    if not style.fancy or not citations:
        return text
    latest = citations[-1]
    for start, end in latest.marks:
        words = latest.quote[start - latest.start : end - latest.start]
        if words.strip() and "\n" not in words:
            text = text.replace(words, style.bold(words), 1)
    return text


def told_apart(text: str) -> str:
    """What is said, with four spaces before lines of a document that look like our own words."""
    return _LIKE_OURS.sub("    ", text)


def is_copied(answer: Answer) -> bool:
    """Whether the answer is nothing but quotes: they need not be shown again below it."""
    said = _folded(answer.text)
    return not answer.unsupported and all(_folded(item.quote) in said for item in answer.citations)


def answer_shape(answer: Answer) -> dict[str, Any]:
    """What ``ask --json`` prints."""
    return {
        "question": answer.question,
        "answer": answer.text,
        "status": str(answer.status),
        "citations": sources_shape(answer.citations),
        "unsupported": list(answer.unsupported),
        "contradicted": [asdict(one) for one in answer.contradicted],
        "passages": [_hit_shape(hit) for hit in answer.passages],
        "model": answer.model,
        "prompt_tokens": answer.prompt_tokens,
        "answer_tokens": answer.answer_tokens,
        "timings": {
            "search_seconds": rounded(answer.timings.search_seconds),
            "first_token_seconds": rounded(answer.timings.first_token_seconds),
            "total_seconds": rounded(answer.timings.total_seconds),
        },
        "missing_words": list(answer.missing_words),
        "notes": list(answer.notes),
        "understood": answer.understood,
    }


def not_found_lines(answer: Answer, style: Style) -> Iterator[str]:
    """What is said where the documents do not hold the answer."""
    yield style.bold(shown(answer.text))
    if answer.missing_words:
        words = ", ".join(f"“{shown(word)}”" for word in answer.missing_words)
        yield f"No document has the word{'s' * (len(answer.missing_words) > 1)} {words}."
    wanted = _telling_words(answer.question)
    if answer.passages:
        yield "Nearest:"
    for hit in answer.passages[:NEAREST_SHOWN]:
        yield f"  {style.place(hit.path, hit.page_number, hit.place)}"
        words = _nearest_sentence(hit.text, wanted) or hit.text
        yield f"      {style.dim(shown(shortened(words, NEAREST_CHARACTERS)))}"


def source_lines(citations: Iterable[Citation], style: Style) -> Iterator[str]:
    """The numbered sources: where each lies, and what it says there."""
    for citation in citations:
        yield f"{style.bold(f'[{citation.number}]')} {_place(citation, style)}"
        yield f"    {quoted(citation.quote)}"


def place_lines(citations: Iterable[Citation], style: Style) -> Iterator[str]:
    """The numbered sources of what was copied: where they lie, those of one place together."""
    places: dict[str, list[int]] = {}
    for citation in citations:
        places.setdefault(_place(citation, style), []).append(citation.number)
    for place, numbers in places.items():
        together = " ".join(style.bold(f"[{number}]") for number in numbers)
        yield f"{together} {place}"


def _place(citation: Citation, style: Style) -> str:
    """Where a quote lies, and the heading it stands under."""
    under = f", under {quoted(citation.heading)}" if citation.heading else ""
    mark = "" if citation.verified else "  (not verified)"
    place = style.place(citation.path, citation.page_number, citation.place)
    return f"{place}{under}{mark}"


def sources_shape(citations: Sequence[Citation]) -> list[dict[str, Any]]:
    """The quotes of an answer."""
    return [_citation_shape(citation) for citation in citations]


def confidence(answer: Answer) -> str:
    """How far an answer is supported, in words; "" where there is nothing to support."""
    if answer.status is AnswerStatus.NOT_FOUND or not answer.citations:
        return ""
    if not all(citation.verified for citation in answer.citations):
        return "Not sure: a quote is no longer found on its page."
    if answer.status is AnswerStatus.PARTIAL:
        nearest = "Nearest in your documents; read whether it answers."
        return f"{nearest} Word for word from:" if is_copied(answer) else nearest
    if UNSUPPORTED_MARK in answer.text:
        return f"Quotes support all but what is marked{UNSUPPORTED_MARK}, which was not found:"
    if answer.unsupported:
        return "Quotes support what is shown, not all that the model wrote:"
    return "Word for word from:" if is_copied(answer) else "Quotes support every sentence:"


def shortened(text: str, characters: int) -> str:
    """The beginning of a text on one line, cut between words."""
    plain = " ".join(text.split())
    return plain if len(plain) <= characters else plain[:characters].rsplit(" ", 1)[0] + " …"


def _citation_shape(citation: Citation) -> dict[str, Any]:
    return {
        "number": citation.number,
        "path": str(citation.path),
        "title": citation.title,
        "page": citation.page_number,
        "place": citation.place,
        "heading": citation.heading,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "verified": citation.verified,
        "marks": [list(mark) for mark in citation.marks],
    }


def _hit_shape(hit: Hit) -> dict[str, Any]:
    return {
        "path": str(hit.path),
        "title": hit.title,
        "page": hit.page_number,
        "place": hit.place,
        "start": hit.start,
        "end": hit.end,
        "heading": hit.heading,
        "text": hit.text,
        "score": round(hit.score, 6),
        "found_by": hit.found_by,
    }


def _one_of_each_page(hits: Sequence[Hit]) -> list[Hit]:
    best: dict[tuple[object, int], Hit] = {}
    for hit in hits:
        best.setdefault((hit.path, hit.page_number), hit)
    return list(best.values())


def _nearest_sentence(text: str, wanted: set[str]) -> str:
    """The first of the sentences that have most of the words; "" where none has any."""
    sentences = [text[start:end] for start, end in sentence_spans(text)]
    shared = [len(wanted & _telling_words(sentence)) for sentence in sentences]
    best = max(shared, default=0)
    return sentences[shared.index(best)] if best else ""


def _folded(text: str) -> str:
    return " ".join(text.split())


def _telling_words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower())) - STOP_WORDS
