"""What the values of a contact are called: "Mobile telephone", "Work e-mail", "Home address"."""

import re

_NAMES = {
    "TEL": "telephone",
    "EMAIL": "e-mail",
    "ADR": "address",
    "URL": "website",
    "IMPP": "chat",
    "X-ABRELATEDNAMES": "related person",
    "RELATED": "related person",
    "X-ABDATE": "date",
    "NICKNAME": "nickname",
    "ORG": "organization",
    "TITLE": "title",
    "ROLE": "role",
    "BDAY": "birthday",
    "ANNIVERSARY": "anniversary",
    "NOTE": "note",
    "CATEGORIES": "categories",
}
_MAY_BE_SEVERAL = frozenset({"TEL", "EMAIL", "ADR", "URL", "IMPP"})
_NAMED_BY_ITS_LABEL = frozenset({"X-ABRELATEDNAMES", "X-ABDATE"})
_TYPE = re.compile(r";(?:TYPE=)?\"?([\w,-]{1,60})\"?(?=;|$)", re.IGNORECASE)
_PLACES = {"HOME": "home", "WORK": "work"}
_TELEPHONES = {"CELL": "mobile telephone", "FAX": "fax", "PAGER": "pager"}
_OF_APPLE = re.compile(r"_\$!<(.{1,60})>!\$_")


def label_of(name: str, parameters: str, own: str = "") -> str:
    """The label of a value; "" where it is nothing that a person wrote. ``own``: what the person
    calls it, such as "Summer house"."""
    noun = _NAMES.get(name, "")
    own = _OF_APPLE.sub(r"\1", own).strip()
    if own and name in _NAMED_BY_ITS_LABEL:
        return _capital(own)
    if name not in _MAY_BE_SEVERAL:
        return _capital(noun)
    types = {one.upper() for match in _TYPE.finditer(parameters) for one in match[1].split(",")}
    if name == "TEL":
        noun = next((_TELEPHONES[one] for one in _TELEPHONES if one in types), noun)
    place = own or next((_PLACES[one] for one in _PLACES if one in types), "")
    return _capital(f"{place} {noun}".strip())


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
