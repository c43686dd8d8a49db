"""DOCX → blocks, by walking the XML parts of the package.

Insertions that were tracked are read, deletions are not; both are noted. Hidden text is read and noted.
Headers, footers, footnotes and endnotes are furniture.
"""

from __future__ import annotations

from collections import Counter
from posixpath import dirname, join, normpath

from lxml import etree

from naveza.documents.blocks import Block, Parsed, Text
from naveza.documents.parsers.docx_numbering import Numbering
from naveza.documents.parsers.docx_story import Story
from naveza.documents.parsers.docx_styles import VAL, Styles, StyleSheet, W
from naveza.documents.parsers.docx_text import RunReader
from naveza.documents.parsers.notes import Notes
from naveza.documents.parsers.refusals import Refusal
from naveza.documents.parsers.xmls import parse_xml
from naveza.documents.parsers.zips import Package
from naveza.lib.limits import DEFAULT, Limits

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DC = "{http://purl.org/dc/elements/1.1/}"
_FURNITURE = {
    "header": "header_or_footer",
    "footer": "header_or_footer",
    "footnotes": "footnote",
    "endnotes": "footnote",
}
_FACTORY_TITLE = "Word Document"
_MAIN = "word/document.xml"


def parse_docx(data: bytes, limits: Limits = DEFAULT) -> Parsed:
    """Read a DOCX file. Raises Refusal."""
    package = Package(data, limits)
    main = _main_part(package)
    root = parse_xml(_normal(package.read(main)), main)
    body = root.find(W + "body")
    if body is None:
        raise Refusal("not_a_document", where=f"the body in {main}")
    parts = _relations(package, main)
    styles = Styles(StyleSheet(_bytes(package, parts, "styles")))
    runs = RunReader(styles, Numbering(lambda: _part(package, parts, "numbering")))
    notes = Notes()
    story = Story(runs, notes, limits)
    story.read(body)
    furniture = _furniture(package, parts, runs, notes, story)
    if not story.blocks and not furniture:
        raise Refusal("blank")
    title = _title(package)
    return Parsed("docx", tuple(story.blocks), notes.finish(), _language(root, styles), title, furniture)


def _normal(data: bytes) -> bytes:
    """The strict flavour of the format differs only in the addresses of its namespaces."""
    if b"http://purl.oclc.org/ooxml/" not in data[:4096]:
        return data
    for kind in (b"wordprocessingml", b"drawingml", b"officeDocument"):
        base = b"http://purl.oclc.org/ooxml/" + kind + b"/"
        data = data.replace(base, b"http://schemas.openxmlformats.org/" + kind + b"/2006/")
    return data


def _relations(package: Package, part: str) -> list[tuple[str, str]]:
    """(last word of the type, name of the target) of the internal relations of a part."""
    name = join(dirname(part), "_rels", part.rpartition("/")[2] + ".rels")
    if name not in package:
        return []
    found = []
    for element in parse_xml(package.read(name), name).iter(_RELATION):
        target = element.get("Target", "")
        if element.get("TargetMode") == "External" or not target:
            continue
        path = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(part), target))
        found.append((element.get("Type", "").rpartition("/")[2], path))
    return found


def _main_part(package: Package) -> str:
    for kind, target in _relations(package, ""):
        if kind == "officeDocument" and target in package:
            return target
    if _MAIN not in package:
        raise Refusal("not_a_document", where=f"the part {_MAIN}")
    return _MAIN


def _bytes(package: Package, parts: list[tuple[str, str]], kind: str) -> bytes:
    name = next((target for k, target in parts if k == kind and target in package), None)
    return _normal(package.read(name)) if name else b""


def _part(package: Package, parts: list[tuple[str, str]], kind: str) -> etree._Element | None:
    data = _bytes(package, parts, kind)
    return parse_xml(data, f"the part {kind}") if data else None


def _furniture(
    package: Package, parts: list[tuple[str, str]], runs: RunReader, notes: Notes, body: Story
) -> tuple[Text, ...]:
    """Texts of headers, footers and notes, each part once; their places go on counting after the body."""
    texts: list[Text] = []
    done: set[str] = set()
    for kind, name in parts:
        if kind not in _FURNITURE or name in done or name not in package:
            continue
        done.add(name)
        root = parse_xml(_normal(package.read(name)), name)
        story = Story(runs, notes, body.limits, after=body)
        story.read(root)
        body.paragraphs, body.tables, body.texts = story.paragraphs, story.tables, story.texts
        found = list(_texts(story.blocks))
        texts += found
        for text in found:
            notes.add(_FURNITURE[kind], text.text, text.place)
    return tuple(texts)


def _texts(blocks: list[Block]) -> list[Text]:
    return list(Parsed("docx", tuple(blocks)).texts())


def _title(package: Package) -> str:
    name = "docProps/core.xml"
    if name not in package:
        return ""
    found = parse_xml(package.read(name), name).findtext(_DC + "title") or ""
    title = " ".join(found.split())
    return "" if title == _FACTORY_TITLE else title


def _language(root: etree._Element, styles: Styles) -> str:
    """The language most runs state; else the default of the styles, unless it is the English of the
    factory."""
    counts = Counter(e.get(VAL, "") for e in root.iter(W + "lang"))
    counts.pop("", None)
    if counts:
        return counts.most_common(1)[0][0].partition("-")[0].lower()
    default = styles.language.partition("-")[0].lower()
    return "" if default == "en" else default
