"""Small real files for the tests of the parsers, made in memory."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO

import docx
import typst

from naveza.documents.blocks import Parsed, Table

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip archive with these members."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def relations(targets: Iterable[tuple[str, str]]) -> str:
    """A relations part: pairs of (kind, target)."""
    rows = "".join(
        f'<Relationship Id="r{i}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets)
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE_RELATIONS}">{rows}</Relationships>'


def word(tag: str, inner: str) -> str:
    """An XML part of WordprocessingML."""
    namespaces = (
        f'xmlns:w="{W_NS}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{tag} {namespaces}>{inner}</w:{tag}>'


def docx_from_xml(body: str, **parts: str) -> bytes:
    """A DOCX with this body; `parts` are the inner XML of `styles`, `numbering`, `header`, `footnotes` …"""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relations([("officeDocument", "word/document.xml")]),
        "word/document.xml": word("document", f"<w:body>{body}</w:body>"),
    }
    roots = {"header": "hdr", "footer": "ftr"}
    for name, inner in parts.items():
        members[f"word/{name}.xml"] = word(roots.get(name, name), inner)
    if parts:
        members["word/_rels/document.xml.rels"] = relations((name, f"{name}.xml") for name in parts)
    return zipped(members)


def paragraph(*runs: str, properties: str = "") -> str:
    """A `w:p`; a run that does not begin with `<` is plain text."""
    inner = "".join(run if run.startswith("<") else f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def cell(*paragraphs: str, properties: str = "") -> str:
    """A `w:tc`; a paragraph that does not begin with `<` is plain text."""
    inner = "".join(p if p.startswith("<") else paragraph(p) for p in paragraphs) or "<w:p/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(*rows: Sequence[str], properties: str = "") -> str:
    """A `w:tbl` from rows of cells; a cell that does not begin with `<` is plain text."""
    body = "".join(
        "<w:tr>" + "".join(c if c.startswith("<w:tc>") else cell(*([c] if c else [])) for c in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{body}</w:tbl>"


def docx_table(rows: Sequence[Sequence[str]]) -> bytes:
    """A DOCX made by python-docx with one table."""
    document = docx.Document()
    made = document.add_table(rows=len(rows), cols=len(rows[0]))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            made.cell(r, c).text = text
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    """Bytes of a python-docx document."""
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(source: str, width: str = "29.7cm", height: str = "21cm") -> bytes:
    """A PDF made by typst from this source."""
    page = f"#set page(width: {width}, height: {height}, margin: 2cm)\n#set text(size: 9pt)\n"
    return bytes(typst.compile((page + source).encode()))


def raw_pdf(
    texts: Iterable[tuple[float, float, str]], rules: Iterable[tuple[float, float, float, float]] = ()
) -> bytes:
    """A PDF written by hand: 9 point Helvetica at (x, y from the bottom), and lines (x0, y0, x1, y1)."""
    content = "".join(f"BT /F 9 Tf {x} {y} Td ({text}) Tj ET\n" for x, y, text in texts)
    content += "".join(f"{x0} {y0} m {x1} {y1} l S\n" for x0, y0, x1, y1 in rules)
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


def tables(parsed: Parsed) -> list[Table]:
    """Tables of a document."""
    return [block for block in parsed.blocks if isinstance(block, Table)]


def grid(made: Table) -> list[list[str]]:
    """Texts of a table row by row, cells where they start."""
    return [[c.text for c in made.row(r)] for r in range(made.rows)]


def words(parsed: Parsed) -> list[str]:
    """Every word of a document, sorted."""
    return sorted(word for text in parsed.texts() for word in text.text.split())


def codes(parsed: Parsed) -> list[str]:
    """Codes of the notes."""
    return [note.code for note in parsed.notes]
