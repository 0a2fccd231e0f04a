"""Train a language model: ``python -m training.language_model.train --rows … --model … --work …``.

One row at a time goes through the network, and ``--batch-rows`` of them make a step: on a processor
that is as fast as rows side by side, and none is filled up. Which rows come when follows from the
seed and the number of the step alone, so the same command, given again, goes on where the last
checkpoint is, and comes to the same weights as if it had never stopped.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import PreTrainedModel

from localdocs.errors import UsageError
from training.language_model import checkpoint
from training.language_model.checkpoint import Plan
from training.language_model.commands import digest, run
from training.language_model.lora import add_lora, learnt_state
from training.language_model.network import load_network, model_files
from training.language_model.rows import read_rows
from training.language_model.tokens import Example, Tokenizer, examples_of

WARM_UP = 0.05
STEEPEST = 1.0
"""The norm that gradients are cut to."""
TOLD_STEPS = 10
PRECISIONS = {"bfloat16": torch.bfloat16, "float32": torch.float32}


def main() -> None:
    options = _parse()
    if options.threads:
        torch.set_num_threads(options.threads)
    options.work.mkdir(parents=True, exist_ok=True)
    plan = Plan(
        model=digest(model_files(options.model, options.weights)),
        rows=digest([options.rows]),
        **{name: getattr(options, name) for name in _OF_PLAN},
    )
    tokenizer = Tokenizer(options.model)
    rows = examples_of(tokenizer, read_rows(options.rows, lambda row: row.part == "train"))
    network = prepared(load_network(options.model, options.weights), plan)
    train(network, rows, plan, options.work, options.checkpoint_seconds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"done; {peak} MiB of memory at most")


def prepared(network: PreTrainedModel, plan: Plan) -> PreTrainedModel:
    """The network with its LoRA, on the GPU where there is one."""
    _as_module(network).to(PRECISIONS[plan.precision])
    network.set_attn_implementation("eager")
    add_lora(network, plan.shape, plan.seed)
    _as_module(network).to("cuda" if torch.cuda.is_available() else "cpu")
    return network


def _as_module(network: nn.Module) -> nn.Module:
    """The same: the types of transformers' own ``to`` are wrong."""
    return network


def train(
    network: PreTrainedModel,
    rows: Sequence[Example],
    plan: Plan,
    work: Path,
    checkpoint_seconds: float = 120.0,
    last_step: int | None = None,
) -> list[float]:
    """Take the steps that are left; the mean loss of a token in each. ``last_step``: stop there
    instead of at the plan's end. Raises as ``checkpoint.resume`` does."""
    if not rows:
        raise UsageError("There is no row to train on.")
    learnt = [*learnt_state(network).values()]
    memory = torch.optim.AdamW(learnt, lr=plan.rate, weight_decay=0.0)
    begin = checkpoint.resume(work, network, memory, plan)
    started = saved = time.monotonic()
    losses: list[float] = []
    until = plan.steps if last_step is None else min(last_step, plan.steps)
    for step in range(begin, until):
        for group in memory.param_groups:
            group["lr"] = plan.rate * factor(step / plan.steps)
        losses.append(_step(network, [rows[n] for n in drawn(step, len(rows), plan)]))
        torch.nn.utils.clip_grad_norm_(learnt, STEEPEST)
        memory.step()
        memory.zero_grad(set_to_none=True)
        now = time.monotonic()
        if now - saved > checkpoint_seconds or step + 1 == until:
            checkpoint.save(work, network, memory, step + 1, plan)
            saved = now
        if (step + 1) % TOLD_STEPS == 0:
            latest = losses[-TOLD_STEPS:]
            pace = 60 * len(losses) * plan.batch_rows / (now - started)
            mean = sum(latest) / len(latest)
            print(f"step {step + 1}  loss {mean:.3f}  {pace:.0f} rows a minute", flush=True)
    return losses


def answer_loss(network: PreTrainedModel, example: Example) -> Tensor:
    """The sum of the cross-entropies of the answer's tokens; the prompt's are not counted, and are
    not even put into words."""
    ids = example.ids.to(network.device)
    hidden = network.model(ids[None], use_cache=False).last_hidden_state[0]
    logits = network.lm_head(hidden[example.prompt_tokens - 1 : -1]).float()
    return functional.cross_entropy(logits, ids[example.prompt_tokens :], reduction="sum")


def drawn(step: int, count: int, plan: Plan) -> Iterator[int]:
    """The numbers of the rows of a step: every row once, then every row again in another order."""
    for place in range(step * plan.batch_rows, (step + 1) * plan.batch_rows):
        turn, number = divmod(place, count)
        order = random.Random(f"{plan.seed} {turn}").sample(range(count), count)
        yield order[number]


def factor(progress: float) -> float:
    """What the rate is multiplied by: warm-up, then a straight way down to nothing."""
    return min(progress / WARM_UP + 0.02, (1 - progress) / (1 - WARM_UP), 1.0)


def _step(network: PreTrainedModel, batch: Sequence[Example]) -> float:
    """Gather the gradients of a batch; the mean loss of its answers' tokens."""
    tokens = sum(len(example.answer) for example in batch)
    total = 0.0
    for example in batch:
        loss = answer_loss(network, example) / tokens
        loss.backward()  # type: ignore[no-untyped-call]
        total += loss.item()
    return total


_OF_PLAN = ("steps", "batch_rows", "rate", "rank", "alpha", "seed", "precision")


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=Path, required=True, help="what made_up.py or own.py wrote")
    parser.add_argument("--model", type=Path, required=True, help="a GGUF file, llama or qwen2")
    parser.add_argument("--weights", type=Path, help="the same model's safetensors folder")
    parser.add_argument("--work", type=Path, required=True, help="the folder of the checkpoint")
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--batch-rows", type=int, default=8)
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--alpha", type=float, default=32.0)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--precision", choices=[*PRECISIONS], default="bfloat16")
    parser.add_argument("--threads", type=int, default=0, help="0: as torch likes")
    parser.add_argument("--checkpoint-seconds", type=float, default=120.0)
    return parser.parse_args()


if __name__ == "__main__":
    run(main)
