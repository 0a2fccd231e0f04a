"""Where the index of a home lies: in a file of it, or on the PostgreSQL server of a team."""

import os

from localdocs.home.places import Places
from localdocs.home.settings import Settings


def index_location(places: Places, settings: Settings) -> str:
    """As ``index.opening`` takes it."""
    return settings.text("database") or os.fspath(places.database)
