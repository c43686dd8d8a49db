"""XLSX → blocks: one or more tables for each sheet, read from the XML of the package.

Values are read, never formulas; what is hidden is read and noted. Read directly and not through a spreadsheet
library, because bold words inside a cell, hidden rows and merged ranges matter here, and because the size
that a sheet claims must cost nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from naveza.documents.blocks import Block, Heading, Paragraph, Parsed, SheetPlace, Text
from naveza.documents.parsers.decode import notes_of_texts, visible
from naveza.documents.parsers.notes import Notes
from naveza.documents.parsers.opc import core_title, main_part, relations, transitional
from naveza.documents.parsers.refusals import Refusal
from naveza.documents.parsers.xlsx_sheet import Workbook, column_name, read_sheet, tables_of
from naveza.documents.parsers.xlsx_values import Formats, S
from naveza.documents.parsers.xmls import parse_xml
from naveza.documents.parsers.zips import Package
from naveza.lib.limits import DEFAULT, Limits

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def parse_xlsx(data: bytes, limits: Limits = DEFAULT) -> Parsed:
    """Read a workbook. Raises Refusal."""
    package = Package(data, limits)
    main = main_part(package, "xl/workbook.xml")
    root = parse_xml(transitional(package.read(main)), main)
    parts = {relation.id: relation.target for relation in relations(package, main)}
    notes = Notes()
    book = _workbook(package, main, root, notes, limits)
    blocks: list[Block] = []
    furniture: list[Text] = []
    sheets = list(root.iterfind(f"{S}sheets/{S}sheet"))
    for element in sheets:
        target = parts.get(element.get(_R + "id", ""))
        if target is None or "worksheets/" not in target or target not in package:
            continue
        name = element.get("name", "")
        sheet = read_sheet(transitional(package.read(target)), name, book)
        tables = list(tables_of(sheet, notes))
        furniture += sheet.furniture
        boxes = list(_text_boxes(package, target, name, notes))
        if not tables and not boxes:
            continue
        if element.get("state", "visible") != "visible":
            notes.add("hidden_sheet", name, SheetPlace(name, ""))
        if len(sheets) > 1:
            blocks.append(Heading(Text(name, SheetPlace(name, ""), name), 1))
        blocks += [*tables, *boxes]
    if not blocks:
        raise Refusal("blank")
    notes.extend(notes_of_texts(Parsed("xlsx", tuple(blocks)).texts()))
    return Parsed("xlsx", tuple(blocks), notes.finish(), "", core_title(package), tuple(furniture))


def _text_boxes(package: Package, sheet: str, name: str, notes: Notes) -> Iterator[Paragraph]:
    """Paragraphs of the text boxes that lie over a sheet; their place is the cell under their corner."""
    for relation in relations(package, sheet):
        if relation.kind != "drawing" or relation.target not in package:
            continue
        root = parse_xml(transitional(package.read(relation.target)), relation.target)
        for anchor in root:
            corner = anchor.find(_XDR + "from")
            column = (corner.findtext(_XDR + "col") or "" if corner is not None else "").strip()
            row = (corner.findtext(_XDR + "row") or "" if corner is not None else "").strip()
            known = column.isdigit() and row.isdigit()
            place = SheetPlace(name, f"{column_name(int(column) + 1)}{int(row) + 1}" if known else "")
            for paragraph in anchor.iter(_A + "p"):
                raw = "".join(t.text or "" for t in paragraph.iter(_A + "t"))
                if visible(raw):
                    notes.add("text_box", raw, place)
                    yield Paragraph(Text(visible(raw), place, raw))


def _workbook(package: Package, main: str, root: etree._Element, notes: Notes, limits: Limits) -> Workbook:
    parts = {relation.kind: relation.target for relation in relations(package, main)}
    strings: list[etree._Element] = []
    name = parts.get("sharedStrings", "")
    if name in package:
        strings = list(parse_xml(transitional(package.read(name)), name).iterfind(S + "si"))
    name = parts.get("styles", "")
    formats = Formats(parse_xml(transitional(package.read(name)), name) if name in package else None)
    properties = root.find(S + "workbookPr")
    from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    return Workbook(strings, formats, from_1904, notes, limits)
