"""What ``status`` says of those who work on a team's library."""

from collections.abc import Iterator
from typing import Any

from localdocs.languages.amounts import counted, duration, rounded
from localdocs.reports import TeamStatus, TeamWorker
from localdocs.views.style import each_shown


@each_shown
def team_lines(team: TeamStatus) -> Iterator[str]:
    """The workers, a line each; what waits, and how quickly it goes."""
    for worker in team.workers:
        yield f"Worker {worker.pid} on {worker.host}: {_doing(worker)}."
    if not team.workers:
        yield "No worker is at it. Start one: localdocs worker"
    speed = counted(round(team.files_a_minute), "file")
    yield f"{counted(team.jobs_waiting, 'job')} waiting, {speed} a minute of late."


def team_shape(team: TeamStatus) -> dict[str, Any]:
    """The same for programs."""
    return {
        "workers": [
            {
                "host": worker.host,
                "pid": worker.pid,
                "doing": worker.doing,
                "heard_seconds_ago": rounded(worker.heard_seconds_ago),
                "alive": worker.alive,
            }
            for worker in team.workers
        ],
        "jobs_waiting": team.jobs_waiting,
        "files_a_minute": rounded(team.files_a_minute),
    }


def _doing(worker: TeamWorker) -> str:
    if not worker.alive:
        return "gone; others do what it had begun"
    heard = duration(worker.heard_seconds_ago)
    return f"{worker.doing or 'waiting'}, last heard {heard} ago"
