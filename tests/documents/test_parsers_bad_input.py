"""Files that are broken, hostile or not what they say. Each test says whether it is a refusal or a reading."""

from __future__ import annotations

import re
import struct
import time
import zipfile
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from naveza.documents import parsers
from naveza.documents.parsers import NOTES, SENTENCES, Refusal, parse
from naveza.lib.limits import DEFAULT, MIB, Limits

from .builders import cell, codes, docx_from_xml, docx_table, grid, paragraph, relations, table, tables, word, zipped

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 4
ODT = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512


def code_of(data: bytes, name: str = "plan.docx", limits: Limits = DEFAULT) -> str:
    """The code with which a file is refused; its sentence names the file."""
    with pytest.raises(Refusal) as refusal:
        parse(data, name, limits)
    assert name in refusal.value.text
    assert refusal.value.text == SENTENCES[refusal.value.code].format(**refusal.value.values)
    return refusal.value.code


def test_an_empty_file_is_refused() -> None:
    assert code_of(b"") == "empty"


def test_a_file_beyond_the_size_for_uploads_is_refused() -> None:
    assert code_of(b"a" * (2 * MIB), "plan.txt", replace(DEFAULT, upload=MIB)) == "too_large"


@pytest.mark.parametrize(
    "data, name, code",
    [
        (OLE + "WordDocument".encode("utf-16-le"), "plan.doc", "old_word"),
        (OLE + "Workbook".encode("utf-16-le"), "plan.xls", "old_excel"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "plan.ppt", "old_office"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "plan.docx", "password"),
        (b"{\\rtf1\\ansi text}", "plan.rtf", "rich_text"),
        (JPEG, "photo.docx", "image"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "plan.pdf", "image"),
        (b"GIF89a" + b"\0" * 99, "plan.gif", "image"),
        (b"MZ" + b"\0" * 99, "plan.docx", "program"),
        (b"Rar!\x1a\x07\x01\x00", "plan.rar", "archive"),
        (zipped({"readme.txt": "hello"}), "plan.docx", "archive"),
        (zipped({"ppt/presentation.xml": "<a/>"}), "plan.pptx", "presentation"),
        (zipped({"xl/workbook.bin": b"\0"}), "plan.xlsb", "binary_workbook"),
        (ODT, "plan.odt", "open_document"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "plan.mht", "web_archive"),
        (b"\x00\x01\x02\x03" * 64, "plan.bin", "unknown_format"),
        (b"\x00\x01\x02\x03" * 64, "plan.docx", "not_a_document"),
        (b"%PDF-1.7\nnothing more", "plan.pdf", "truncated"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(data: bytes, name: str, code: str) -> None:
    assert code_of(data, name) == code


@pytest.mark.parametrize(
    "data, name, form",
    [
        (docx_table([["Goal", "Who"], ["Build", "Ministry"]]), "plan.pdf", "docx"),
        (b"<!doctype html><p>Goal and ministry</p>", "plan.docx", "html"),
        (b"Goal of the plan and its ministry\n", "plan.docx", "txt"),
    ],
)
def test_a_wrong_ending_is_read_by_content_and_noted(data: bytes, name: str, form: str) -> None:
    parsed = parse(data, name)
    assert parsed.format == form
    assert codes(parsed)[0] == "wrong_extension"


def test_a_truncated_zip_is_refused() -> None:
    data = docx_table([["Goal", "Who"]])
    assert code_of(data[: len(data) // 2]) == "truncated"


def test_a_zip_with_damaged_bytes_inside_is_refused() -> None:
    data = bytearray(docx_from_xml(paragraph("words " * 500)))
    at = data.index(b"word/document.xml") + 40
    data[at : at + 20] = b"\xff" * 20
    assert code_of(bytes(data)) == "damaged"


def test_a_zip_bomb_is_refused_by_the_bytes_that_come_out() -> None:
    bomb = word("document", "<w:body><w:p><w:r><w:t>" + " " * (40 * MIB) + "</w:t></w:r></w:p></w:body>")
    data = zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": bomb})
    assert len(data) < MIB
    assert code_of(data) == "bomb"
    assert code_of(data, limits=replace(DEFAULT, ratio=10**6, inflated=8 * MIB)) == "too_large_inflated"


def test_a_zip_that_lies_about_its_sizes_is_refused_too() -> None:
    data = bytearray(zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": b" " * (30 * MIB)}))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.rindex(signature)
        data[at + offset : at + offset + 4] = struct.pack("<I", 1000)
    assert code_of(bytes(data)) in ("bomb", "damaged")


def test_a_zip_of_too_many_members_is_refused() -> None:
    members = {f"word/{n}.xml": "<a/>" for n in range(50)}
    assert code_of(zipped(members), limits=replace(DEFAULT, members=20)) == "too_many_members"


def test_a_member_with_a_password_is_refused() -> None:
    data = bytearray(docx_from_xml(paragraph("secret")))
    with zipfile.ZipFile(BytesIO(bytes(data))) as archive:
        assert archive.infolist()
    start = 0
    while (start := data.find(b"PK\x01\x02", start)) >= 0:
        data[start + 8] |= 1
        start += 4
    assert code_of(bytes(data)) == "password"


DOCUMENT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:body></w:document>"
)
LAUGHS = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("doctype, entity, code", [(LAUGHS, "b", "entity_bomb"), (OUTSIDE, "x", "external_entity")])
def test_entities_are_refused(doctype: str, entity: str, code: str, encoding: str) -> None:
    xml = doctype + DOCUMENT.format(f"&{entity};")
    data = zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": xml.encode(encoding)})
    assert code_of(data) == code


@pytest.mark.parametrize("part", ["styles", "numbering", "header"])
def test_entities_in_other_parts_are_refused(part: str) -> None:
    numbered = paragraph("x", properties='<w:pStyle w:val="A"/><w:numPr><w:numId w:val="1"/></w:numPr>')
    with zipfile.ZipFile(BytesIO(docx_from_xml(numbered, **{part: paragraph("y")}))) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    members[f"word/{part}.xml"] = LAUGHS + "<a>&b;</a>"
    assert code_of(zipped(members)) == "entity_bomb"


def test_external_entities_in_a_web_page_are_not_loaded() -> None:
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>a &x; b</p></body></html>'
    assert "root:" not in " ".join(t.text for t in parse(page.encode(), "plan.html").texts())


def test_remote_templates_and_pictures_are_not_loaded() -> None:
    with zipfile.ZipFile(BytesIO(docx_from_xml(paragraph("words"), styles=""))) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    members["word/_rels/document.xml.rels"] = relations([("styles", "http://192.0.2.1/styles.xml")]).replace(
        'Target="http', 'TargetMode="External" Target="http'
    )
    assert [t.text for t in parse(zipped(members), "plan.docx").texts()] == ["words"]


def test_a_tower_of_nested_tables_is_refused() -> None:
    body = paragraph("deep")
    for _ in range(200):
        body = f"<w:tbl><w:tr><w:tc>{body}<w:p/></w:tc></w:tr></w:tbl>"
    assert code_of(docx_from_xml(body)) == "too_deep"


def test_a_table_of_16384_columns_is_refused() -> None:
    row = [cell(f"c{n}") for n in range(16_384)]
    assert code_of(docx_from_xml(table(row))) == "too_many_columns"


def test_a_span_that_claims_a_million_columns_is_refused_at_once() -> None:
    started = time.perf_counter()
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="99999"/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>'
    assert code_of(docx_from_xml(f"<w:tbl><w:tr>{wide}</w:tr></w:tbl>")) == "too_many_columns"
    assert time.perf_counter() - started < 0.5


def test_more_cells_than_allowed_are_refused() -> None:
    few = replace(DEFAULT, cells=100)
    assert code_of(docx_from_xml(table(*[["a", "b"]] * 60)), limits=few) == "too_many_cells"
    assert code_of(b"a;b\n" * 60, "plan.csv", few) == "too_many_cells"


def test_25_mb_of_one_letter_are_refused() -> None:
    letters = b"a" * (25 * MIB)
    assert code_of(letters, "plan.txt") == "line_too_long"
    assert code_of(letters, "plan.md") == "line_too_long"
    assert code_of(letters, "plan.csv") == "line_too_long"
    long = docx_from_xml(paragraph("a" * (11 * MIB)))
    assert code_of(long, limits=replace(DEFAULT, ratio=10**6)) == "text_too_long"


def test_100000_pasted_rows_are_read() -> None:
    rows = "".join(f"goal {n}\tX\tministry\n" for n in range(100_000))
    parsed = parse(rows.encode(), "pasted.txt")
    assert tables(parsed)[0].rows == 100_000
    assert [c.text for c in tables(parsed)[0].cells[-3:]] == ["goal 99999", "X", "ministry"]


def test_more_pasted_rows_than_allowed_are_refused_by_a_sentence() -> None:
    assert code_of(b"a\tb\tc\n" * 2_000, "pasted.txt", replace(DEFAULT, texts=1_000)) == "too_many_texts"


def test_many_rows_with_a_cell_on_each_line_are_read() -> None:
    rows = "".join(f"\tgoal {n}\n\tX\n\n" for n in range(5_000))
    parsed = parse(rows.encode(), "pasted.txt")
    assert tables(parsed)[0].rows == 5_000


def test_a_nul_in_xml_is_refused_as_damage() -> None:
    data = zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": DOCUMENT.format("a\0b")})
    assert code_of(data) == "damaged"


def test_odd_characters_are_read_in_every_text_format() -> None:
    line = "na\u200bčrt ş ș \u05e9\u05dc\u05d5\u05dd \u202eabc\u202c"
    for name, content in (
        ("plan.txt", line),
        ("plan.md", line),
        ("plan.csv", f"{line};b\n"),
        ("plan.html", f"<!doctype html><p>{line}</p>"),
    ):
        parsed = parse(content.encode(), name)
        assert next(parsed.texts()).text == "načrt ş ș \u05e9\u05dc\u05d5\u05dd abc", name
        assert {"invisible_characters", "right_to_left"} <= set(codes(parsed)), name


def test_odd_characters_in_word_and_excel_are_noted() -> None:
    parsed = parse(docx_from_xml(paragraph("na\u200bčrt \u05e9\u05dc\u05d5\u05dd")), "plan.docx")
    assert next(parsed.texts()).text == "načrt \u05e9\u05dc\u05d5\u05dd"
    assert {"invisible_characters", "right_to_left"} <= set(codes(parsed))


def test_every_refusal_has_a_sentence_that_says_what_to_do_or_why() -> None:
    for code, template in SENTENCES.items():
        assert "{name}" in template, code
        assert template.endswith("."), code


def test_every_code_in_the_parsers_has_a_sentence() -> None:
    folder = Path(parsers.__file__).parent
    source = "".join(path.read_text("utf-8") for path in sorted(folder.glob("*.py")))
    refused = set(re.findall(r'Refusal\(\s*"(\w+)"', source))
    noted = set(re.findall(r'(?:\bNote|notes\.add|notes\.once)\(\s*"(\w+)"', source))
    assert len(refused) > 20
    assert len(noted) > 15
    assert refused <= set(SENTENCES)
    assert noted <= set(NOTES)


def test_every_single_cut_of_a_document_is_refused_or_read() -> None:
    data = docx_from_xml(table(["Goal", "Who"], ["Build", "Ministry"]))
    for end in range(0, len(data), 37):
        try:
            parsed = parse(data[:end], "plan.docx")
        except Refusal as refusal:
            assert refusal.code in SENTENCES  # noqa: PT017 - either way is right, an error is not
        else:
            assert grid(tables(parsed)[0])[0] == ["Goal", "Who"]


def test_changed_bytes_never_give_anything_but_blocks_or_a_refusal() -> None:
    data = docx_from_xml(table(["Goal", "Who"], ["Build", "Ministry"]), styles="", numbering="")
    seen = set()
    for at in range(0, len(data), 5):
        broken = bytearray(data)
        broken[at] ^= 0x55
        try:
            parse(bytes(broken), "plan.docx")
            seen.add("read")
        except Refusal as refusal:
            seen.add(refusal.code)
    assert "damaged" in seen


def test_a_checksum_is_checked() -> None:
    data = docx_from_xml(paragraph("checked words"))
    crc = struct.pack("<I", zlib.crc32(word("document", f"<w:body>{paragraph('checked words')}</w:body>").encode()))
    assert code_of(data.replace(crc, b"\0\0\0\0")) == "damaged"
