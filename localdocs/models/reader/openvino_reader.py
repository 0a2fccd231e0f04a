"""The reader that ships with localdocs, run by OpenVINO; torch is never imported.

Its folder holds ``weights.safetensors``, ``tokenizer.json`` and ``reader.json``, which pins the
SHA-256 of both. Constructing is free; everything is checked and loaded at the first reading.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from index.embedding.batches import plan_batches
from localdocs.computer.files import file_sha256
from localdocs.errors import ModelDamagedError, ModelMissingError
from localdocs.models.encoder.network import Network
from localdocs.models.encoder.precision import open_network
from localdocs.models.reader.calibration import Calibration
from localdocs.models.reader.graph import build_reader
from localdocs.models.reader.spans import Place, best_places, merge
from localdocs.models.reader.windows import Window, make_windows
from prompts.evidence.reading import Reading

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

READER_FOLDER = Path(__file__).resolve().parent / "weights"
FACTS_NAME = "reader.json"
WEIGHTS_NAME = "weights.safetensors"
TOKENIZER_NAME = "tokenizer.json"
REMEDY = "Install localdocs again: pip install --force-reinstall --no-deps localdocs"


@dataclass(frozen=True, slots=True)
class ReaderFacts:
    """What is known about a reader beside its weights: checksums of files, and the calibration."""

    name: str
    sha256: dict[str, str]
    calibration: Calibration

    @classmethod
    def read(cls, folder: Path) -> "ReaderFacts":
        """Raises ModelMissingError, ModelDamagedError."""
        path = folder / FACTS_NAME
        try:
            facts = json.loads(path.read_text(encoding="utf-8"))
            return cls(facts["name"], facts["sha256"], Calibration(**facts["calibration"]))
        except FileNotFoundError:
            raise ModelMissingError(f"There is no reader at {folder}.", REMEDY) from None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelDamagedError(f"Cannot read {path}: {error}", REMEDY) from error


class OpenVinoReader:
    """Behind the Protocol of `prompts.evidence.reading`. One question is read at a time."""

    def __init__(
        self,
        cache_folder: Path,
        folder: Path = READER_FOLDER,
        calibration: Calibration | None = None,
    ) -> None:
        """``cache_folder`` remembers checksums, so that the weights are hashed only once;
        ``calibration`` stands in for the folder's own while one is being fitted."""
        self._cache_folder = cache_folder
        self._folder = folder
        self._other_calibration = calibration
        self._lock = Lock()

    @cached_property
    def calibration(self) -> Calibration:
        return self._other_calibration or self._facts.calibration

    def read(
        self, question: str, texts: Sequence[str], headings: Sequence[str] = ()
    ) -> list[Reading]:
        """See the Protocol. Texts of any length; the time grows with their tokens."""
        if not texts:
            return []
        with self._lock:
            asked = self._encode([question])[0].ids
            above = [encoding.ids for encoding in self._encode(headings or [""] * len(texts))]
            encodings = self._encode(texts)
            windows = [
                window
                for number, (encoding, heading) in enumerate(zip(encodings, above, strict=True))
                for window in make_windows(asked, heading, encoding.ids, number)
            ]
            places, heads = self._read_windows(windows, len(texts))
        return [
            self._reading(encoding, merge(found), max(heads_of_text, default=0.0))
            for encoding, found, heads_of_text in zip(encodings, places, heads, strict=True)
        ]

    def _read_windows(
        self, windows: Sequence[Window], texts: int
    ) -> tuple[list[list[list[Place]]], list[list[float]]]:
        """For each text, the best places and the answerable logit of each of its windows."""
        places: list[list[list[Place]]] = [[] for _ in range(texts)]
        heads: list[list[float]] = [[] for _ in range(texts)]
        for batch in plan_batches([len(window.ids) for window in windows]):
            chosen = [windows[number] for number in batch]
            spans, answerable = self._network.run(chosen)
            for window, logits, head in zip(chosen, spans, answerable[:, 0], strict=True):
                places[window.text].append(
                    best_places(logits, window.body, window.length, window.begin)
                )
                heads[window.text].append(float(head))
        return places, heads

    def _reading(self, encoding: "Encoding", places: Sequence[Place], head: float) -> Reading:
        if not places:
            return Reading(0, 0, 0.0, 0.0)
        best = places[0]
        start = encoding.offsets[best.first][0]
        end = encoding.offsets[best.last][1]
        return Reading(start, end, best.score, self.calibration.likelihood(head, best.score))

    def _encode(self, texts: Sequence[str]) -> "list[Encoding]":
        whole = [text.encode("utf-8", "replace").decode() for text in texts]  # no lone surrogates
        return self._tokenizer.encode_batch(whole, add_special_tokens=False)

    @cached_property
    def _facts(self) -> ReaderFacts:
        return ReaderFacts.read(self._folder)

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._checked(TOKENIZER_NAME)))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def _network(self) -> Network:
        weights = self._checked(WEIGHTS_NAME)
        digest = self._facts.sha256[WEIGHTS_NAME]
        try:
            return open_network(partial(build_reader, weights), digest, self._cache_folder)
        except (OSError, RuntimeError, ValueError, KeyError) as error:
            raise ModelDamagedError(f"Cannot load the reader {weights}: {error}", REMEDY) from error

    def _checked(self, name: str) -> Path:
        """The path of a file, once its checksum is known to be right."""
        path = self._folder / name
        try:
            digest = file_sha256(path, self._cache_folder)
        except OSError as error:
            raise ModelMissingError(f"The reader has no file {path}: {error}", REMEDY) from error
        if digest != self._facts.sha256.get(name):
            raise ModelDamagedError(
                f"The reader's file {path} is not the one that was published "
                f"(its SHA-256 is {digest}).",
                REMEDY,
            )
        return path
