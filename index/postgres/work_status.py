"""Who works on a team's library, and how far it has come."""

from datetime import UTC, datetime, timedelta

from index.connection import Connection
from index.postgres.work import ALIVE
from localdocs.reports import TeamStatus, TeamWorker

LAST_MINUTES = 5
"""Over how many minutes the speed is told."""


def team_status(connection: Connection) -> TeamStatus:
    """The workers in the order in which they came, the jobs, and the speed."""
    rows = connection.execute(
        "SELECT host, pid, doing, CAST(extract(epoch FROM now() - heard_at) AS double precision), "
        f"id IN ({ALIVE}) FROM workers ORDER BY id"
    ).fetchall()
    since = datetime.now(UTC) - timedelta(minutes=LAST_MINUTES)
    waiting = connection.execute("SELECT count(*) FROM jobs WHERE worker_id IS NULL").fetchone()
    done = connection.execute(
        "SELECT count(*) FROM files WHERE indexed_at >= CAST(? AS text)",
        (since.isoformat(timespec="seconds"),),
    ).fetchone()
    workers = (TeamWorker(row[0], row[1], row[2], max(row[3], 0.0), row[4]) for row in rows)
    return TeamStatus(tuple(workers), waiting[0], done[0] / LAST_MINUTES)
