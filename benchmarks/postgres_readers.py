"""What a policy costs: the same searches by the owner of a library and by roles that read of it.

    python benchmarks/postgres_readers.py [--rows 50000]

Passages and questions are those of ``postgres_scale.py``, in two folders of which the second has
every fiftieth document. Roles see all, the first folder, the second one. Times are processor time
of this process and of the server's for it, so that other programs change them little. Linux only.
"""

import argparse
import os
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from postgres_scale import DIMENSION, Asking, Made, fill, question, server

from index.database import catalog
from index.database.manifest import Manifest, write_manifest
from index.index_store import IndexStore
from index.postgres.connection import PostgresConnection, open_postgres
from index.postgres.sharing import EVERYONE, share
from index.postgres.vectors import PostgresVectors
from index.words.query import known_terms, search_terms
from index.words.vocabulary import Vocabulary

MOST, FEW = Path("/made"), Path("/other")
FIFTIETH = 50

Asked = Sequence[tuple[str, object]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--questions", type=int, default=100)
    options = parser.parse_args()
    with server(None) as address:
        owner = open_postgres(address)
        prepare(owner, options.rows)
        made = Made()
        chosen = random.Random(0).sample(range(options.rows), options.questions)
        asked = [question(made, number) for number in chosen]
        print("| who | sees | words ms | vectors ms | search ms |\n|---|---|---|---|---|")
        print(row("owner", owner, asked), flush=True)
        for role, folders in (("all", (MOST, FEW)), ("most", (MOST,)), ("few", (FEW,))):
            owner.execute(f'CREATE ROLE "{role}" LOGIN')
            for folder in folders:
                share(owner, folder, [role])
            reader = open_postgres(address.replace("//postgres:@", f"//{role}:@"))
            assert reader.reads_only and role != EVERYONE
            print(row(role, reader, asked), flush=True)
            reader.close()
        owner.close()


def prepare(owner: PostgresConnection, rows: int) -> None:
    for folder in (MOST, FEW):
        catalog.add_folder(owner, catalog.Folder(folder, folder.name))
    fill(owner, 0, rows)
    begun = time.perf_counter()
    owner.execute(
        "UPDATE files SET path = replace(path, '/made/', '/other/') WHERE id % ? = 0", (FIFTIETH,)
    )
    print(f"moved to another folder in {time.perf_counter() - begun:.1f} s")
    PostgresVectors(DIMENSION).refresh(owner)
    write_manifest(owner, Manifest(Asking.identity, str(DIMENSION), "1"))
    owner.execute("VACUUM ANALYZE")


def row(who: str, connection: PostgresConnection, asked: Asked) -> str:
    passages = connection.execute("SELECT count(*) FROM passages").fetchone()[0]
    search, vocabulary, embedder = PostgresVectors(DIMENSION), Vocabulary(connection), Asking()
    store = IndexStore(connection, lambda: embedder, "1")

    def by_words(text: str, _: object) -> None:
        search_terms(connection, known_terms(vocabulary, text), 200)

    def by_vectors(_: str, near: object) -> None:
        search.nearest(connection, near, 100)  # type: ignore[arg-type]

    def whole(text: str, near: object) -> None:
        embedder.vector = near  # type: ignore[assignment]
        store.search(text, 10)

    times = [spent(connection, asked, one) for one in (by_words, by_vectors, whole)]
    return f"| {who} | {passages:,} | {' | '.join(f'{one:.1f}' for one in times)} |"


def spent(
    connection: PostgresConnection, asked: Asked, work: Callable[[str, object], None]
) -> float:
    """Milliseconds of processors a question, once everything was read."""
    pid = connection.execute("SELECT pg_backend_pid()").fetchone()[0]
    for one in asked[:20]:
        work(*one)
    begun = _processor_seconds(pid)
    for one in asked:
        work(*one)
    return 1000 * (_processor_seconds(pid) - begun) / len(asked)


def _processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    ticks = int(fields[11]) + int(fields[12])
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "2")
    main()
