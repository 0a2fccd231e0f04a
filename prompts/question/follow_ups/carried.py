"""What a question takes over beside its own words: words before it, or the time."""

import re
from collections.abc import Sequence

from prompts.question.phrases import names_in, times_in

_THAT_TIME = re.compile(
    r"(?:\b(?:in|for) )?\b(?:that|the same) (?:year|quarter|period|month)\b", re.IGNORECASE
)


def prefixed(known: Sequence[str], question: str) -> str:
    """ "lease end: why?" """
    return f"{' '.join(known)}: {question}" if known else question


def names_and_times(former: str, question: str) -> list[str]:
    """Those of the former question; its times only where the question has none of its own."""
    times = [] if times_in(question) else [time.text for _, time in times_in(former)]
    return list(dict.fromkeys([*(name.text for name in names_in(former)), *times]))


def in_its_time(question: str, former: str) -> str:
    """The question with "in Q2 2023" where the former one said so, as far as it says nothing."""
    times, known = times_in(former), dict(times_in(question))
    if not times or "year" in known or len({kind for kind, _ in times}) != len(times):
        return question
    missing = [time for kind, time in times if kind not in known]
    if not missing or any(time.text in question for time in missing):
        return question
    stretch = former[missing[0].start : missing[-1].end]
    if that_time := _THAT_TIME.search(question):
        return question[: that_time.start()] + f"in {stretch}" + question[that_time.end() :]
    mark = "?" if question.rstrip().endswith("?") else ""
    return f"{question.rstrip('?. ')} in {stretch}{mark}"
