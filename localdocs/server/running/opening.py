"""``localdocs open``: the page in the person's browser."""

import time
import webbrowser

from localdocs.server.page.way_in import new_entry


def page_link(address: str, token: str) -> str:
    """A link to the page of the server at ``address``, good once and for two minutes.

    What it carries stands behind the "#", which no browser sends.
    """
    return f"{address}/#entry={new_entry(token, time.time())}"


def shown_in_browser(link: str) -> bool:
    """Open a link in the browser of this computer; False where there is none."""
    try:
        return webbrowser.open(link)
    except (OSError, webbrowser.Error):
        return False
