"""Fakes for the model seam, and short ways to fill an index."""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.database import catalog
from index.index_store import IndexStore
from ingest.passages.splitting import split
from ingest.readers import read
from localdocs.types import Block, BlockKind, Document, Page, Passage, SourceFile
from prompts.evidence.reading import Reading
from prompts.text.sentences import sentence_spans
from prompts.text.support import telling_stems


class FakeEmbedder:
    """Vectors in which texts that share words are near each other."""

    identity = "fake:1"
    dimension = 64
    passage_prompt = ""
    max_tokens = 254

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def token_starts(self, texts: Sequence[str]) -> list[list[int]]:
        return [[match.start() for match in re.finditer(r"\w+|[^\w\s]", text)] for text in texts]

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded.extend(texts)
        return np.stack([self.embed_query(text) for text in texts])

    def embed_query(self, text: str) -> NDArray[np.float32]:
        vector = np.full(self.dimension, 1e-3, dtype=np.float32)
        for word in re.findall(r"\w+", text.lower()):
            digest = hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=2).digest()
            vector[int.from_bytes(digest, "big") % self.dimension] += 1.0
        return vector / np.linalg.norm(vector)


class FakeReader:
    """Points to the sentence that shares most words with the question, without its full stop."""

    def read(
        self, question: str, texts: Sequence[str], headings: Sequence[str] = ()
    ) -> list[Reading]:
        asked = set(telling_stems(question))
        return [self._reading(asked, text) for text in texts]

    def _reading(self, asked: set[str], text: str) -> Reading:
        scored = [
            (len(asked & set(telling_stems(text[start:end]))) / max(len(asked), 1), -start, end)
            for start, end in sentence_spans(text)
        ]
        if not scored:
            return Reading(0, 0, 0.0, 0.0)
        share, start, end = max(scored)
        return Reading(-start, end - text[end - 1].count("."), 10 * share - 4, 0.98 * share)


def make_document(
    path: str | Path, *texts: str, title: str = "", place: str = ""
) -> tuple[Document, list[Passage]]:
    """A document whose pages are ``texts``, each of one passage, all called ``place``."""
    pages = tuple(
        Page(number, text, (Block(0, len(text), BlockKind.PARAGRAPH),), place=place)
        for number, text in enumerate(texts, start=1)
    )
    passages = [Passage(page.number, 0, len(page.text), page.text) for page in pages]
    return Document(Path(path), pages, title=title), passages


def put(
    store: IndexStore, path: str | Path, *texts: str, title: str = "", place: str = ""
) -> SourceFile:
    """Store a document and embed it."""
    document, passages = make_document(path, *texts, title=title, place=place)
    source = SourceFile(Path(path), sum(map(len, texts)), 1, 1)
    digest = hashlib.blake2b("".join(texts).encode(), digest_size=16).digest()
    store.replace_document(source, digest, document, passages)
    while store.embed_pending():
        pass
    return source


def put_file(store: IndexStore, path: Path) -> int:
    """Read a file, as indexing does, and store it; its id."""
    document = read(path)
    found = path.stat()
    source = SourceFile(path, found.st_size, found.st_mtime_ns, found.st_ino)
    digest = hashlib.blake2b(path.read_bytes(), digest_size=16).digest()
    store.replace_document(source, digest, document, split(document, store.embedder))
    while store.embed_pending():
        pass
    return catalog.known_files(store.connection, path)[path].file_id
