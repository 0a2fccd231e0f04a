"""Settings that the environment decides: no page can change them."""

from localdocs.home.settings import Settings
from localdocs.server.http.replies import RequestError


def check_not_outside(settings: Settings, name: str) -> None:
    """Raise RequestError for a setting whose value in the file would not count."""
    if settings.is_set_outside(name):
        raise RequestError(
            f"LOCALDOCS_{name.upper()} is set where the server was started, and goes before the "
            "settings.",
            status=409,
            code="set_by_environment",
        )
