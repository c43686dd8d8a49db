"""Word documents with tables, as a ministry prints a plan: landscape A4, header rows repeated, page numbers.

The package is made by python-docx; tables are built as XML directly, since python-docx looks through a whole
row for each cell. The same document gives the same bytes. The only fields are the page numbers; there is no
external relation and no macro.
"""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from datetime import datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from naveza.lib.tables import (
    LANGUAGE_TAGS,
    Cell,
    Heading,
    Line,
    Placed,
    Role,
    Run,
    Table,
    TableDocument,
    placed,
)
from naveza.lib.text import xml_safe

FONT = "Arial"  # on every machine, or a face of the same widths
INK = "1B2426"
BRAND = "0F4C4A"
RULE = "9AA8A6"
FILLS = {Role.HEADER: "DDE9E6", Role.BAND: "0F4C4A"}
_EPOCH = datetime(2026, 1, 1)  # noqa: DTZ001 (core properties carry no zone)
_ZIP_EPOCH = (2026, 1, 1, 0, 0, 0)
_TWIPS_PER_MM = 56.6929
_PAGE_WIDTH, _PAGE_HEIGHT, _MARGIN = 297, 210, 15


def _element(parent: Any, name: str, **attributes: str) -> Any:
    child = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        child.set(qn(f"w:{key}"), value)
    parent.append(child)
    return child


def _add_run(paragraph: Any, run: Run, *, bold: bool = False, colour: str = "") -> None:
    element = _element(paragraph, "r")
    if run.bold or run.italic or bold or colour:
        properties = _element(element, "rPr")
        if run.bold or bold:
            _element(properties, "b")
        if run.italic:
            _element(properties, "i")
        if colour:
            _element(properties, "color", val=colour)
    for n, part in enumerate(xml_safe(run.text).split("\n")):
        if n:
            _element(element, "br")
        text = _element(element, "t")
        text.text = part
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _add_paragraph(parent: Any, item: Line, style: str, *, role: Role = Role.BODY, centred: bool = False) -> None:
    paragraph = _element(parent, "p")
    properties = _element(paragraph, "pPr")
    _element(properties, "pStyle", val=style)
    if role is not Role.BODY:
        _element(properties, "keepNext")
    if centred:
        _element(properties, "jc", val="center")
    for run in item.runs:
        _add_run(paragraph, run, bold=role is not Role.BODY, colour="FFFFFF" if role is Role.BAND else "")


def _add_cell(row: Any, place: Placed, table: Table, widths: list[int], *, merged: str = "") -> None:
    """One `w:tc`. `merged` is `restart` in the first row of a vertical merge, `continue` below."""
    span = place.cell.column_span
    role = table.rows[place.row].role
    cell = _element(row, "tc")
    properties = _element(cell, "tcPr")
    _element(properties, "tcW", w=str(sum(widths[place.column : place.column + span])), type="dxa")
    if span > 1:
        _element(properties, "gridSpan", val=str(span))
    if merged:
        _element(properties, "vMerge", val=merged)
    if role in FILLS:
        _element(properties, "shd", val="clear", color="auto", fill=FILLS[role])
    narrow = span == 1 and table.columns[place.column].narrow
    if narrow:
        margins = _element(properties, "tcMar")
        for side in ("left", "right"):
            _element(margins, side, w="0", type="dxa")
    content = Cell() if merged == "continue" else place.cell
    for item in content.lines or (Line(()),):
        style = "CellBullet" if item.bullet else "CellText"
        _add_paragraph(cell, item, style, role=role, centred=narrow)


