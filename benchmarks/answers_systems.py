"""The ways of answering that `benchmarks/answers.py` puts side by side.

"passages" and "model" are the product, through ``Library.stream``. "plain" is what people assemble
around the same model: the five passages nearest by vectors, the question below them.
"""

import re
import time
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from index.sqlite.connection import open_database
from localdocs.library import Library
from localdocs.types import Answer, AnswerStatus, Filters, Sampling
from prompts.templates.renderer import render_chat

PASSAGES = 5
ANSWER_TOKENS = 160
SYSTEM = "You are a helpful assistant. If the passages do not hold the answer, say: I don't know."
_REFUSES = re.compile(
    r"\bI (?:do not|don['’]t|can ?not|can['’]t|am unable to|am not able to)\b"
    r"|\b(?:is|are|was|were|does|do) ?(?:not|n['’]t) (?:\w+ )?"
    r"(?:mention|provide|specif|state[ds]?\b|found|available|given|contain|hold|say|include)"
    r"|\bno information\b|\bunanswerable\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a way of answering said, and the seconds from the question to each step."""

    text: str
    status: AnswerStatus
    answer: Answer | None
    evidence_seconds: float | None
    first_token_seconds: float | None
    seconds: float
    prompt_tokens: int


class Product:
    """localdocs itself, with the language model of the settings or without any."""

    def __init__(self, library: Library, language_model: bool) -> None:
        self._library = library
        self._language_model = language_model

    def ask(self, question: str, files: Collection[str] | None) -> Reply:
        """``files`` None: all of them."""
        filters = Filters(inside=tuple(sorted(files))) if files is not None else None
        started = time.perf_counter()
        evidence: float | None = None
        answer: Answer | None = None
        for event in self._library.stream(question, self._language_model, filters=filters):
            if evidence is None:
                evidence = time.perf_counter() - started
            answer = event.answer or answer
        seconds = time.perf_counter() - started
        assert answer is not None  # the last event always carries the answer
        first = answer.timings.first_token_seconds
        return Reply(
            answer.text, answer.status, answer, evidence, first, seconds, answer.prompt_tokens
        )


class PlainPrompting:
    """Cosine search over the passages of the index, and one prompt of the best five."""

    def __init__(self, library: Library) -> None:
        self._library = library
        connection = open_database(library.places.database)
        rows = connection.execute(
            """SELECT path, substr(pages.text, start + 1, "end" - start), vector FROM passages
               JOIN files ON files.id = passages.file_id JOIN vectors ON vectors.id = vector_id
               JOIN pages ON pages.file_id = passages.file_id AND pages.number = page_number"""
        ).fetchall()
        connection.close()
        self._files = np.array([row[0] for row in rows])
        self._texts = [row[1] for row in rows]
        self._vectors = np.stack([np.frombuffer(row[2], dtype=np.float32) for row in rows])

    def ask(self, question: str, files: Collection[str] | None) -> Reply:
        started = time.perf_counter()
        texts = self._nearest(question, files)
        evidence = time.perf_counter() - started
        model = self._library.language_model
        prompt = self._prompt(question, texts)
        first: float | None = None
        pieces = []
        for piece in model.stream(prompt, Sampling(max_tokens=ANSWER_TOKENS)):
            if first is None:
                first = time.perf_counter() - started
            pieces.append(piece)
        seconds = time.perf_counter() - started
        text = "".join(pieces).strip()
        refused = not text or _REFUSES.search(text[:200])
        status = AnswerStatus.NOT_FOUND if refused else AnswerStatus.ANSWERED
        (tokens,) = model.count_tokens([prompt])
        return Reply(text, status, None, evidence, first, seconds, tokens)

    def _nearest(self, question: str, files: Collection[str] | None) -> list[str]:
        rows = np.arange(len(self._texts))
        if files is not None:
            rows = np.flatnonzero(np.isin(self._files, list(files)))
        cosines = self._vectors[rows] @ self._library.embedder.embed_query(question)
        return [self._texts[row] for row in rows[np.argsort(-cosines, kind="stable")[:PASSAGES]]]

    def _prompt(self, question: str, texts: list[str]) -> str:
        described = self._library.language_model.describe()
        passages = "\n\n".join(texts)
        messages = [
            {"role": "system", "content": SYSTEM},
            {"role": "user", "content": f"{passages}\n\nQuestion: {question}\nAnswer:"},
        ]
        return render_chat(
            described.chat_template,
            messages,
            bos_token=described.bos_token,
            eos_token=described.eos_token,
        )
