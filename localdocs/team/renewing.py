"""A library that another version of localdocs has read, when a worker comes to it."""

from index.database.manifest import read_manifest
from index.index_store import IndexStore
from localdocs.errors import IndexMismatchError


def renew(store: IndexStore, splitter_version: int) -> None:
    """Have all files read anew where an older version has read them.

    Raises IndexMismatchError where it was a newer one: two versions would undo one another's work
    for ever.
    """
    built_with = read_manifest(store.connection)
    if built_with is not None and int(built_with.splitter) > splitter_version:
        raise IndexMismatchError(
            "A newer localdocs works on this library than the one on this computer.",
            "Install the newer one here, too: pip install --upgrade localdocs",
        )
    store.renew()
