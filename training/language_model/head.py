"""The head of a GGUF file as a configuration of transformers, and the names of its tensors.

Two families are known: llama (SmolLM2, Llama 2, TinyLlama, …) and qwen2 (Qwen2.5). What a file asks
for beyond that (stretched positions, experts) is refused, never left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import gguf
from transformers import LlamaConfig, PretrainedConfig, Qwen2Config

from localdocs.errors import ModelUnsupportedError
from localdocs.models.gguf.header import read_facts

CONFIGURATIONS = {"llama": LlamaConfig, "qwen2": Qwen2Config}
_NO_STRETCH = ("", "none")


def open_gguf(path: Path) -> gguf.GGUFReader:
    """The file, read as it is needed.

    Raises ModelMissingError, ModelDamagedError or ModelUnsupportedError as
    `localdocs.models.gguf.header.read_facts` does, and the last also for another family.
    """
    family = read_facts(path).architecture
    if family not in CONFIGURATIONS:
        known = " and ".join(CONFIGURATIONS)
        raise ModelUnsupportedError(
            f"{path} is a model of the family “{family}”; {known} can be trained.",
            "Name a GGUF file of one of these families.",
        )
    return gguf.GGUFReader(path)


def facts_of(reader: gguf.GGUFReader) -> dict[str, Any]:
    """What the head says, but for the tokenizer's long lists; the family's name is left out of
    names ("llama.block_count" is "block_count")."""
    family = reader.fields["general.architecture"].contents()
    return {
        name.removeprefix(f"{family}."): field.contents()
        for name, field in reader.fields.items()
        if not name.startswith("tokenizer.ggml.")
    }


def configuration(reader: gguf.GGUFReader) -> PretrainedConfig:
    """The network that the file is the weights of. Raises ModelUnsupportedError."""
    facts = facts_of(reader)
    names = {tensor.name: tensor for tensor in reader.tensors}
    _check(facts, names)
    heads, width = facts["attention.head_count"], facts["embedding_length"]
    own = {"head_dim": facts.get("attention.key_length", width // heads)}
    family = facts["general.architecture"]
    found: PretrainedConfig = CONFIGURATIONS[family](
        vocab_size=int(names["token_embd.weight"].shape[1]),
        hidden_size=width,
        intermediate_size=facts["feed_forward_length"],
        num_hidden_layers=facts["block_count"],
        num_attention_heads=heads,
        num_key_value_heads=facts.get("attention.head_count_kv", heads),
        max_position_embeddings=facts["context_length"],
        rms_norm_eps=facts["attention.layer_norm_rms_epsilon"],
        rope_parameters={
            "rope_type": "default",
            "rope_theta": facts.get("rope.freq_base", 10000.0),
        },
        tie_word_embeddings="output.weight" not in names,
        **(own if family == "llama" else {}),
    )
    return found


def _check(facts: Mapping[str, Any], names: Mapping[str, object]) -> None:
    stretched = facts.get("rope.scaling.type", "") not in _NO_STRETCH
    if stretched or "rope_freqs.weight" in names:
        raise ModelUnsupportedError(
            "The model stretches its positions (rope scaling), which training does not know.",
            "Take a model that was trained with its whole context, such as SmolLM2 or Qwen2.5.",
        )
    if facts.get("expert_count", 0):
        raise ModelUnsupportedError("A model of experts cannot be trained here.")


def tensor_names(config: PretrainedConfig, wanted: list[str]) -> dict[str, str]:
    """For each name in transformers the name in GGUF, as the package `gguf` knows them."""
    family = {"llama": gguf.MODEL_ARCH.LLAMA, "qwen2": gguf.MODEL_ARCH.QWEN2}[config.model_type]
    table = gguf.get_tensor_name_map(family, config.num_hidden_layers)
    names = {name: table.get_name(name, (".weight", ".bias")) for name in wanted}
    return {name: known for name, known in names.items() if known is not None}
