"""Write what was learnt as a GGUF file: ``python -m training.language_model.export``.

The sum of each frozen matrix and what was learnt beside it is written in half precision, with the
head of the model that was trained; llama.cpp itself then rounds it to another format.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping
from pathlib import Path

import gguf
import numpy as np
from torch import Tensor
from transformers import PreTrainedModel

from localdocs.computer.child_process import run_module
from localdocs.computer.files import replacing
from localdocs.errors import ModelError, UsageError
from localdocs.models.gguf.header import read_facts
from localdocs.models.running.quantize import WeightFormat
from training.language_model import checkpoint
from training.language_model.checkpoint import Plan
from training.language_model.commands import digest, run
from training.language_model.head import open_gguf, tensor_names
from training.language_model.lora import add_lora, beside
from training.language_model.network import (
    load_network,
    model_files,
    rotated_heads,
    rows_for_llama,
)

HALF = "F16"
_TIMEOUT_SECONDS = 1800
_WRITTEN_ANEW = ("GGUF.", "general.architecture", "general.file_type", "general.name")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--model", type=Path, required=True, help="the GGUF file that was trained")
    parser.add_argument("--weights", type=Path, help="the safetensors folder that was trained")
    parser.add_argument("--work", type=Path, required=True, help="the folder of the checkpoint")
    parser.add_argument("--to", type=Path, required=True, help="the GGUF file to write")
    parser.add_argument("--format", choices=[HALF, *WeightFormat], default=WeightFormat.Q8_0)
    options = parser.parse_args()
    network, plan, step = trained_network(options.model, options.weights, options.work)
    export(network, options.model, options.to, options.format)
    facts = read_facts(options.to)
    taken = f"after {step} of {plan.steps} steps"
    print(f"{options.to}: {facts.quantization}, {facts.file_bytes:,} bytes, {taken}")


def trained_network(
    model: Path, weights: Path | None, work: Path
) -> tuple[PreTrainedModel, Plan, int]:
    """The network in float32 with what the checkpoint in ``work`` has learnt beside it; the plan;
    the steps taken.

    Raises UsageError where the checkpoint is that of another model.
    """
    state = checkpoint.read(work)
    plan = Plan(**state["plan"])
    if plan.model != digest(model_files(model, weights)):
        raise UsageError(f"The checkpoint in {work} is not one of {model}.", "Name its model.")
    network = load_network(model, weights)
    add_lora(network, plan.shape, plan.seed)
    checkpoint.fill(network, state["learnt"])
    return network, plan, int(state["step"])


def export(network: PreTrainedModel, model: Path, target: Path, form: str) -> None:
    """Write the network, with its LoRA added, in the format ``form``; ``model`` is the GGUF file
    whose head it gets. Raises ModelError where llama.cpp cannot round it."""
    if form == HALF:
        with replacing(target) as temporary:
            write_half(network, model, temporary)
        return
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        half = Path(folder) / "half.gguf"
        write_half(network, model, half)
        with replacing(target) as temporary:
            words = (str(half), str(temporary), form)
            done = run_module(
                "localdocs.models.running.quantize", *words, timeout_seconds=_TIMEOUT_SECONDS
            )
            if done.returncode:
                raise ModelError(f"llama.cpp cannot write {form} ({done.returncode}).")


def write_half(network: PreTrainedModel, model: Path, target: Path) -> None:
    """Matrices in float16, vectors in float32, and the head of ``model``."""
    reader = open_gguf(model)
    writer = gguf.GGUFWriter(target, reader.fields["general.architecture"].contents())
    _copy_head(reader, writer)
    merged = merged_weights(network)
    names = {known: name for name, known in tensor_names(network.config, [*merged]).items()}
    for tensor in reader.tensors:
        name = names.get(tensor.name)
        if name is None:
            raise UsageError(f"{model} has {tensor.name}, which the network does not have.")
        matrix = merged[name].numpy()
        if heads := rotated_heads(name, network.config):
            matrix = rows_for_llama(matrix, heads)
        writer.add_tensor(tensor.name, matrix.astype(np.float16 if matrix.ndim > 1 else np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def merged_weights(network: PreTrainedModel) -> Mapping[str, Tensor]:
    """Each weight by its name in transformers, float32, with what was learnt beside it."""
    learnt = dict(beside(network))
    weights = {
        name.replace(".frozen.", "."): value.float()
        for name, value in network.state_dict().items()
        if not name.endswith((".down", ".up"))
    }
    for name, module in learnt.items():
        weights[name] = weights[name] + module.difference()
    return weights


def _copy_head(reader: gguf.GGUFReader, writer: gguf.GGUFWriter) -> None:
    name = reader.fields.get("general.name")
    writer.add_name(f"{name.contents() if name else 'Model'}, trained on answers from sources")
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    for field in reader.fields.values():
        if not field.name.startswith(_WRITTEN_ANEW):
            kind, *inner = field.types
            writer.add_key_value(
                field.name, field.contents(), kind, sub_type=inner[-1] if inner else None
            )


if __name__ == "__main__":
    run(main)
