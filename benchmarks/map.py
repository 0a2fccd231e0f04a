"""How the map is drawn: time, memory, and whether neighbours stay neighbours.

    python benchmarks/map.py [--documents 50000] [--clusters 200] [--methods components neighbours]

Vectors are made up: so many clusters of differing size and width in 384 dimensions, some of them
near one another. Each method runs in a process of its own; memory is the most beyond the vectors,
when the map is drawn and when a tenth of the documents was placed later. A neighbour is one of the
ten nearest documents in the plane; how many are of the same cluster is counted for 2,000 documents.
"""

import argparse
import resource
import time
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from localdocs.collection.map.layout import (
    Plane,
    Vectors,
    amid_neighbours,
    by_components,
    fitted,
)
from localdocs.collection.map.neighbourhoods import is_installed
from localdocs.collection.map.neighbourhoods_child import by_pacmap
from localdocs.collection.map.regions import clustered, regions_for

DIMENSION = 384
NEIGHBOURS, LOOKED_AT = 10, 2000
METHODS = {"components": by_components, "neighbours": by_pacmap}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--documents", type=int, default=50_000)
    parser.add_argument("--clusters", type=int, default=200)
    parser.add_argument("--methods", nargs="+", choices=list(METHODS), default=list(METHODS))
    options = parser.parse_args()
    print(f"{options.documents} documents, {options.clusters} clusters")
    print(
        "| method | seconds | CPU-s | memory, MB | same cluster "
        "| a tenth placed later: seconds | memory, MB | same cluster |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for method in options.methods:
        if method == "neighbours" and not is_installed():
            print("| neighbours | PaCMAP is not installed: pip install 'localdocs[map]' |")
            continue
        print(in_a_process(method, options.documents, options.clusters), flush=True)


def in_a_process(method: str, documents: int, clusters: int) -> str:
    """A row of the table."""
    ours, theirs = get_context("spawn").Pipe()
    process = get_context("spawn").Process(
        target=measured, args=(theirs, method, documents, clusters)
    )
    process.start()
    theirs.close()  # else a process that has ended would be waited for
    try:
        return str(ours.recv())
    except EOFError:
        return f"| {method} | it ended early |"
    finally:
        process.join()


def measured(parent: Connection, method: str, documents: int, clusters: int) -> None:
    """Draw, look at what was drawn, and tell it."""
    vectors, which = made_up(documents, clusters)
    before = memory_mb(anew=True)
    wall, processor = time.perf_counter(), time.process_time()
    plane = fitted(METHODS[method](vectors))
    clustered(plane, regions_for(documents))
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    memory = memory_mb() - before
    same = same_cluster(plane, which)
    later = time.perf_counter()
    new = np.arange(documents) % 10 == 0
    plane[new] = amid_neighbours(vectors[new], vectors[~new], plane[~new])
    later, memory_later = time.perf_counter() - later, memory_mb() - before
    again = same_cluster(plane, which)
    drawn = f"{wall:.1f} | {processor:.1f} | {memory:.0f} | {same:.3f}"
    parent.send(f"| {method} | {drawn} | {later:.1f} | {memory_later:.0f} | {again:.3f} |")


def made_up(documents: int, clusters: int) -> tuple[Vectors, NDArray[np.int64]]:
    """Vectors of unit length, and the cluster of each."""
    chance = np.random.default_rng(7)
    subjects = chance.normal(size=(max(2, clusters // 8), DIMENSION))
    centres = subjects[np.arange(clusters) % len(subjects)]
    centres = centres + 0.8 * chance.normal(size=(clusters, DIMENSION))
    share = chance.dirichlet(np.full(clusters, 2.0))
    which = chance.choice(clusters, size=documents, p=share)
    width = chance.uniform(0.4, 1.2, size=clusters)
    vectors = centres[which].astype(np.float32)
    vectors += width[which, None].astype(np.float32) * chance.normal(
        size=(documents, DIMENSION)
    ).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors, which


def same_cluster(plane: Plane, which: NDArray[np.int64]) -> float:
    """The share of the nearest in the plane that are of the same cluster."""
    chance = np.random.default_rng(8)
    rows = chance.choice(len(plane), min(LOOKED_AT, len(plane)), replace=False)
    right = 0
    for row in rows:
        distances = ((plane - plane[row]) ** 2).sum(axis=1)
        nearest = np.argpartition(distances, NEIGHBOURS + 1)[: NEIGHBOURS + 1]
        right += int((which[nearest] == which[row]).sum()) - 1
    return right / (NEIGHBOURS * len(rows))


def memory_mb(*, anew: bool = False) -> float:
    """The most that this process has held, or begin ``anew`` from what it holds. Linux: ru_maxrss
    is in kB."""
    if anew:
        Path("/proc/self/clear_refs").write_text("5")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


if __name__ == "__main__":
    main()
