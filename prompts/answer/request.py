"""How a question is to be answered."""

from dataclasses import dataclass

from localdocs.types import Sampling
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
    first_token_seconds: float = 0.0
    """Within what time the first word should come: long prompts are cut for it. 0: any."""
    being_updated: bool = False
    """Whether another process is reading the folders at this moment."""
