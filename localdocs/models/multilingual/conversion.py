"""A packed e5 model as an ordinary sentence-transformers folder, written once.

What serves such folders (the export with its check, fingerprints, prompts) then serves this one as
any other. The folder appears under its name complete or not at all; whoever comes while another
process writes it waits, and finds it there.
"""

import json
import logging
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from localdocs.computer.disk import check_space, system_error
from localdocs.computer.files import make_private
from localdocs.models.multilingual.packed_file import PackedFile
from localdocs.models.multilingual.tokenizer_file import (
    TOKENIZER_NAME,
    special_names,
    write_tokenizer,
)
from localdocs.models.multilingual.weights import WEIGHTS_NAME, planned, write_weights

logger = logging.getLogger("localdocs")

CONVERSION_VERSION = 1
"""Part of the folder's name. Raise it whenever another folder would come out."""

PROMPTS = {"query": "query: ", "passage": "passage: "}
"""What e5 models were trained to see before a question and before a text."""

_PREFIX, _SUFFIX = ".new-", ".lock"
_TOKENIZER_BYTES = 20_000_000
_POOLING = "1_Pooling"


def convert_once(source: Path, target: Path) -> None:
    """Make the folder ``target`` unless it is there. Raises StorageError, ModelDamagedError."""
    from filelock import FileLock

    try:
        make_private(target.parent)
        with FileLock(target.parent / f"{target.name}{_SUFFIX}", mode=0o600):
            if not target.is_dir():
                _convert(source, target)
    except OSError as error:
        error.filename = error.filename or target.parent  # a write that fails names no file
        raise system_error(error) from error


def _convert(source: Path, target: Path) -> None:
    """Fill a temporary folder and give it its name. Only under the lock."""
    logger.info("unpacking the embedding model %s into %s (once)", source, target)
    for left in target.parent.glob(f"{_PREFIX}{target.name}*"):
        shutil.rmtree(left, ignore_errors=True)  # by a process that was killed
    packed = PackedFile(source)
    needed = _TOKENIZER_BYTES + sum(weight.size for weight in planned(packed))
    check_space(target.parent, needed, "set LOCALDOCS_HOME to a folder on another disk.")
    temporary = Path(tempfile.mkdtemp(dir=target.parent, prefix=f"{_PREFIX}{target.name}-"))
    try:
        write_folder(packed, temporary)
        temporary.replace(target)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def write_folder(packed: PackedFile, folder: Path) -> None:
    """All files of the model. Raises OSError, ModelDamagedError."""
    write_tokenizer(packed, folder / TOKENIZER_NAME)
    write_weights(packed, folder / WEIGHTS_NAME)
    (folder / _POOLING).mkdir()
    for name, content in _small_files(packed).items():
        (folder / name).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    for path in folder.rglob("*.*"):
        _to_disk(path)


def _to_disk(path: Path) -> None:
    """Let a file be on the disk before its folder has its name: a switched-off computer must not
    leave one of zeros."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _small_files(packed: PackedFile) -> dict[str, Any]:
    """What says how the model is used, by the names of the files."""
    sizes = packed.sizes
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "vocab_size": sizes.vocabulary,
            "hidden_size": sizes.hidden,
            "num_hidden_layers": sizes.layers,
            "num_attention_heads": sizes.heads,
            "intermediate_size": sizes.inner,
            "max_position_embeddings": sizes.positions,
            "type_vocab_size": sizes.token_types,
            "hidden_act": "gelu",
            "layer_norm_eps": float(f"{sizes.epsilon:.6g}"),
            "pad_token_id": packed.special.padding,
            "torch_dtype": "float32",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": sizes.positions,
            "model_input_names": ["input_ids", "attention_mask"],
            "clean_up_tokenization_spaces": False,
            **special_names(packed),
        },
        "modules.json": [
            _module(0, "", "Transformer"),
            _module(1, _POOLING, "Pooling"),
            _module(2, "2_Normalize", "Normalize"),
        ],
        f"{_POOLING}/config.json": {
            "word_embedding_dimension": sizes.hidden,
            "pooling_mode_mean_tokens": True,
        },
        "sentence_bert_config.json": {"max_seq_length": sizes.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": PROMPTS,
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }


def _module(number: int, path: str, kind: str) -> dict[str, Any]:
    name = f"sentence_transformers.models.{kind}"
    return {"idx": number, "name": str(number), "path": path, "type": name}
