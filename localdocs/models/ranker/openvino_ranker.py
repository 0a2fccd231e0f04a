"""The ranker that comes with ``localdocs[models]``: ms-marco-MiniLM-L-12-v2, run by OpenVINO.

A cross-encoder (Nogueira and Cho 2019) by Reimers and Gurevych, Apache-2.0, trained on the web
questions of MS MARCO: it sees the question and a passage together. Its file lies in a package of
which no line is run; everything is checked and loaded at the first ranking.
"""

from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path
from threading import Lock

from tokenizers import Tokenizer

from index.embedding.batches import plan_batches
from localdocs.errors import ModelDamagedError
from localdocs.models.encoder.network import Network
from localdocs.models.encoder.precision import open_network
from localdocs.models.ranker.graph import build_ranker
from localdocs.models.reader.openvino_reader import READER_FOLDER, TOKENIZER_NAME
from localdocs.models.reader.windows import make_windows
from localdocs.models.shelf.packaged import RANKER, PackagedModel

NOTHING = -12.0
"""The relevance of a text without words; about the least that the network gives."""


class OpenVinoRanker:
    """Behind the Protocol of `prompts.evidence.ranking`. One question is ranked at a time."""

    def __init__(self, cache_folder: Path, packed: PackagedModel = RANKER) -> None:
        """``cache_folder`` remembers checksums, so that the weights are hashed only once. Raises
        ModelMissingError where the package is not installed, ModelDamagedError where its file is
        not the one that was published."""
        self._cache_folder = cache_folder
        self._packed = packed
        self._weights = packed.find(cache_folder)
        self._lock = Lock()

    def relevance(
        self, question: str, texts: Sequence[str], headings: Sequence[str]
    ) -> list[float]:
        """See the Protocol. The time grows with the tokens."""
        whole = [
            text.encode("utf-8", "replace").decode() for text in (question, *_with(headings, texts))
        ]
        with self._lock:
            asked, *rest = self._tokenizer.encode_batch(whole, add_special_tokens=False)
            windows = [
                window
                for number, encoding in enumerate(rest)
                for window in make_windows(asked.ids, (), encoding.ids, number)
            ]
            best = [NOTHING] * len(texts)
            for batch in plan_batches([len(window.ids) for window in windows]):
                chosen = [windows[number] for number in batch]
                (values,) = self._network.run(chosen)
                for window, value in zip(chosen, values[:, 0].tolist(), strict=True):
                    best[window.text] = max(best[window.text], value)
        return best

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        """The reader's, which is the same: BERT's uncased vocabulary."""
        tokenizer = Tokenizer.from_file(str(READER_FOLDER / TOKENIZER_NAME))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def _network(self) -> Network:
        build = partial(build_ranker, self._weights)
        try:
            return open_network(build, self._packed.sha256, self._cache_folder)
        except (OSError, RuntimeError, ValueError, KeyError) as error:
            raise ModelDamagedError(
                f"Cannot load the ranker {self._weights}: {error}", self._packed.remedy
            ) from error


def _with(headings: Sequence[str], texts: Sequence[str]) -> list[str]:
    return [
        f"{above}\n{text}" if above else text for above, text in zip(headings, texts, strict=True)
    ]
