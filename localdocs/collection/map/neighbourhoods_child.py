"""The child process of `localdocs.collection.map.neighbourhoods`: one map, and that is all.

    python -m localdocs.collection.map.neighbourhoods_child DATABASE

It reads the middles itself, and answers with one line: ``{"ids": […], "plane": [[x, y], …]}``.
"""

import sys
from contextlib import closing
from pathlib import Path

from index.database.maps import middles
from index.sqlite.connection import open_database
from localdocs.collection.map.layout import Plane, Vectors
from localdocs.collection.map.middles import as_vectors
from localdocs.computer.child_end import ChildEnd

SEED = 20


def by_pacmap(vectors: Vectors) -> Plane:
    """The places that PaCMAP finds, the same each time."""
    import pacmap

    drawing = pacmap.PaCMAP(n_components=2, random_state=SEED)
    plane: Plane = drawing.fit_transform(vectors, init="pca").astype("float64")
    return plane


def main() -> None:
    """Draw it."""
    parent = ChildEnd()
    with closing(open_database(Path(sys.argv[1]))) as connection:
        ids, vectors = as_vectors(middles(connection))
    parent.send({"ids": ids.tolist(), "plane": by_pacmap(vectors).round(6).tolist()})


if __name__ == "__main__":
    main()
