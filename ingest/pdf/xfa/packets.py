"""The XML of an XFA form: its template, and the data that fill it in. Nothing in it is followed."""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium_c
from lxml import etree

_LARGEST = 20_000_000  # bytes of a packet
_MOST_PACKETS = 100
_LONGEST_NAME = 200  # bytes

Element = Any
"""An ``lxml`` element."""


def is_xfa(pdf: Any) -> bool:
    """Whether an open ``PdfDocument`` holds such a form."""
    kinds = (pdfium_c.FORMTYPE_XFA_FULL, pdfium_c.FORMTYPE_XFA_FOREGROUND)
    return pdfium_c.FPDF_GetFormType(pdf.raw) in kinds


def template_and_data(pdf: Any) -> tuple[Element, Element | None] | None:
    """The roots of the template and of the data; None where there is no template."""
    found: dict[str, Element] = {}
    for name, source in _packets(pdf):
        if name in ("template", "datasets", ""):  # "" is a form in one piece
            for element in _parts(_parsed(source)):
                found.setdefault(local_name(element), element)
    template = found.get("template")
    datasets = found.get("datasets")
    data = None if datasets is None else child(datasets, "data")
    return None if template is None else (template, data)


def local_name(element: Element) -> str:
    """The name of an element without its namespace; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element, *names: str) -> Iterator[Element]:
    """The child elements with one of these names; all where none is given."""
    for inner in element:
        name = local_name(inner)
        if name and (not names or name in names):
            yield inner


def child(element: Element | None, name: str) -> Element | None:
    """The first child element of this name."""
    return None if element is None else next(children(element, name), None)


def _parsed(source: bytes) -> Element | None:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True
    )
    try:
        root = etree.fromstring(source, parser=parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    for line_end in () if root is None else root.iter("{*}br"):
        line_end.tail = f"\n{line_end.tail or ''}"
    return root


def _parts(root: Element | None) -> Iterator[Element]:
    if root is not None:
        yield root
        yield from children(root)


def _packets(pdf: Any) -> Iterator[tuple[str, bytes]]:
    for place in range(min(pdfium_c.FPDF_GetXFAPacketCount(pdf.raw), _MOST_PACKETS)):
        size = pdfium_c.FPDF_GetXFAPacketName(pdf.raw, place, None, 0)
        if size > _LONGEST_NAME:
            continue
        name = ctypes.create_string_buffer(size + 1)
        pdfium_c.FPDF_GetXFAPacketName(pdf.raw, place, name, size)
        length = ctypes.c_ulong()
        pdfium_c.FPDF_GetXFAPacketContent(pdf.raw, place, None, 0, length)
        if 0 < length.value <= _LARGEST:
            content = ctypes.create_string_buffer(length.value)
            pdfium_c.FPDF_GetXFAPacketContent(pdf.raw, place, content, length.value, length)
            yield name.value.decode("utf-8", "replace"), content.raw
