"""The child process of `localdocs.collection.map.neighbourhoods`: one map, and that is all.

    python -m localdocs.collection.map.neighbourhoods_child

It is told with one line where the index is: ``{"location": …}``. It reads the middles itself, and
answers with one line: ``{"ids": […], "plane": [[x, y], …]}``.
"""

from contextlib import closing

from index.database.maps import middles
from index.opening import open_index
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
    with closing(open_index(parent.next_request()["location"])) as connection:
        ids, vectors = as_vectors(middles(connection))
    parent.send({"ids": ids.tolist(), "plane": by_pacmap(vectors).round(6).tolist()})


if __name__ == "__main__":
    main()
