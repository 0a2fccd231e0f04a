"""About how long an answer takes on this computer, from facts of the model and the computer alone.

Reading is bounded by what the processor computes, writing by how fast memory is read. What a model
gets of either was measured of two, of 0.5 and 1.5 billion parameters: docs/benchmarks.md, “The
time of an answer”.
"""

from localdocs.computer.machine import Machine
from localdocs.models.gguf.facts import CatalogueModel, GgufFacts

READ_TOKENS, WRITTEN_TOKENS = 800, 120
"""Of an answer over a few passages."""

_OF_COMPUTING = 0.4
"""Parameters times tokens that are read, for each calculation that plain matrices get."""

_OF_BANDWIDTH = 0.6
"""The share of what memory gives that reaches a model that writes."""


def tokens_written(machine: Machine, bytes_a_token: float) -> float:
    """About the tokens a second that a model writes; 0 where memory was not measured."""
    return _OF_BANDWIDTH * machine.bandwidth / max(1.0, bytes_a_token)


def tokens_read(machine: Machine, parameters: int) -> float:
    """About the tokens a second that a model reads; 0 where too little is known."""
    return _OF_COMPUTING * machine.computing / parameters if parameters else 0.0


def seconds_an_answer(read_a_second: float, written_a_second: float) -> float | None:
    """The seconds for ``READ_TOKENS`` and ``WRITTEN_TOKENS``; None where too little is known."""
    if not (read_a_second and written_a_second):
        return None
    return READ_TOKENS / read_a_second + WRITTEN_TOKENS / written_a_second


def parameters_asked(model: GgufFacts | CatalogueModel) -> int:
    """The parameters that each token passes through: of a mixture of experts only some."""
    if isinstance(model, CatalogueModel):
        return model.active_parameters or model.parameters
    if model.experts and model.experts_used:
        return model.parameters * model.experts_used // model.experts
    return model.parameters
