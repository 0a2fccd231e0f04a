"""From a file to a network in torch: every number format of GGUF is widened to float32.

transformers can read a GGUF file itself (`gguf_file=`), for more families; it wants the package
accelerate for it, and has no way back. The way back needs the names and the order of rows anyway.
"""

from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from transformers import LlamaForCausalLM, PretrainedConfig, PreTrainedModel, Qwen2ForCausalLM

from localdocs.errors import ModelDamagedError, ModelMissingError
from training.language_model.head import configuration, open_gguf, tensor_names

_NETWORKS = {"llama": LlamaForCausalLM, "qwen2": Qwen2ForCausalLM}
_TIED = "lm_head.weight"

Matrix = npt.NDArray[np.float32]


def load_network(model: Path, weights: Path | None = None) -> PreTrainedModel:
    """The network in float32, its weights frozen.

    ``model`` is the GGUF file that names the network and its tokenizer. ``weights``: a folder in
    transformers' format with the same model's weights, unrounded; None: those of the file. Raises
    ModelMissingError, ModelDamagedError and ModelUnsupportedError.
    """
    reader = open_gguf(model)
    config = configuration(reader)
    with torch.device("meta"):
        network: PreTrainedModel = _NETWORKS[config.model_type](config)
    wanted = [name for name in network.state_dict() if name != _TIED or not _is_tied(config)]
    found = _of_folder(weights, wanted) if weights else _of_file(reader, config, wanted)
    network.to_empty(device="cpu")
    network.tie_weights()
    _fill(network, found, wanted, weights or model)
    _rotary_anew(network, config)
    network.requires_grad_(False)
    network.train(False)
    return network


def model_files(model: Path, weights: Path | None) -> list[Path]:
    """The files that `load_network` reads."""
    return [model, *sorted(weights.glob("*.safetensors") if weights else ())]


def rows_for_llama(matrix: Matrix, heads: int) -> Matrix:
    """A matrix [out, in] of queries or keys, its rows as llama.cpp wants them of the llama family:
    the two halves of each head's rotation lie side by side (transformers has them apart)."""
    halves = matrix.reshape(heads, 2, matrix.shape[0] // heads // 2, *matrix.shape[1:])
    return np.ascontiguousarray(halves.swapaxes(1, 2).reshape(matrix.shape))


def rows_for_transformers(matrix: Matrix, heads: int) -> Matrix:
    """The way back from `rows_for_llama`."""
    halves = matrix.reshape(heads, matrix.shape[0] // heads // 2, 2, *matrix.shape[1:])
    return np.ascontiguousarray(halves.swapaxes(1, 2).reshape(matrix.shape))


def rotated_heads(name: str, config: PretrainedConfig) -> int:
    """How many heads the rows of a tensor (its name in transformers) are turned for in GGUF; 0
    where they lie as they are."""
    if config.model_type != "llama":
        return 0
    kinds = {"q_proj": config.num_attention_heads, "k_proj": config.num_key_value_heads}
    return next((heads for kind, heads in kinds.items() if f".{kind}." in name), 0)


def _of_file(
    reader: gguf.GGUFReader, config: PretrainedConfig, wanted: list[str]
) -> dict[str, Tensor]:
    tensors = {tensor.name: tensor for tensor in reader.tensors}
    found = {}
    for name, known in tensor_names(config, wanted).items():
        if known in tensors:
            tensor = tensors[known]
            matrix = gguf.dequantize(tensor.data, tensor.tensor_type).astype(np.float32)
            if heads := rotated_heads(name, config):
                matrix = rows_for_transformers(matrix, heads)
            found[name] = torch.from_numpy(np.array(matrix))
    return found


def _of_folder(folder: Path, wanted: list[str]) -> dict[str, Tensor]:
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    files = sorted(folder.glob("*.safetensors"))
    if not files:
        raise ModelMissingError(
            f"There is no .safetensors file in {folder}.", "Name a folder in transformers' format."
        )
    found = {}
    for file in files:
        try:
            found.update(load_file(file))
        except SafetensorError as error:
            raise ModelDamagedError(f"{file} cannot be read: {error}.") from error
    return {name: found[name].float() for name in wanted if name in found}


def _fill(
    network: PreTrainedModel, found: dict[str, Tensor], wanted: list[str], origin: Path
) -> None:
    """Raises ModelDamagedError unless every weight is there, in its shape."""
    places = network.state_dict()
    for name in wanted:
        if name not in found:
            raise ModelDamagedError(f"{origin} has no weights for {name}.")
        if found[name].shape != places[name].shape:
            shapes = f"{tuple(found[name].shape)}, not {tuple(places[name].shape)}"
            raise ModelDamagedError(f"{name} in {origin} has the shape {shapes}.")
        places[name].copy_(found[name])


def _rotary_anew(network: PreTrainedModel, config: PretrainedConfig) -> None:
    """Positions are computed, not stored: what was made without memory is made again."""
    rotary = network.model.rotary_emb
    network.model.rotary_emb = type(rotary)(config)


def _is_tied(config: PretrainedConfig) -> bool:
    return bool(config.tie_word_embeddings)
