"""The tables of work that many share.

``jobs``     what is to be done: ``kind`` "scan" of a folder, or "read" of a file of it.
             ``worker_id`` is whose it is, NULL while it waits; ``tries`` how often it was begun
``workers``  a row a worker that is at it, while it lives: where it runs, what it does

``folders.scanned_at`` is when a worker last looked at all of it. A job goes with its folder. There
is no index by folder: the next job would be looked for by it, among all of its folder, in vain.
"""

WORK_SCHEMA = (
    "ALTER TABLE folders ADD COLUMN scanned_at timestamptz",
    """CREATE TABLE jobs (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        kind text NOT NULL,
        folder text COLLATE "C" NOT NULL REFERENCES folders(path) ON DELETE CASCADE,
        path text COLLATE "C" NOT NULL,
        tries integer NOT NULL DEFAULT 0,
        worker_id integer,
        UNIQUE (path, kind)
    )""",
    "CREATE INDEX jobs_waiting ON jobs(tries, id) WHERE worker_id IS NULL",
    "CREATE INDEX jobs_taken ON jobs(worker_id) WHERE worker_id IS NOT NULL",
    """CREATE TABLE workers (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        host text NOT NULL,
        pid integer NOT NULL,
        doing text NOT NULL DEFAULT '',
        heard_at timestamptz NOT NULL DEFAULT now()
    )""",
)
