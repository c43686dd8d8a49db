"""Walking WordprocessingML: names of elements, and children looked for inside wrappers."""

from __future__ import annotations

from lxml import etree

from naveza.documents.parsers.docx_styles import W

P, TBL, TR, TC = W + "p", W + "tbl", W + "tr", W + "tc"
_CLOSED = frozenset(
    W + name
    for name in (
        "p",
        "tblPr",
        "tblGrid",
        "trPr",
        "tcPr",
        "sectPr",
        "sdtPr",
        "sdtEndPr",
        "customXmlPr",
        "tblPrEx",
    )
)


def opened(parent: etree._Element, wanted: tuple[str, ...]) -> list[etree._Element]:
    """Children of the wanted kinds, looked for inside content controls, tracked changes and other wrappers
    too."""
    found = []
    for child in parent:
        tag = child.tag
        if tag in wanted:
            found.append(child)
        elif tag not in _CLOSED and len(child):
            found += opened(child, wanted)
    return found


def words(element: etree._Element) -> str:
    """All the words of an element, for a note."""
    return " ".join("".join(t.text or "" for t in p.iter(W + "t", W + "delText")) for p in element.iter(P))
