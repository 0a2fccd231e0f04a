"""Which texts are embedded together: pure arithmetic, so that it can be tested without a model."""

from collections.abc import Sequence

TOKENS_PER_BATCH = 1024
"""Enough work for one matrix product, small enough for the processor's cache: measured."""

_LEAST_FILL = 0.94
"""A text joins a batch if it is at least this long, relative to the longest in it: padding costs
time as real tokens do."""


def plan_batches(lengths: Sequence[int], tokens: int = TOKENS_PER_BATCH) -> list[list[int]]:
    """Group texts of similar length: every index of ``lengths`` is in exactly one batch.

    Longest first. A batch holds at most ``tokens`` tokens, padding counted, or a single text.
    """
    batches: list[list[int]] = []
    longest = 0
    for index in sorted(range(len(lengths)), key=lambda index: -lengths[index]):
        batch = batches[-1] if batches else []
        fits = (len(batch) + 1) * longest <= tokens
        if batch and fits and lengths[index] >= _LEAST_FILL * longest:
            batch.append(index)
        else:
            batches.append([index])
            longest = lengths[index]
    return batches
