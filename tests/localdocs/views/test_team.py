"""What ``status`` says of a team's workers."""

from localdocs.reports import LibraryStatus, TeamStatus, TeamWorker
from localdocs.views.folders import status_lines, status_shape
from localdocs.views.style import Style
from localdocs.views.team import team_lines


def test_each_worker_has_its_line() -> None:
    team = TeamStatus(
        (
            TeamWorker("indexer", 12, "reading /docs/a\x1b.pdf", 3.2, True),
            TeamWorker("attic", 7, "embedding", 90.0, False),
        ),
        1_250,
        310.4,
    )
    lines = list(team_lines(team))
    assert lines == [
        "Worker 12 on indexer: reading /docs/a\\x1b.pdf, last heard 3 s ago.",
        "Worker 7 on attic: gone; others do what it had begun.",
        "1,250 jobs waiting, 310 files a minute of late.",
    ]
    status = LibraryStatus(passages=3, embedded=1)
    shown = list(status_lines(status, Style(False), None, team))
    assert shown[-3:] == lines
    assert any("'localdocs worker' does the rest" in line for line in shown)
    assert status_shape(status, None, team)["team"]["workers"][0]["host"] == "indexer"


def test_nobody_is_said_too() -> None:
    assert list(team_lines(TeamStatus())) == [
        "No worker is at it. Start one: localdocs worker",
        "0 jobs waiting, 0 files a minute of late.",
    ]
