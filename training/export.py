"""Write what localdocs ships: ``python -m training.export --checkpoint … --encoder … --to …``.

Matrices become int8 with one scale for each row (Dettmers et al. 2022, section 2.1: absmax, row by
row); everything small stays float32. The calibration is kept if ``reader.json`` is there already.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file

from localdocs.models.encoder.tensors import SCALE, Array
from localdocs.models.reader.openvino_reader import FACTS_NAME, TOKENIZER_NAME, WEIGHTS_NAME

NAME = "localdocs-reader-1"
_UNFITTED = {"head": 1.0, "margin": 0.0, "bias": 0.0, "threshold": 0.5}
_LEAST_QUANTISED = 100_000
"""Values. Smaller tensors weigh nothing, and stay exact."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True, nargs="+", help="averaged")
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--exact", action="store_true", help="float32, to measure what int8 costs")
    options = parser.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    states = [
        torch.load(path, map_location="cpu", weights_only=True)["model"]
        for path in options.checkpoint
    ]
    tensors = {
        name: torch.stack([state[name].float() for state in states]).mean(0).numpy()
        for name in states[0]
    }
    save_file(tensors if options.exact else quantise(tensors), options.to / WEIGHTS_NAME)
    (options.to / WEIGHTS_NAME).chmod(0o644)
    shutil.copyfile(options.encoder / TOKENIZER_NAME, options.to / TOKENIZER_NAME)
    write_facts(options.to)


def quantise(tensors: dict[str, Array]) -> dict[str, Array]:
    """int8 and scales instead of every large matrix; the rest unchanged."""
    small: dict[str, Array] = {}
    for name, values in tensors.items():
        if values.ndim == 2 and values.size >= _LEAST_QUANTISED:
            scale = np.maximum(np.abs(values).max(axis=1, keepdims=True), 1e-8) / 127
            small[name] = np.round(values / scale).astype(np.int8)
            small[name + SCALE] = scale.astype(np.float32)
        else:
            small[name] = values
    return small


def write_facts(folder: Path, calibration: dict[str, float] | None = None) -> None:
    """``reader.json``: name, checksums of the files that lie there, calibration."""
    path = folder / FACTS_NAME
    known = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    facts = {
        "name": NAME,
        "sha256": {
            name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
            for name in (WEIGHTS_NAME, TOKENIZER_NAME)
        },
        "calibration": calibration or known.get("calibration", _UNFITTED),
    }
    path.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
