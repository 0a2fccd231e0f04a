"""Train the reader: ``python -m training.train --data FOLDER --encoder FOLDER --work FOLDER``.

The schedule is one of rows: warm-up, then a linear way down to nothing at ``--rows``. A checkpoint
is written every few minutes; the same command goes on from it. A GPU is used where there is one.
"""

from __future__ import annotations

import argparse
import pickle
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from localdocs.models.encoder.tensors import SCALE, read_safetensors, widen
from localdocs.models.reader.openvino_reader import WEIGHTS_NAME
from training.datasets import read_all
from training.everyday.rows import everyday_questions
from training.examples import SOMEWHERE, Example, open_tokenizer
from training.mixture import Batch, Mixture, make_pools
from training.model import LAYERS, NOTHING, ReaderModel
from training.rankings import Ranking, Rankings, make_rankings

SEED = 11
BATCH_ROWS = 16
PEAK_RATE = 1.6e-4
HEAD_RATE = 5e-4
LAYER_DECAY = 0.9
WARM_UP = 0.04
SHORT, LONG, LONG_FROM = 160, 320, 0.7
"""Tokens of a row: at most SHORT, and in the last part of the training at most LONG."""
ANSWERABLE_WEIGHT = 0.5
GROUPS, RANKING_WEIGHT = 4, 1.0
"""Groups of a batch of rankings; they take turns with the other batches."""
CHECKPOINT_SECONDS = 240
TELL_ROWS = 640


def main() -> None:
    options = _parse()
    options.work.mkdir(parents=True, exist_ok=True)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(SEED)
    model = ReaderModel()
    model.load_encoder(options.encoder)
    model.to(device)
    optimizer = torch.optim.AdamW(_groups(model), weight_decay=0.01, fused=True)
    checkpoint = options.work / "checkpoint.pt"
    if options.begin_with:
        model.load_state_dict(_weights_of(options.begin_with, device))
    rows = _resume(checkpoint, model, optimizer, device)
    pools, rankings = _examples(options)
    mixture = Mixture(pools, SEED + rows)
    groups = Rankings(rankings, SEED + rows)
    saved = begun = time.monotonic()
    tokens, told = 0, rows
    while rows < options.rows:
        longest = SHORT if rows < LONG_FROM * options.rows else LONG
        batches = mixture.batches(BATCH_ROWS, longest)
        if rankings:
            batches = _taking_turns(batches, groups.batches(GROUPS, longest))
        for batch in batches:
            factor = options.peak * _factor(rows / options.rows)
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * factor
            loss = _loss(model, batch, device)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            rows += len(batch.ids)
            tokens += batch.ids.numel()
            now = time.monotonic()
            if rows - told >= TELL_ROWS:
                minutes = (now - begun) / 60
                print(
                    f"{rows} rows  loss {loss.item():.3f}  {minutes:.1f} min  "
                    f"{tokens} tokens in this run",
                    flush=True,
                )
                told = rows
            if now - saved > CHECKPOINT_SECONDS:
                _save(checkpoint, model, optimizer, rows)
                saved = now
            if rows >= options.rows:
                break
    _save(checkpoint, model, optimizer, rows)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--rows", type=int, default=150_000)
    parser.add_argument("--begin-with", type=Path, help="a checkpoint, or a reader's folder")
    parser.add_argument("--everyday", type=Path, help="what training.everyday.choose wrote")
    parser.add_argument("--peak", type=float, default=1.0, help="a factor of all rates")
    return parser.parse_args()


def _examples(
    options: argparse.Namespace,
) -> tuple[dict[str, list[Example]], dict[str, list[Ranking]]]:
    """The tokenised pools, and with everyday questions the rankings; making them takes minutes, so
    they are kept in the work folder."""
    kept = options.work / "pools.pickle"
    if kept.is_file():
        known: tuple[dict[str, list[Example]], dict[str, list[Ranking]]]
        known = pickle.loads(kept.read_bytes())
        return known
    questions = read_all(options.data).train
    tokenizer = open_tokenizer(options.encoder)
    pools = make_pools(tokenizer, questions, SEED)
    rankings = {}
    if options.everyday:
        everyday = everyday_questions(options.everyday).train
        rankings = make_rankings(tokenizer, [*questions, *everyday])
    kept.write_bytes(pickle.dumps((pools, rankings)))
    return pools, rankings


