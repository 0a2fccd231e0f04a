"""The workers of the service, and which of them a request goes to."""

from dataclasses import dataclass

from localdocs.computer.child_process import Message
from localdocs.service.work.worker import Job, Worker

QUICK = ("search", "models", "summary")
QUICK_CHARACTERS = 10_000
"""Texts that have no more of them together are embedded within half a second."""

CROWD = 4
"""So many quick requests are done before a second worker would have loaded its model."""


@dataclass(frozen=True, slots=True)
class Workers:
    """The answering worker, the second one for what is short, and the one that indexes."""

    answering: Worker
    searching: Worker
    indexing: Worker

    def converse(self, job: Job) -> None:
        """Have a question answered, as ``Worker.converse`` does; indexing waits meanwhile."""
        with self.indexing.suspended():
            self._who_answers(job).converse(job)

    def give_up(self, job: Job) -> None:
        """Nobody wants the answer to this question any more."""
        self.answering.stop(job)
        self.searching.stop(job)

    def _who_answers(self, job: Job) -> Worker:
        """The answering worker. Where it is at long work, what is short goes to the searching one,
        and so do searches where many wait."""
        what = job.request["do"]
        at_work = self.answering.works_at
        is_long = at_work is not None and not _is_quick(at_work)
        if what == "map" or (what == "ask" and not job.request["language_model"]):
            return self.searching if is_long else self.answering
        if not _is_quick(job.request):
            return self.answering
        is_crowded = self.answering.waiting > CROWD + self.searching.waiting
        return self.searching if is_long or is_crowded else self.answering


def _is_quick(request: Message) -> bool:
    """Whether it takes a moment, and no language model."""
    if request["do"] == "embed":
        return sum(map(len, request["texts"])) <= QUICK_CHARACTERS
    return request["do"] in QUICK
