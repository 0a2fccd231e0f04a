"""Files within a file that were not read, for one reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field

_MOST_NAMES = 5


@dataclass(slots=True)
class LeftOut:
    """How many files were left out for a reason, and what the first of them are called."""

    reason: str
    names: list[str] = field(default_factory=list)
    count: int = 0

    def add(self, names: Sequence[str], count: int) -> None:
        """Count ``count`` more, the first of which have these names."""
        self.names += names[: _MOST_NAMES - len(self.names)]
        self.count += count

    @property
    def note(self) -> str:
        """``a.txt, b.txt and 3 more: it is empty``."""
        more = self.count - len(self.names)
        return ", ".join(self.names) + (f" and {more:,} more" if more else "") + f": {self.reason}"
