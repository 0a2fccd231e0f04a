"""Where the index of a home lies: in a file of it, or on the PostgreSQL server of a team."""

import os
import re

from localdocs.home.places import Places
from localdocs.home.settings import Settings

_PASSWORD = re.compile(r"^(\w+://[^:@/?]*:).*(?=@)", re.DOTALL)
"""Up to the last "@": of a password that holds one, or a "/", nothing is to be left."""

_PASSWORD_BESIDE = re.compile(r"([?&]\w*password=)[^&]*", re.IGNORECASE)


def index_location(places: Places, settings: Settings) -> str:
    """As ``index.opening`` takes it."""
    return settings.text("database") or os.fspath(places.database)


def shown_location(location: str) -> str:
    """A location as it may be shown: an address without its password."""
    if "://" not in location:
        return location
    return _PASSWORD_BESIDE.sub(r"\1***", _PASSWORD.sub(r"\1***", location))
