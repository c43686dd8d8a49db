"""DOCX: merged cells, boldness, automatic numbers, tracked changes and the rest of what Word can do."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from naveza.documents.blocks import Heading, Item, Paragraph, ParagraphPlace, Parsed, TablePlace
from naveza.documents.parsers import Refusal, parse

from .builders import (
    cell,
    codes,
    docx_from_xml,
    docx_table,
    grid,
    paragraph,
    saved,
    table,
    tables,
    words,
    zipped,
)


def read(body: str, **parts: str) -> Parsed:
    return parse(docx_from_xml(body, **parts), "plan.docx")


def texts(parsed: Parsed) -> list[str]:
    return [t.text for t in parsed.texts()]


def test_a_table_of_python_docx_is_read_cell_by_cell() -> None:
    parsed = parse(docx_table([["Goal", "Who"], ["Build  a net", "Ministry\nInstitute"]]), "plan.docx")
    made = tables(parsed)[0]
    assert parsed.format == "docx"
    assert grid(made) == [["Goal", "Who"], ["Build a net", "Ministry Institute"]]
    last = made.row(1)[1].texts[1]
    assert last.text == "Institute"
    assert last.place == TablePlace(0, 1, 1, 1)


def test_a_merged_cell_counts_once() -> None:
    document = docx.Document()
    made = document.add_table(rows=3, cols=3)
    for row in range(3):
        for column in range(3):
            made.cell(row, column).text = f"{row}{column}"
    made.cell(0, 0).merge(made.cell(0, 1)).text = "wide"
    made.cell(1, 2).merge(made.cell(2, 2)).text = "tall"
    got = tables(parse(saved(document), "plan.docx"))[0]
    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in got.cells] == [
        (0, 0, 1, 2, "wide"),
        (0, 2, 1, 1, "02"),
        (1, 0, 1, 1, "10"),
        (1, 1, 1, 1, "11"),
        (1, 2, 2, 1, "tall"),
        (2, 0, 1, 1, "20"),
        (2, 1, 1, 1, "21"),
    ]


def test_a_merge_goes_on_over_three_rows_and_then_begins_again() -> None:
    start, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        [cell("a", properties=start), "1"],
        [cell(properties=go_on), "2"],
        [cell(properties=go_on), "3"],
        [cell("b", properties=start), "4"],
        [cell(properties=go_on), "5"],
    )
    made = tables(read(body))[0]
    assert [(c.row, c.row_span, c.text) for c in made.cells if c.column == 0] == [(0, 3, "a"), (3, 2, "b")]
    assert made.rows == 5


def test_a_merge_with_nothing_above_is_a_cell_of_its_own() -> None:
    made = tables(read(table([cell("left", properties="<w:vMerge/>"), "x"])))[0]
    assert [c.text for c in made.cells] == ["left", "x"]


def test_cells_left_out_at_the_start_of_a_row_keep_the_columns_right() -> None:
    row = f'<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>{cell("third")}</w:tr>'
    made = tables(read(f"<w:tbl>{row}</w:tbl>"))[0]
    assert made.cells[0].column == 2
    assert made.columns == 3


def test_rows_marked_as_header_are_counted() -> None:
    head = "<w:tr><w:trPr><w:tblHeader/></w:trPr>" + cell("Goal") + "</w:tr>"
    made = tables(read(f"<w:tbl>{head}{head}<w:tr>{cell('x')}</w:tr></w:tbl>"))[0]
    assert made.header_rows == 2


def test_a_line_break_in_a_cell_begins_a_new_text_and_outside_it_is_a_blank() -> None:
    broken = "<w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r>"
    parsed = read(paragraph(broken) + table([cell(paragraph(broken))]))
    assert texts(parsed) == ["one two", "one", "two"]
    assert next(parsed.texts()).raw == "one\ntwo"


def test_bold_comes_from_the_run_the_character_style_the_paragraph_style_and_the_table_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Lead"><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="table" w:styleId="Head"><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>'
        "</w:style>"
    )
    run = "<w:r><w:rPr>{}</w:rPr><w:t>{}</w:t></w:r>".format
    body = (
        paragraph(run("<w:b/>", "Ministry"), run("", ", NIJZ"))
        + paragraph(run('<w:rStyle w:val="Strong"/>', "Strong"), run('<w:b w:val="0"/>', " plain"))
        + paragraph("From style", properties='<w:pStyle w:val="Lead"/>')
        + paragraph(run('<w:b w:val="false"/>', "not bold"), properties='<w:pStyle w:val="Lead"/>')
        + paragraph(run('<w:rStyle w:val="Strong"/>', "toggled"), properties='<w:pStyle w:val="Lead"/>')
        + table(["head"], ["body"], properties='<w:tblStyle w:val="Head"/><w:tblLook w:firstRow="1"/>')
    )
    found = [(t.text, t.bold) for t in read(body, styles=styles).texts()]
    assert found == [
        ("Ministry, NIJZ", ((0, 8),)),
        ("Strong plain", ((0, 6),)),
        ("From style", ((0, 10),)),
        ("not bold", ()),
        ("toggled", ()),
        ("head", ((0, 4),)),
        ("body", ()),
    ]


def test_bold_spans_count_in_the_collapsed_text() -> None:
    body = paragraph(
        "<w:r><w:t>  a </w:t></w:r>",
        "<w:r><w:rPr><w:b/></w:rPr><w:t> Min</w:t></w:r>",
        "<w:r><w:rPr><w:b/></w:rPr><w:t>istry  of </w:t></w:r>",
        "<w:r><w:t> </w:t></w:r>",
        "<w:r><w:rPr><w:b/></w:rPr><w:t>Health</w:t></w:r>",
        "<w:r><w:t>, b</w:t></w:r>",
    )
    text = next(read(body).texts())
    assert text.text == "a Ministry of Health, b"
    assert [text.text[a:b] for a, b in text.bold] == ["Ministry of Health"]


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>'
    "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>'
    "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
)


def numbered(text: str, level: int, number: int = 1) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, properties=properties)


def test_automatic_numbers_are_counted_as_word_prints_them() -> None:
    steps = [("a", 0), ("b", 1), ("c", 1), ("d", 2), ("e", 2), ("f", 0), ("g", 1)]
    body = "".join(numbered(text, level) for text, level in steps) + numbered("h", 0, 2) + numbered("i", 0, 3)
    items = [b for b in read(body, numbering=NUMBERING).blocks if isinstance(b, Item)]
    assert [i.text.marker for i in items] == ["I.", "1.1", "1.2", "c)", "d)", "II.", "2.1", "•", "VII."]
    assert [i.level for i in items] == [0, 1, 1, 2, 2, 0, 1, 0, 0]


def test_numbers_in_cells_are_markers_too() -> None:
    body = table([cell(numbered("first", 0), numbered("second", 0))])
    made = tables(read(body, numbering=NUMBERING))[0]
    assert [(t.marker, t.text) for t in made.cells[0].texts] == [("I.", "first"), ("II.", "second")]


def test_headings_are_known_by_outline_level_by_name_and_by_localized_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Naslov1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Poglavje"><w:name w:val="Poglavje"/><w:pPr><w:outlineLvl w:val="1"/>'
        "</w:pPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="Moj"><w:name w:val="Moj"/><w:basedOn w:val="Poglavje"/></w:style>'
    )
    body = "".join(
        paragraph(name, properties=f'<w:pStyle w:val="{name}"/>') for name in ("Naslov1", "Poglavje", "Moj", "Nadpis3")
    ) + paragraph("direct", properties='<w:outlineLvl w:val="3"/>')
    found = [(b.text.text, b.level) for b in read(body, styles=styles).blocks if isinstance(b, Heading)]
    assert found == [("Naslov1", 1), ("Poglavje", 2), ("Moj", 2), ("Nadpis3", 3), ("direct", 4)]


def test_headings_of_python_docx_are_headings() -> None:
    document = docx.Document()
    document.add_heading("Plan", 0)
    document.add_heading("Chapter", 1)
    document.add_heading("Part", 2)
    found = [b.level for b in parse(saved(document), "p.docx").blocks if isinstance(b, Heading)]
    assert found == [1, 1, 2]


def test_tracked_insertions_are_read_and_deletions_are_not_and_both_are_noted() -> None:
    body = paragraph(
        "kept ",
        '<w:ins w:id="1" w:author="x"><w:r><w:t>new</w:t></w:r></w:ins>',
        '<w:del w:id="2" w:author="x"><w:r><w:delText>old</w:delText></w:r></w:del>',
        '<w:moveTo w:id="3"><w:r><w:t> moved</w:t></w:r></w:moveTo>',
        '<w:moveFrom w:id="4"><w:r><w:t>from here</w:t></w:r></w:moveFrom>',
    )
    parsed = read(body)
    assert texts(parsed) == ["kept new moved"]
    assert sorted(codes(parsed)) == ["tracked_deletion"] * 2 + ["tracked_insertion"] * 2
    assert {n.detail for n in parsed.notes} == {"new", "moved", "old", "from here"}


def test_a_deleted_row_is_left_out_and_noted() -> None:
    gone = f'<w:tr><w:trPr><w:del w:id="1"/></w:trPr>{cell("gone")}{cell("too")}</w:tr>'
    kept = f"<w:tr>{cell('stays')}{cell('here')}</w:tr>"
    parsed = read(f"<w:tbl>{kept}{gone}{kept}</w:tbl>")
    assert grid(tables(parsed)[0]) == [["stays", "here"]] * 2
    assert [(n.code, n.detail) for n in parsed.notes] == [("tracked_deletion", "gone too")]


def test_hidden_text_is_read_and_noted() -> None:
    parsed = read(paragraph("seen ", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r>"))
    assert texts(parsed) == ["seen unseen"]
    assert [(n.code, n.detail) for n in parsed.notes] == [("hidden_text", "unseen")]


def test_tables_in_content_controls_and_changes_are_found() -> None:
    inner = table(["a", "b"])
    body = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('before')}{inner}</w:sdtContent></w:sdt>"
    wrapped = (
        "<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent>"
        + cell(f"<w:sdt><w:sdtContent>{paragraph('deep')}</w:sdtContent></w:sdt>")
        + "</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt></w:tbl>"
    )
    assert texts(read(body + wrapped)) == ["before", "a", "b", "deep"]


def test_a_nested_table_gives_its_lines_to_the_cell_around_it() -> None:
    parsed = read(table(["goal", cell(paragraph("before"), table(["x", "y"], ["z", ""]), paragraph("after"))]))
    made = tables(parsed)[0]
    assert [t.text for t in made.row(0)[1].texts] == ["before", "x", "y", "z", "after"]
    assert [t.place.as_json()["paragraph"] for t in made.row(0)[1].texts] == [0, 1, 2, 3, 4]
    assert codes(parsed) == ["nested_table"]


def test_a_table_that_only_frames_the_page_is_opened() -> None:
    parsed = read(table([cell(paragraph("Title"), table(["a", "b"], ["c", "d"]), "<w:p/>")]))
    assert [type(b).__name__ for b in parsed.blocks] == ["Paragraph", "Table"]
    assert grid(tables(parsed)[0]) == [["a", "b"], ["c", "d"]]


TEXT_BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent>'
    "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent>"
    "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = TEXT_BOX.format(paragraph("boxed") + table(["p", "q"]))
    parsed = read(paragraph("anchor", box) + paragraph("next"))
    assert texts(parsed) == ["anchor", "boxed", "p", "q", "next"]
    assert "text_box" in codes(parsed)


def test_a_text_box_in_a_cell_stays_in_the_cell() -> None:
    parsed = read(table([cell(paragraph("anchor", TEXT_BOX.format(paragraph("boxed"))))]))
    assert [t.text for t in tables(parsed)[0].cells[0].texts] == ["anchor", "boxed"]


def test_headers_footers_and_footnotes_are_furniture() -> None:
    parsed = read(
        paragraph("body", '<w:r><w:footnoteReference w:id="1"/></w:r>'),
        header=paragraph("Plan 2030"),
        footer=paragraph("page 1"),
        footnotes=f'<w:footnote w:id="1">{paragraph("a note")}</w:footnote>',
    )
    assert [t.text for t in parsed.furniture] == ["Plan 2030", "page 1", "a note"]
    assert [b.text.text for b in parsed.blocks if isinstance(b, Paragraph)] == ["body"]
    assert codes(parsed).count("header_or_footer") == 2
    assert len({str(t.place) for t in parsed.texts()}) == 4


def test_comments_and_embedded_documents_are_noted() -> None:
    comment = f'<w:comment w:id="0">{paragraph("please check")}</w:comment>'
    parsed = read(paragraph("body", '<w:r><w:commentReference w:id="0"/></w:r>') + "<w:altChunk/>", comments=comment)
    assert texts(parsed) == ["body"]
    assert (parsed.notes[0].code, parsed.notes[0].detail) == ("comment", "please check")
    assert codes(parsed)[1] == "embedded_document"


def test_symbols_and_ticked_boxes_are_characters() -> None:
    box = "<w:r><w:fldChar><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>"
    parsed = read(
        table(
            [
                cell(paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>')),
                cell(paragraph(box)),
                cell(paragraph("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t></w:r>")),
            ]
        )
    )
    assert texts(parsed) == ["✓", "☒", "a b-c"]


def test_links_and_fields_keep_their_words_and_lose_their_instructions() -> None:
    body = paragraph(
        "see ",
        "<w:hyperlink><w:r><w:t>the act</w:t></w:r></w:hyperlink>",
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t> 12</w:t></w:r>',
        '<w:fldSimple w:instr="DATE"><w:r><w:t> today</w:t></w:r></w:fldSimple>',
    )
    assert texts(read(body)) == ["see the act 12 today"]


def test_paragraph_places_count_paragraphs_outside_tables() -> None:
    parsed = read(paragraph("a") + "<w:p/>" + table(["t"]) + paragraph("b"))
    places = [b.text.place for b in parsed.blocks if isinstance(b, Paragraph)]
    assert places == [ParagraphPlace(0), ParagraphPlace(2)]


def test_the_language_most_runs_state_is_the_language() -> None:
    run = '<w:r><w:rPr><w:lang w:val="{}"/></w:rPr><w:t>x</w:t></w:r>'
    assert read(paragraph(run.format("sl-SI"), run.format("sl-SI"), run.format("en-US"))).language == "sl"
    assert read(paragraph("x")).language == ""


def test_every_word_of_the_text_elements_comes_out_once() -> None:
    document = docx.Document()
    document.add_paragraph("Intro with a few words", style="List Number")
    made = document.add_table(rows=4, cols=4)
    for row in range(4):
        for column in range(4):
            made.cell(row, column).text = f"cell {row} {column}\nsecond line"
    made.cell(1, 1).merge(made.cell(2, 2))
    document.sections[0].header.paragraphs[0].text = "running head"
    data = saved(document)
    expected = [w for p in _paragraphs(document) for w in p.split()]
    assert words(parse(data, "p.docx")) == sorted(expected)


def _paragraphs(document: docx.document.Document) -> list[str]:
    roots = [document.element.body, document.sections[0].header._element]
    return [
        " ".join("".join(t.text if t.tag == qn("w:t") else "\n" for t in p.iter(qn("w:t"), qn("w:br"))).split("\n"))
        for root in roots
        for p in root.iter(qn("w:p"))
    ]


def test_the_strict_flavour_is_read_too() -> None:
    with zipfile.ZipFile(BytesIO(docx_from_xml(paragraph("strict")))) as archive:
        members = {n: archive.read(n) for n in archive.namelist()}
    members["word/document.xml"] = members["word/document.xml"].replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert texts(parse(zipped(members), "s.docx")) == ["strict"]


def test_a_package_without_a_body_is_refused() -> None:
    with pytest.raises(Refusal) as refusal:
        parse(zipped({"word/other.xml": "<a/>", "[Content_Types].xml": "<Types/>"}), "p.docx")
    assert refusal.value.code == "not_a_document"


def test_a_document_without_words_is_refused() -> None:
    with pytest.raises(Refusal) as refusal:
        read("<w:p/>")
    assert refusal.value.code == "blank"