def _grid(table: Table, widths: list[int], parent: Any) -> None:
    element = _element(parent, "tbl")
    properties = _element(element, "tblPr")
    _element(properties, "tblW", w=str(sum(widths)), type="dxa")
    borders = _element(properties, "tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _element(borders, side, val="single", sz="4", space="0", color=RULE)
    _element(properties, "tblLayout", type="fixed")
    margins = _element(properties, "tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        _element(margins, side, w="40" if side in ("top", "bottom") else "70", type="dxa")
    if table.summary:
        _element(properties, "tblDescription", val=xml_safe(table.summary))
    grid = _element(element, "tblGrid")
    for width in widths:
        _element(grid, "gridCol", w=str(width))
    by_row: dict[int, list[tuple[Placed, str]]] = defaultdict(list)
    for place in placed(table):
        tall = place.cell.row_span > 1
        for n in range(place.cell.row_span):
            merged = ("continue" if n else "restart") if tall else ""
            by_row[place.row + n].append((place, merged))
    for number, row in enumerate(table.rows):
        _add_row(element, row.role, sorted(by_row[number], key=lambda p: p[0].column), table, widths)


def _add_row(parent: Any, role: Role, cells: list[tuple[Placed, str]], table: Table, widths: list[int]) -> None:
    row = _element(parent, "tr")
    properties = _element(row, "trPr")
    _element(properties, "cantSplit")
    if role is Role.HEADER:
        _element(properties, "tblHeader")
    for place, merged in cells:
        _add_cell(row, place, table, widths, merged=merged)


def _widths(table: Table) -> list[int]:
    """Column widths in twentieths of a point that fill the page between its margins."""
    available = (_PAGE_WIDTH - 2 * _MARGIN) * _TWIPS_PER_MM
    total = sum(c.width for c in table.columns)
    return [int(available * c.width / total) for c in table.columns]


def _set_style(document: Document, name: str, *, size: float, **options: Any) -> None:
    """Font, size, colour and spacing of a paragraph style; theme fonts would win over ours and go."""
    style = document.styles[name]
    for spacing in style.element.xpath("./w:rPr/w:spacing"):
        spacing.getparent().remove(spacing)
    assert isinstance(style, ParagraphStyle)  # noqa: S101 (told to the type checker)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for key in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{key}"), FONT)
    style.font.size = Pt(size)
    style.font.bold = options.get("bold", False)
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(options.get("colour", INK))
    style.paragraph_format.space_before = Pt(options.get("before", 0))
    style.paragraph_format.space_after = Pt(options.get("after", 0))
    style.paragraph_format.line_spacing = options.get("spacing", 1.0)


def _prepare(document: Document, content: TableDocument) -> None:
    """Styles, page, language and properties."""
    for name, base in (("CellText", "Normal"), ("CellBullet", "List Bullet")):
        style = document.styles.add_style(name, 1)
        style.base_style = document.styles[base]
    _set_style(document, "Normal", size=10.5, after=6, spacing=1.15)
    _set_style(document, "Title", size=20, bold=True, colour=BRAND, after=4)
    for border in document.styles["Title"].element.xpath(".//w:pBdr"):
        border.getparent().remove(border)
    _set_style(document, "Subtitle", size=12, after=12)
    for level, size in ((1, 14), (2, 12), (3, 11)):
        _set_style(document, f"Heading {level}", size=size, bold=True, colour=BRAND, before=14, after=6)
    _set_style(document, "List Bullet", size=10.5, after=3, spacing=1.15)
    _set_style(document, "CellText", size=9)
    _set_style(document, "CellBullet", size=9)
    bullet = document.styles["CellBullet"].paragraph_format
    bullet.left_indent, bullet.first_line_indent = Mm(3.5), Mm(-3.5)
    bullet.tab_stops.add_tab_stop(Mm(3.5))
    _set_style(document, "Footer", size=8.5)
    tag = LANGUAGE_TAGS.get(content.language, content.language)
    for lang in document.styles.element.xpath("./w:docDefaults//w:lang"):
        lang.set(qn("w:val"), tag)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(_PAGE_WIDTH), Mm(_PAGE_HEIGHT)
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin = section.bottom_margin = Mm(18)
    properties = document.core_properties
    properties.title, properties.language = xml_safe(content.title)[:255], tag
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = _EPOCH
    properties.revision = 1


def _add_footer(document: Document, text: str) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if text:
        paragraph.add_run(f"{xml_safe(text)}   ")
    for n, instruction in enumerate((" PAGE ", " NUMPAGES ")):
        if n:
            paragraph.add_run(" / ")
        field = _element(paragraph._p, "fldSimple", instr=instruction)
        _add_run(field, Run("1"))


def _slim(document: Document) -> None:
    """Drop what python-docx's template carries and no document of ours needs: 0.8 MB of it inflated."""
    unused = ("/thumbnail", "/stylesWithEffects", "/customXml")
    for rels in (document.part.package.rels, document.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(unused)]:
            del rels[key]
    for style in document.styles.element.xpath("./w:style[@w:type='table'][not(@w:default)]"):
        style.getparent().remove(style)


def _steady(data: bytes) -> bytes:
    """The package with every date inside fixed."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _ZIP_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, old.read(name))
    return result.getvalue()


def write_table_document(content: TableDocument) -> bytes:
    """The document as a .docx file. Raises ValueError where a table's cells do not fit together."""
    document = docx.Document()
    _prepare(document, content)
    body = document.element.body
    end = body[-1]  # the section's properties stay last
    if content.title:
        _add_paragraph(body, Line((Run(content.title),)), "Title")
    if content.subtitle:
        _add_paragraph(body, Line((Run(content.subtitle),)), "Subtitle")
    for block in content.blocks:
        if isinstance(block, Heading):
            _add_paragraph(body, Line((Run(block.text),)), f"Heading{min(block.level, 3)}")
        elif isinstance(block, Line):
            _add_paragraph(body, block, "ListBullet" if block.bullet else "Normal")
        else:
            _grid(block, _widths(block), body)
            # Without a paragraph between them two tables become one.
            _add_paragraph(body, Line(()), "Normal")
    body.append(end)
    _add_footer(document, content.footer)
    _slim(document)
    stream = io.BytesIO()
    document.save(stream)
    return _steady(stream.getvalue())
