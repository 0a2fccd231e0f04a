"""What the class and the id of an element say that it is for."""

import re
from functools import lru_cache
from typing import Any

FURNITURE = frozenset(
    "sidebar sidebars footer masthead comment comments disqus respond share sharing sharebar "
    "sharetools sharedaddy addthis related recommended recommendation recommendations recirc "
    "outbrain taboola promo promos sponsored advert adverts advertisement advertising ads "
    "adsense cookie cookies consent gdpr newsletter subscribe signup paywall regwall popup modal "
    "overlay lightbox trending mostread combx noprint printfooter catlinks sitenotice "
    "editsection jumpto".split()
)
"""Words that tell what is no part of the text."""

NAVIGATION = frozenset(
    "nav navbar navigation menu submenu breadcrumb breadcrumbs pagination pager".split()
)
"""The same of what is mostly links; a menu may be one of dishes, with their prices."""

AROUND_TEXT = FURNITURE | NAVIGATION

LIKELY_FURNITURE = AROUND_TEXT | frozenset(
    "social sponsor teaser teasers ticker widget widgets login logo copyright toolbar skip toc "
    "popular subscription promotion tags tag meta header".split()
)
"""The same of what has no paragraphs in it."""

COMMENTS = frozenset({"comment", "comments", "disqus", "respond"})
TEXT = frozenset(
    "article articlebody articletext body content contents entry hentry main page post posts text "
    "blog story storybody column prose markdown document".split()
)

_MOST_WORDS = 3
_NONE: frozenset[str] = frozenset()
_CUT = re.compile(r"[^a-z]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def names_of(element: Any) -> frozenset[str]:
    """The words of an element's class and id.

    A name of many words is made of a title: ``<section id="file-menu-shell-and-editor">``.
    """
    classes = (element.get("class") or "")[:500].split()
    stated = element.get("id")
    if stated and element.tag != "section" and "section" not in classes:
        classes.append(stated[:100])
    return _words_of(tuple(classes)) if classes else _NONE


@lru_cache(maxsize=2048)
def _words_of(names: tuple[str, ...]) -> frozenset[str]:
    found: set[str] = set()
    for name in names:
        words = [word for word in _CUT.split(_CAMEL.sub(" ", name).lower()) if word]
        if len(words) <= _MOST_WORDS:
            found.update(words)
    return frozenset(found)
