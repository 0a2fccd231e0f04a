"""The embedding model's own tokens: where they start, and the ids that the model is fed with.

Only the `tokenizers` library is used, so that splitting and searching never import torch.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from localdocs.errors import ModelDamagedError, ModelMissingError

if TYPE_CHECKING:
    from tokenizers import Tokenizer


class TokenReader:
    """Reads texts as one model folder's ``tokenizer.json`` says.

    Constructing is free; the first use loads the file and may raise ModelMissingError or
    ModelDamagedError. Safe to use from several threads.
    """

    def __init__(self, folder: Path, longest: int) -> None:
        """``longest`` is the most tokens the model sees at once, special tokens included."""
        self._path = folder / "tokenizer.json"
        self._longest = longest

    def token_starts(self, texts: Sequence[str]) -> list[list[int]]:
        """For each text, the character offset at which each of its tokens starts.

        The offsets never fall; special tokens are not among them; nothing is cut off.
        """
        encodings = self._whole.encode_batch(_plain(texts), add_special_tokens=False)
        return [[start for start, _ in encoding.offsets] for encoding in encodings]

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """For each text the ids that the model is fed, special tokens included, cut to fit."""
        return [encoding.ids for encoding in self._cut.encode_batch_fast(_plain(texts))]

    def special_tokens(self) -> int:
        """How many special tokens the model wants around one text."""
        return int(self._cut.num_special_tokens_to_add(is_pair=False))

    @cached_property
    def _whole(self) -> "Tokenizer":
        return _load(self._path)

    @cached_property
    def _cut(self) -> "Tokenizer":
        tokenizer = _load(self._path)
        tokenizer.enable_truncation(max_length=self._longest)
        return tokenizer


def _plain(texts: Sequence[str]) -> list[str]:
    """The texts with "?" for each lone surrogate, which the library refuses: a byte of a question
    that was not UTF-8. No character moves."""
    return [text.encode("utf-8", "replace").decode("utf-8") for text in texts]


def _load(path: Path) -> "Tokenizer":
    from tokenizers import Tokenizer

    if not path.is_file():
        raise ModelMissingError(f"The embedding model has no tokenizer.json: {path.parent}")
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises plain Exception
        raise ModelDamagedError(f"Cannot read {path}: {error}") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
