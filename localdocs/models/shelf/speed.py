"""About how long an answer takes on this computer, from facts of the model and the computer alone.

Reading is bounded by what the processor computes, writing by how fast memory is read.
"""

from localdocs.computer.machine import Machine
from localdocs.models.gguf.facts import GgufFacts
from localdocs.models.shelf.suitability import Suitability
from prompts.answer.prompt_memory import PARAMETERS_A_SECOND

READ_TOKENS, WRITTEN_TOKENS = 1_000, 150
"""Of an answer over a few passages."""

_CORES = 2
"""Of the computer on which ``PARAMETERS_A_SECOND`` was measured."""


def seconds_an_answer(verdict: Suitability, parameters: int, machine: Machine) -> float | None:
    """About the seconds for ``READ_TOKENS`` and ``WRITTEN_TOKENS``; None where the model does not
    fit, or too little is known."""
    if not (verdict.fits and parameters and verdict.tokens_a_second):
        return None
    tokens_read_a_second = PARAMETERS_A_SECOND * machine.cores / _CORES / parameters
    return READ_TOKENS / tokens_read_a_second + WRITTEN_TOKENS / verdict.tokens_a_second


def parameters_asked(facts: GgufFacts) -> int:
    """The parameters that each token passes through: of a mixture of experts only some."""
    if facts.experts and facts.experts_used:
        return facts.parameters * facts.experts_used // facts.experts
    return facts.parameters
