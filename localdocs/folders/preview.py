"""What adding a folder would mean: which files, how much, and about how long. Stores nothing.

The time is measured, not known: a few of the folder's own files are read, some of their passages
embedded, and the rest is taken to be like them.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.database.catalog import Folder, KnownFile, embedded_text
from index.embedding.embedder import Embedder
from ingest.passages.splitting import split
from ingest.process.reading_process import ReadingProcess
from localdocs.folders.scanning import ocr_in_use, scan_folder
from localdocs.home.settings import Settings
from localdocs.reports import FileKind, Preview
from localdocs.types import Document, Skipped, SourceFile

KINDS_SAMPLED = 3
SAMPLED_PLACES = (0.5, 0.9, 0.7, 0.3, 0.8, 0.6, 0.95, 0.4)
"""Where in the order of their sizes the sampled files stand: a large one weighs more in the sum."""

SAMPLE_BYTES = 5_000_000
"""A larger file is not read for an estimate."""

SAMPLE_SECONDS = 5.0
PASSAGES_EMBEDDED = 32
OCR_SECONDS = 3.0
"""What a page takes that is a picture, on two cores. Trying it would take as long."""

FILE_SECONDS = 0.005
"""What a file takes beside reading and embedding: hashing it and writing it down."""


@dataclass(slots=True)
class _Sample:
    """What some files of one kind took. ``size`` in bytes, ``seconds`` of reading; ``pictures`` are
    pages that OCR would read."""

    size: int = 0
    seconds: float = 0.0
    passages: int = 0
    pictures: int = 0


def preview(
    path: Path,
    library: Sequence[Folder],
    known: Mapping[Path, KnownFile],
    settings: Settings,
    home: Path,
    open_embedder: Callable[[], Embedder],
) -> Preview:
    """What adding ``path`` to the library would do. ``known``: the files that are in it already."""
    left_out: Counter[str] = Counter()
    items = list(scan_folder(path, library, settings, home, left_out))
    files = [item for item in items if isinstance(item, SourceFile)]
    skipped = [item for item in items if isinstance(item, Skipped)]
    same = {file.path for file in files if file.path in known and known[file.path].source == file}
    new = [file for file in files if file.path not in same]
    skipped += [Skipped(file, known[file].skipped) for file in sorted(same) if known[file].skipped]
    return Preview(
        path=path,
        kinds=_kinds(files),
        unchanged=sum(1 for file in same if not known[file].skipped),
        skipped=tuple(skipped),
        ignored=left_out["ignored"],
        not_wanted=left_out["suffix"],
        seconds=_seconds(new, path, settings, open_embedder) if new else 0.0,
    )


def _kinds(files: Iterable[SourceFile]) -> tuple[FileKind, ...]:
    """Files by suffix, the kind with the most bytes first."""
    grouped = _by_suffix(files)
    kinds = [FileKind(suffix, len(of), sum(f.size for f in of)) for suffix, of in grouped.items()]
    return tuple(sorted(kinds, key=lambda kind: (-kind.size, kind.suffix)))


def _by_suffix(files: Iterable[SourceFile]) -> dict[str, list[SourceFile]]:
    grouped: dict[str, list[SourceFile]] = {}
    for file in files:
        grouped.setdefault(file.path.suffix.lower(), []).append(file)
    return grouped


def _seconds(
    files: Sequence[SourceFile],
    root: Path,
    settings: Settings,
    open_embedder: Callable[[], Embedder],
) -> float | None:
    """About how long reading and embedding these files takes; None if none could be read."""
    embedder = open_embedder()
    with ReadingProcess(
        time_limit_seconds=min(settings.whole("read_seconds"), SAMPLE_SECONDS),
        memory_limit_bytes=settings.whole("read_memory_mib") << 20,
    ) as reading:
        samples, texts = _read_samples(files, root, reading, embedder)
    if ocr_in_use(settings):
        for sample in samples.values():
            sample.seconds += OCR_SECONDS * sample.pictures
    if not texts and not any(sample.pictures for sample in samples.values()):
        return None
    passage_seconds = _passage_seconds(texts, embedder) if texts else 0.0
    return estimated(_by_suffix(files), samples, passage_seconds)


def _read_samples(
    files: Sequence[SourceFile], root: Path, reading: ReadingProcess, embedder: Embedder
) -> tuple[dict[str, _Sample], list[str]]:
    """What reading took, by suffix, and the texts to embed that came out."""
    samples: dict[str, _Sample] = {}
    texts: list[str] = []
    reading.read(min(files, key=lambda file: file.size).path, root)  # the process starts
    started = time.monotonic()
    for file in samples_of(files):
        before = time.monotonic()
        document = reading.read(file.path, root)
        sample = samples.setdefault(file.path.suffix.lower(), _Sample())
        sample.size += file.size
        sample.pictures += len(document.pictures)
        if isinstance(document, Document):
            passages = split(document, embedder)
            texts += [embedded_text(document.title, passage) for passage in passages]
            sample.passages += len(passages)
        sample.seconds += time.monotonic() - before
        if time.monotonic() - started > SAMPLE_SECONDS:
            break
    return samples, texts


def samples_of(files: Iterable[SourceFile]) -> list[SourceFile]:
    """A few files of each of the heaviest kinds, among those that are not too large to try.

    They are spread over the sizes, since a large file often holds pictures, and kinds and sizes
    take turns, so that one can stop after any of them.
    """
    heaviest = sorted(_by_suffix(files).values(), key=lambda of: -sum(file.size for file in of))
    small = [
        sorted((file for file in of if 0 < file.size <= SAMPLE_BYTES), key=lambda file: file.size)
        for of in heaviest[:KINDS_SAMPLED]
    ]
    turns = [of[int(len(of) * place)] for place in SAMPLED_PLACES for of in small if of]
    return list(dict.fromkeys(turns))


def _passage_seconds(texts: Sequence[str], embedder: Embedder) -> float:
    """The time that embedding one passage takes, on average, once the model is warm."""
    every = max(1, len(texts) // PASSAGES_EMBEDDED)
    some = (list(texts[::every]) * PASSAGES_EMBEDDED)[:PASSAGES_EMBEDDED]
    embedder.embed_passages(some[:4])
    started = time.monotonic()
    embedder.embed_passages(some)
    return (time.monotonic() - started) / len(some)


def estimated(
    files: Mapping[str, Sequence[SourceFile]],
    samples: Mapping[str, _Sample],
    passage_seconds: float,
) -> float:
    """Seconds for all files, by the samples of their kind, or by all samples where it has none."""
    every = _Sample(
        sum(sample.size for sample in samples.values()),
        sum(sample.seconds for sample in samples.values()),
        sum(sample.passages for sample in samples.values()),
    )
    total = 0.0
    for suffix, of in files.items():
        sample = samples.get(suffix, every)
        times = sum(file.size for file in of) / max(sample.size, 1)
        total += times * (sample.seconds + sample.passages * passage_seconds)
        total += len(of) * FILE_SECONDS
    return total
