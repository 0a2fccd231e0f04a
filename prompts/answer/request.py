"""How a question is to be answered."""

from dataclasses import dataclass, field

from localdocs.types import Sampling
from prompts.answer.prompt_memory import PromptMemory
from prompts.source_list import Budget


@dataclass(frozen=True, slots=True)
class Asking:
    """``hits_wanted`` passages are shown; ``file_ids`` None: all files are searched. ``spoken_of``
    are files that the question leans on without naming them."""

    hits_wanted: int
    budget: Budget
    sampling: Sampling
    file_ids: list[int] | None = None
    spoken_of: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    """What a person is to know of how the question was understood."""
    first_token_seconds: float = 0.0
    """Within what time the first word should come: long prompts are cut for it. 0: any."""
    being_updated: bool = False
    """Whether another process is reading the folders at this moment."""
    memory: PromptMemory = field(default_factory=PromptMemory)
    """What the model that is asked has read before."""
