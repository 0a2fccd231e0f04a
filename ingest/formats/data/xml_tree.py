"""The tree of an XML source: nothing is fetched for it, and no entity may swell it."""

from typing import Any

from lxml import etree


def xml_root(source: str | bytes) -> Any | None:
    """The root of an XML source, its tags without a namespace; None where it is none."""
    parser = etree.XMLParser(
        resolve_entities="internal", no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True, huge_tree=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(source, parser=parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None:
        return None
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag.startswith("{"):
            element.tag = element.tag.partition("}")[2]
    return root