def _taking_turns(first: Iterator[Batch], second: Iterator[Batch]) -> Iterator[Batch]:
    for pair in zip(first, second, strict=False):
        yield from pair


def _groups(model: ReaderModel) -> list[dict[str, Any]]:
    """Parameters with their peak learning rates: the lower the layer, the smaller."""
    groups = [
        {"params": [*model.span.parameters(), *model.answerable.parameters()], "peak": HEAD_RATE}
    ]
    for number, layer in enumerate(model.layers):
        rate = PEAK_RATE * LAYER_DECAY ** (LAYERS - 1 - number)
        groups.append({"params": [*layer.parameters()], "peak": rate})
    lowest = [*model.positions.parameters(), *model.types.parameters(), *model.norm.parameters()]
    groups.append({"params": lowest, "peak": PEAK_RATE * LAYER_DECAY**LAYERS})
    for group in groups:
        group["lr"] = group["peak"]
    return groups


def _factor(progress: float) -> float:
    return min(progress / WARM_UP + 0.02, (1 - progress) / (1 - WARM_UP), 1.0)


def _loss(model: ReaderModel, batch: Batch, device: torch.device) -> Tensor:
    """Where the answer starts and ends ([CLS] where there is none), and whether there is one."""
    ids, types, mask = (part.to(device) for part in (batch.ids, batch.types, batch.mask))
    with torch.autocast(device.type, torch.bfloat16):
        spans, answerable = model(ids, types, mask)
    allowed = batch.body.to(device)
    allowed[:, 0] = True
    logits = spans.masked_fill(~allowed[..., None], NOTHING)
    first, last = batch.first.to(device), batch.last.to(device)
    where = _place_loss(logits[..., 0], first) + _place_loss(logits[..., 1], last)
    whether = functional.binary_cross_entropy_with_logits(answerable, (first != 0).float())
    loss = where / 2 + ANSWERABLE_WEIGHT * whether
    if batch.group_size > 1:  # the right passage is the first of its group
        scores = answerable.view(-1, batch.group_size)
        right = torch.zeros(len(scores), dtype=torch.int64, device=device)
        loss = loss + RANKING_WEIGHT * functional.cross_entropy(scores, right)
    return loss


def _place_loss(logits: Tensor, places: Tensor) -> Tensor:
    """Cross-entropy of a place in ``logits`` [n, tokens]; of `SOMEWHERE`, that it is not [CLS]."""
    likelihoods = logits.log_softmax(-1)
    known = likelihoods.gather(1, places.clamp(min=0)[:, None]).squeeze(1)
    somewhere = logits[:, 1:].logsumexp(-1) - logits.logsumexp(-1)
    return -torch.where(places == SOMEWHERE, somewhere, known).mean()


def _save(path: Path, model: ReaderModel, optimizer: torch.optim.Optimizer, rows: int) -> None:
    new = path.with_suffix(".new")
    state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "rows": rows}
    torch.save(state, new)
    new.replace(path)


def _load(path: Path, device: torch.device) -> dict[str, Any]:
    state: dict[str, Any] = torch.load(path, map_location=device, weights_only=True)
    return state


def _weights_of(path: Path, device: torch.device) -> dict[str, Tensor]:
    """Those of a checkpoint, or, widened from int8, of a reader's folder."""
    if path.is_file():
        weights: dict[str, Tensor] = _load(path, device)["model"]
        return weights
    tensors = read_safetensors(path / WEIGHTS_NAME)
    names = [name for name in tensors if not name.endswith(SCALE)]
    return {name: torch.from_numpy(widen(tensors, name)).to(device) for name in names}


def _resume(
    path: Path, model: ReaderModel, optimizer: torch.optim.Optimizer, device: torch.device
) -> int:
    """Rows seen so far: those of the checkpoint, if there is one."""
    if not path.is_file():
        return 0
    state = _load(path, device)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    return int(state["rows"])


if __name__ == "__main__":
    main()
