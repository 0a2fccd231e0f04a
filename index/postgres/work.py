"""Work that many workers share: who is at it, and which job is whose.

A worker holds a lock of its session as long as it lives. The server frees the lock when the session
ends, however the process ended, so a job of a worker without its lock is free again at once; and
what a session without its lock would still write, cannot be written: it is the same session.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from index.connection import Connection
from index.database.transactions import transaction

Kind = Literal["scan", "read"]

_LIVES = 0x6C6F6364
"""The class of the locks that workers hold: "locd"."""

_ALONE = 0x6C6F6361
"""The class of what one of them does alone: "loca"."""

_OF_A_SESSION = (
    # A computer that went without a word is noticed by the server after 50 s, not two hours.
    ("tcp_keepalives_idle", "20"),
    ("tcp_keepalives_interval", "10"),
    ("tcp_keepalives_count", "3"),
    # Where the server's computer fails, the last half second of work is done again: results go
    # together with the jobs that they are of. Waiting for its disk takes ten times a small job.
    ("synchronous_commit", "off"),
)

ALIVE = f"""SELECT CAST(objid AS bigint) FROM pg_locks
    WHERE locktype = 'advisory' AND classid = {_LIVES} AND objsubid = 2 AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""


_IN_ONE_OF = "CASE WHEN folder = ANY(CAST(? AS text[])) THEN true END"
"""Said so that the planner takes it for likely: it goes along the jobs in their order then, instead
of sorting all that wait for every single one."""


class NoLongerWantedError(Exception):
    """The job has gone while it was done, with its folder: nothing of it is to be kept."""


@dataclass(frozen=True, slots=True)
class Job:
    """Something to do. ``tries`` counts this one."""

    job_id: int
    kind: Kind
    folder: Path
    path: Path
    tries: int


class SharedWork:
    """The work of one library, as one worker sees it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._worker_id = 0

    # Who is at it

    def join(self, host: str, pid: int) -> None:
        """Be one of the workers from now on."""
        for name, value in _OF_A_SESSION:
            self._run(f"SET {name} = {value}")
        with transaction(self._connection):  # nobody sees the row before its lock is held
            row = self._run(
                "INSERT INTO workers (host, pid) VALUES (CAST(? AS text), ?) RETURNING id",
                host,
                pid,
            ).fetchone()
            self._worker_id = int(row[0])
            self._run(f"SELECT pg_advisory_lock({_LIVES}, ?::integer)", self._worker_id)

    def leave(self) -> None:
        """Be none any more; what was begun is free."""
        with transaction(self._connection):
            self._run("UPDATE jobs SET worker_id = NULL WHERE worker_id = ?", self._worker_id)
            self._run("DELETE FROM workers WHERE id = ?", self._worker_id)
        self._run(f"SELECT pg_advisory_unlock({_LIVES}, ?::integer)", self._worker_id)

    def tell(self, doing: str) -> None:
        """Have ``status`` show what this worker does."""
        self._run(
            "UPDATE workers SET doing = CAST(? AS text), heard_at = now() WHERE id = ?",
            doing,
            self._worker_id,
        )

    def free_what_the_dead_held(self) -> None:
        """Have the jobs of workers that are no more done by others."""
        self._run(f"DELETE FROM workers WHERE id NOT IN ({ALIVE})")
        self._run(
            "UPDATE jobs SET worker_id = NULL WHERE worker_id IS NOT NULL "
            "AND NOT EXISTS (SELECT FROM workers WHERE workers.id = jobs.worker_id)"
        )

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """For what one worker is to do at a time: whether it may be this one."""
        row = self._run(f"SELECT pg_try_advisory_lock({_ALONE}, 1)").fetchone()
        try:
            yield bool(row[0])
        finally:
            if row[0]:
                self._run(f"SELECT pg_advisory_unlock({_ALONE}, 1)")

    # Jobs

    def ask_for_scans(self, folders: Sequence[Path], unless_within_seconds: float) -> None:
        """Have these folders looked at, but for those that were within these seconds."""
        self._run(
            "INSERT INTO jobs (kind, folder, path) SELECT 'scan', path, path FROM folders "
            "WHERE path = ANY(CAST(? AS text[])) AND (scanned_at IS NULL "
            "OR scanned_at <= now() - make_interval(secs => ?)) ORDER BY id ON CONFLICT DO NOTHING",
            _texts(folders),
            unless_within_seconds,
        )

    def take(self, folders: Sequence[Path]) -> Job | None:
        """The next job in one of these folders, as ours; None where there is none.

        One that somebody has failed at comes after all that nobody has tried.
        """
        row = self._run(
            f"""WITH taken AS (
                UPDATE jobs SET worker_id = ?, tries = tries + 1 WHERE id = (
                    SELECT id FROM jobs WHERE worker_id IS NULL AND {_IN_ONE_OF}
                    ORDER BY tries, id LIMIT 1 FOR UPDATE SKIP LOCKED
                ) RETURNING id, kind, folder, path, tries
            ), told AS (
                UPDATE workers SET heard_at = now(), doing =
                CASE kind WHEN 'scan' THEN 'scanning ' ELSE 'reading ' END || path
                FROM taken WHERE workers.id = ?
            )
            SELECT * FROM taken""",
            self._worker_id,
            _texts(folders),
            self._worker_id,
        ).fetchone()
        return row and Job(row[0], row[1], Path(row[2]), Path(row[3]), row[4])

    def put_reads(self, folder: Path, paths: Iterable[Path]) -> None:
        """Have these files of a folder read, in this order; those that wait already stay as they
        are."""
        self._connection.executemany(
            "INSERT INTO jobs (kind, folder, path) VALUES ('read', CAST(? AS text), "
            "CAST(? AS text)) ON CONFLICT DO NOTHING",
            [(str(folder), str(path)) for path in paths],
        )

    def finish(self, job: Job) -> None:
        """Done, with what else is written in this transaction. Raises NoLongerWantedError."""
        done = self._run(
            "DELETE FROM jobs WHERE id = ? AND worker_id = ?", job.job_id, self._worker_id
        )
        if not done.rowcount:
            raise NoLongerWantedError(job.path)
        if job.kind == "scan":
            self._run(
                "UPDATE folders SET scanned_at = now() WHERE path = CAST(? AS text)",
                str(job.folder),
            )

    def give_back(self, job: Job) -> None:
        """Let others do it; this try does not count."""
        self._run(
            "UPDATE jobs SET worker_id = NULL, tries = tries - 1 WHERE id = ? AND worker_id = ?",
            job.job_id,
            self._worker_id,
        )

    def count(self, folders: Sequence[Path]) -> int:
        """How many jobs there are in these folders, begun or not."""
        row = self._run(
            "SELECT count(*) FROM jobs WHERE folder = ANY(CAST(? AS text[]))", _texts(folders)
        ).fetchone()
        return int(row[0])

    def _run(self, statement: str, *parameters: Any) -> Any:
        return self._connection.execute(statement, parameters)


def _texts(paths: Iterable[Path]) -> list[str]:
    return [str(path) for path in paths]
