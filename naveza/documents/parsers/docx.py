"""DOCX → blocks, by walking the XML parts of the package.

Insertions that were tracked are read, deletions are not; both are noted. Hidden text is read and noted.
Headers, footers, footnotes and endnotes are furniture.
"""

from __future__ import annotations

from collections import Counter

from lxml import etree

from naveza.documents.blocks import Parsed, Text
from naveza.documents.parsers.decode import notes_of_texts
from naveza.documents.parsers.docx_numbering import Numbering
from naveza.documents.parsers.docx_story import Story
from naveza.documents.parsers.docx_styles import VAL, Styles, StyleSheet, W
from naveza.documents.parsers.docx_text import RunReader
from naveza.documents.parsers.docx_walk import words
from naveza.documents.parsers.notes import Notes
from naveza.documents.parsers.opc import Relation, core_title, main_part, relations, transitional
from naveza.documents.parsers.refusals import Refusal
from naveza.documents.parsers.xmls import parse_xml
from naveza.documents.parsers.zips import Package
from naveza.lib.limits import DEFAULT, Limits

_FURNITURE = {
    "header": "header_or_footer",
    "footer": "header_or_footer",
    "footnotes": "footnote",
    "endnotes": "footnote",
}


def parse_docx(data: bytes, limits: Limits = DEFAULT) -> Parsed:
    """Read a DOCX file. Raises Refusal."""
    package = Package(data, limits)
    main = main_part(package, "word/document.xml")
    root = parse_xml(transitional(package.read(main)), main)
    body = root.find(W + "body")
    if body is None:
        raise Refusal("not_a_document", where=f"the body in {main}")
    parts = relations(package, main)
    styles = Styles(StyleSheet(_bytes(package, parts, "styles")))
    runs = RunReader(styles, Numbering(lambda: _part(package, parts, "numbering")))
    notes = Notes()
    story = Story(runs, notes, limits)
    story.read(body)
    furniture = _furniture(package, parts, story)
    _note_what_is_not_read(package, parts, root, notes)
    if not story.blocks and not furniture:
        raise Refusal("blank")
    blocks = tuple(story.blocks)
    notes.extend(notes_of_texts(Parsed("docx", blocks, furniture=furniture).texts()))
    return Parsed("docx", blocks, notes.finish(), _language(root, styles), core_title(package), furniture)


def _bytes(package: Package, parts: list[Relation], kind: str) -> bytes:
    name = next((r.target for r in parts if r.kind == kind and r.target in package), None)
    return transitional(package.read(name)) if name else b""


def _part(package: Package, parts: list[Relation], kind: str) -> etree._Element | None:
    data = _bytes(package, parts, kind)
    return parse_xml(data, f"the part {kind}") if data else None


def _furniture(package: Package, parts: list[Relation], body: Story) -> tuple[Text, ...]:
    """Texts of headers, footers and notes, each part once; their places go on counting after the body."""
    texts: list[Text] = []
    done: set[str] = set()
    before = body
    for part in parts:
        name = part.target
        if part.kind not in _FURNITURE or name in done or name not in package:
            continue
        done.add(name)
        story = Story(body.runs, body.notes, body.limits, after=before)
        story.read(parse_xml(transitional(package.read(name)), name))
        before = story
        for text in Parsed("docx", tuple(story.blocks)).texts():
            texts.append(text)
            body.notes.add(_FURNITURE[part.kind], text.text, text.place)
    return tuple(texts)


def _note_what_is_not_read(package: Package, parts: list[Relation], root: etree._Element, notes: Notes) -> None:
    """Comments are talk about the document, and documents embedded in it are others: both are only noted."""
    comments = _part(package, parts, "comments")
    for comment in comments if comments is not None else ():
        notes.add("comment", words(comment))
    for _ in root.iter(W + "altChunk"):
        notes.add("embedded_document", "a document is embedded here; save it as part of this one")


def _language(root: etree._Element, styles: Styles) -> str:
    """The language most runs state; else the default of the styles, unless it is the English of the
    factory."""
    counts = Counter(e.get(VAL, "") for e in root.iter(W + "lang"))
    counts.pop("", None)
    if counts:
        return counts.most_common(1)[0][0].partition("-")[0].lower()
    default = styles.language.partition("-")[0].lower()
    return "" if default == "en" else default
