"""PDF: tables by their rules or by the white between columns, lines joined to paragraphs, what repeats at the edges."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import pytest
from pypdfium2 import raw

from naveza.documents.blocks import Heading, PagePlace, Paragraph, Parsed
from naveza.documents.parsers import Refusal, parse
from naveza.documents.parsers.pages import page_pictures
from naveza.documents.sandbox import picture_limited

from .builders import codes, grid, pdf, raw_pdf, tables, words


def read(source: str, width: str = "29.7cm", height: str = "21cm") -> Parsed:
    return parse(pdf(source, width, height), "plan.pdf")


def texts(parsed: Parsed) -> list[str]:
    return [b.text.text for b in parsed.blocks if isinstance(b, Paragraph)]


HEADER = (
    "table.cell(rowspan: 2)[*Goal*], table.cell(rowspan: 2)[*Activity*], table.cell(colspan: 2)[*Period*], "
    "table.cell(rowspan: 2)[*Who*], [2024-1], [2024-2],"
)
GRID = f"""#table(columns: (4cm, 6cm, 1.5cm, 1.5cm, 6cm), {HEADER}
table.cell(rowspan: 2)[A net of help in all the municipalities of the valley], [1.1 A council is set up],
align(center)[X], [], [*Ministry of Care* \\ Institute of Health, associations],
[1.2 People who work on the street are trained for it every year], [], align(center)[X], [*Institute of Health*, towns],
)"""


def test_a_ruled_table_keeps_its_merged_cells_and_its_ticks() -> None:
    made = tables(read(GRID))[0]
    assert [(c.row, c.column, c.row_span, c.column_span, [t.text for t in c.texts]) for c in made.cells] == [
        (0, 0, 2, 1, ["Goal"]),
        (0, 1, 2, 1, ["Activity"]),
        (0, 2, 1, 2, ["Period"]),
        (0, 4, 2, 1, ["Who"]),
        (1, 2, 1, 1, ["2024-1"]),
        (1, 3, 1, 1, ["2024-2"]),
        (2, 0, 2, 1, ["A net of help in all the municipalities of the valley"]),
        (2, 1, 1, 1, ["1.1 A council is set up"]),
        (2, 2, 1, 1, ["X"]),
        (2, 3, 1, 1, []),
        (2, 4, 1, 1, ["Ministry of Care", "Institute of Health, associations"]),
        (3, 1, 1, 1, ["1.2 People who work on the street are trained for it every year"]),
        (3, 2, 1, 1, []),
        (3, 3, 1, 1, ["X"]),
        (3, 4, 1, 1, ["Institute of Health, towns"]),
    ]


def test_bold_words_are_known_by_their_font() -> None:
    made = tables(read(GRID))[0]
    last = made.cells[-1].texts[0]
    assert [last.text[a:b] for a, b in last.bold] == ["Institute of Health"]
    assert made.cells[0].texts[0].bold == ((0, 4),)


def test_places_are_boxes_on_the_page() -> None:
    made = tables(read(GRID))[0]
    tick = next(c for c in made.cells if c.text == "X")
    cell, text = tick.place, tick.texts[0].place
    assert isinstance(cell, PagePlace)
    assert isinstance(text, PagePlace)
    assert cell.bbox[0] < text.bbox[0] < text.bbox[2] < cell.bbox[2]
    assert cell.bbox[1] < text.bbox[1] < text.bbox[3] < cell.bbox[3]
    assert cell.page == 1


def test_a_line_is_joined_where_the_next_word_did_not_fit_and_else_begins_a_paragraph() -> None:
    cell = (
        "One paragraph that is long enough to be wrapped by the cell. \\ Short. \\ Then another one that wraps as well."
    )
    made = tables(read(f"#table(columns: (5cm, 5cm), [{cell}], [b], [c], [d])"))[0]
    assert [t.text for t in made.cells[0].texts] == [
        "One paragraph that is long enough to be wrapped by the cell.",
        "Short.",
        "Then another one that wraps as well.",
    ]
    assert "\n" in made.cells[0].texts[0].raw


def test_bullets_begin_texts_of_their_own() -> None:
    made = tables(
        read("#table(columns: (5cm, 5cm), [- first result\n - second result that is rather long], [b], [c], [d])")
    )
    assert [t.text for t in made[0].cells[0].texts] == ["• first result", "• second result that is rather long"]


def test_words_that_the_line_break_cut_are_whole_again() -> None:
    source = "#set text(hyphenate: true, lang: 'en')\n" + "international organisations " * 3
    cells = "[internationalisation of organisations everywhere], [b], [internationalisation], [everywhere]"
    made = tables(read(source.replace("'", '"') + f"\n#table(columns: (2.2cm, 4cm), {cells})"))[0]
    assert "internationalisation" in made.cells[0].text.split()


def test_a_hyphen_of_the_writer_stays() -> None:
    cells = "[the years 2024-2025 and socio-economic], [b], [c], [d]"
    narrow = f"#set text(hyphenate: false)\n#table(columns: (2.6cm, 5cm), {cells})"
    assert tables(read(narrow))[0].cells[0].text == "the years 2024-2025 and socio-economic"


def test_words_that_a_narrow_cell_cut_are_whole_again() -> None:
    lines = ["Muni", "cipal ", "offices ", "of the ", "Minis", "try and ", "their ", "work ", "in the ", "long ", "run"]
    texts = [(24.0, 700.0 - 11 * n, line) for n, line in enumerate(lines)] + [(64.0, 700.0, "second cell")]
    rules = [(20.0, y, 140.0, y) for y in (712.0, 570.0)] + [(x, 570.0, x, 712.0) for x in (20.0, 48.5, 140.0)]
    made = tables(parse(raw_pdf(texts, rules), "plan.pdf"))[0]
    assert made.cells[0].text == "Municipal offices of the Ministry and their work in the long run"


def test_letters_of_a_ligature_stay_in_their_word() -> None:
    source = '#set text(font: "Libertinus Serif", hyphenate: false)\n'
    assert texts(read(source + "Entgiftung Frühstückstreff office fluffy")) == [
        "Entgiftung Frühstückstreff office fluffy"
    ]


def test_a_cell_beside_several_rows_without_rules_is_one_cell() -> None:
    goal = "table.cell(rowspan: 3)[A goal whose words run down beside the rows]"
    rows = f"[Goal], [Activity], [Who], {goal}, " + ", ".join(
        f"[{name} activity with words that take two lines in this column], [{who}]"
        for name, who in (("First", "A"), ("Second", "B"), ("Third", "C"))
    )
    rows += ", [Other goal], [Fourth], [D]"
    made = tables(read(f"#table(columns: (2.2cm, 5cm, 5cm), stroke: none, {rows})"))[0]
    assert [(c.row, c.row_span, c.text) for c in made.cells if c.column == 0 and c.text] == [
        (0, 1, "Goal"),
        (1, 2, "A goal whose words run down beside the rows"),
        (4, 1, "Other goal"),
    ]
    assert [c.text.split()[0] for c in made.cells if c.column == 1] == [
        "Activity",
        "First",
        "Second",
        "Third",
        "Fourth",
    ]


def test_turned_words_in_a_header_are_read() -> None:
    turned = "rotate(-90deg, reflow: true)[2024-1 first], rotate(-90deg, reflow: true)[2024-2]"
    made = tables(read(f"#table(columns: (4cm, 1cm, 1cm), [Goal], {turned}, [g], [X], [])"))[0]
    assert grid(made) == [["Goal", "2024-1 first", "2024-2"], ["g", "X", ""]]


def test_a_page_that_is_shown_turned_is_read_upright() -> None:
    source = f"#set page(margin: 1cm)\n#rotate(-90deg, reflow: true)[#block(width: 24cm)[{GRID} A line of text below.]]"
    document = pypdfium2.PdfDocument(pdf(source, "21cm", "29.7cm"))
    document[0].set_rotation(90)
    out = BytesIO()
    document.save(out)
    document.close()
    parsed = parse(out.getvalue(), "plan.pdf")
    assert [c.text for c in tables(parsed)[0].cells][:5] == ["Goal", "Activity", "Period", "Who", "2024-1"]
    assert texts(parsed) == ["A line of text below."]


UNRULED = """(4cm, 8cm, 3cm, 4cm), {stroke},
[Goal], [Activity], [Deadline], [Who],
[First goal], [An activity with so many words that it takes two lines in its column], [2025], [Ministry],
[], [Second activity], [2026], [Institute],
[Second goal], [A third activity], [2025], [Association])"""
ROWS = [
    ["Goal", "Activity", "Deadline", "Who"],
    ["First goal", "An activity with so many words that it takes two lines in its column", "2025", "Ministry"],
    ["", "Second activity", "2026", "Institute"],
    ["Second goal", "A third activity", "2025", "Association"],
]


@pytest.mark.parametrize(
    "stroke",
    ["stroke: none", "stroke: (x: none, y: 0.5pt)", "stroke: (x: 0.5pt, y: none)", "stroke: 0.5pt"],
    ids=["no rules", "rules across", "rules down", "all rules"],
)
def test_a_table_is_read_the_same_whatever_rules_it_has(stroke: str) -> None:
    parsed = read(f"A plan of the valley.\n\n#table(columns: {UNRULED.format(stroke=stroke)}\n\nEnd of the plan.")
    assert [grid(t) for t in tables(parsed)] == [ROWS]
    assert texts(parsed) == ["A plan of the valley.", "End of the plan."]


def test_a_header_over_two_columns_spans_them_and_one_that_is_only_wider_than_its_column_does_not() -> None:
    head = "[No.no.], [Goal], table.cell(colspan: 2, align: center)[Half-years of the plan], [Who]"
    rows = ", ".join(f"[{n}.], [Goal number {n} of the plan], [X], [X], [Ministry]" for n in range(1, 6))
    second = "[], [], [1/2026], [2/2026], []"
    source = f"#table(columns: (1.2cm, 5cm, 1.5cm, 1.5cm, 5cm), stroke: none, {head}, {second}, {rows})"
    made = tables(read(source))[0]
    assert [(c.column, c.column_span, c.text) for c in made.row(0)] == [
        (0, 1, "No.no."),
        (1, 1, "Goal"),
        (2, 2, "Half-years of the plan"),
        (4, 1, "Who"),
    ]


def test_rows_that_stand_as_close_as_their_lines_are_told_by_their_words() -> None:
    rows = [
        ("Goal", "Activity", "Who", "Term"),
        ("Net of help", "Council of all towns", "Ministry", "2025"),
        ("", "Courses for people who", "Institute,", "2026"),
        ("", "work on the street", "towns", ""),
        ("Second goal", "Third activity", "Association", "2025"),
        ("", "Fourth", "Ministry of care and", "2027"),
        ("", "", "of justice", ""),
    ]
    words_at = [
        (x, 700.0 - 11 * number, text)
        for number, row in enumerate(rows)
        for x, text in zip((40.0, 130.0, 280.0, 420.0), row, strict=True)
        if text
    ]
    assert grid(tables(parse(raw_pdf(words_at), "plan.pdf"))[0]) == [
        ["Goal", "Activity", "Who", "Term"],
        ["Net of help", "Council of all towns", "Ministry", "2025"],
        ["", "Courses for people who work on the street", "Institute, towns", "2026"],
        ["Second goal", "Third activity", "Association", "2025"],
        ["", "Fourth", "Ministry of care and of justice", "2027"],
    ]


def test_a_box_with_rules_that_only_go_down_is_divided_into_rows() -> None:
    rows = UNRULED.format(stroke="stroke: (x: 0.5pt, y: none)")
    for before, after in (
        ("[Goal]", "table.hline(), [Goal]"),
        ("[First goal]", "table.hline(), [First goal]"),
        ("[Association]", "[Association], table.hline()"),
    ):
        rows = rows.replace(before, after)
    assert [grid(t) for t in tables(read(f"#table(columns: {rows}"))] == [ROWS]


def test_labels_and_values_are_a_table_of_two_columns() -> None:
    value = (
        "A net of help in the whole valley, also in far places, open to everybody, "
        "whatever their age or home or money is. "
    ) * 2
    rows = f"[Name], [{value}], [Value], [400.000 EUR], [Time], [2024 to 2026]"
    source = f"#table(columns: (5cm, 12cm), stroke: none, {rows})"
    assert grid(tables(read(source))[0]) == [
        ["Name", value.strip()],
        ["Value", "400.000 EUR"],
        ["Time", "2024 to 2026"],
    ]


def test_numbered_text_is_no_table() -> None:
    source = "#set enum(body-indent: 1.5em)\n" + "".join(
        f"+ Item number {n} with some words behind it.\n" for n in range(6)
    )
    assert not tables(read(source))


def test_two_columns_of_text_are_read_one_after_the_other() -> None:
    left = " ".join(f"left{n}" for n in range(120))
    right = " ".join(f"right{n}" for n in range(120))
    parsed = read(f"#grid(columns: (8cm, 8cm), gutter: 1cm, [{left}], [{right}])")
    found = [w for t in texts(parsed) for w in t.split()]
    assert found == left.split() + right.split()


def test_paragraphs_are_divided_by_their_distance_and_larger_print_is_a_heading() -> None:
    parsed = read(f"= Plan\n{'word ' * 60}\n\n{'next ' * 60}\n== Chapter\nShort.")
    assert [(b.text.text, b.level) for b in parsed.blocks if isinstance(b, Heading)] == [("Plan", 1), ("Chapter", 2)]
    assert [t.split()[0] for t in texts(parsed)] == ["word", "next", "Short."]


def test_bold_print_that_is_a_little_larger_is_a_heading_and_plain_print_is_not() -> None:
    larger = "#text(size: 9.6pt)"
    parsed = read(f"{larger}[*A bold line*]\n\n{larger}[A plain line]\n\n{'word ' * 200}")
    assert [b.text.text for b in parsed.blocks if isinstance(b, Heading)] == ["A bold line"]


FOOT = "#align(center)[Page #counter(page).display() / 3]"
RUNNING = f"#set page(header: [Plan of the valley 2024], footer: context [{FOOT}])\n"


def test_running_heads_and_page_numbers_are_furniture() -> None:
    parsed = read(RUNNING + "one\n#pagebreak()\ntwo\n#pagebreak()\nthree")
    assert texts(parsed) == ["one", "two", "three"]
    assert [t.text for t in parsed.furniture] == [
        x for n in (1, 2, 3) for x in ("Plan of the valley 2024", f"Page {n} / 3")
    ]
    assert parsed.pages == 3


def test_the_repeated_header_of_a_table_without_rules_stays_with_its_table() -> None:
    rows = ", ".join(f"[goal {n}], [activity {n}], [ministry {n}]" for n in range(90))
    head = "table.header([Goal], [Activity], [Who])"
    source = RUNNING + f"#table(columns: (4cm, 6cm, 6cm), stroke: none, {head}, {rows})"
    parsed = read(source)
    assert len(tables(parsed)) == parsed.pages > 2
    assert all(grid(t)[0] == ["Goal", "Activity", "Who"] for t in tables(parsed))
    assert {t.text.split()[0] for t in parsed.furniture} == {"Plan", "Page"}


def test_a_table_over_two_pages_is_one_table_for_each_page() -> None:
    rows = ", ".join(f"[goal {n}], [activity {n}], [X]" for n in range(60))
    made = tables(read(f"#table(columns: (4cm, 6cm, 2cm), table.header([Goal], [Activity], [1]), {rows})"))
    assert len(made) > 1
    assert [t.place.as_json()["page"] for t in made] == list(range(1, len(made) + 1))
    assert all(grid(t)[0] == ["Goal", "Activity", "1"] for t in made)


def test_a_box_around_text_is_no_table() -> None:
    parsed = read("#rect[Boxed words of the plan.]")
    assert not tables(parsed)
    assert texts(parsed) == ["Boxed words of the plan."]


def test_a_table_inside_a_cell_belongs_to_the_cell() -> None:
    inner = "#table(columns: 2, [2024], [2025], [1.000], [2.000])"
    made = tables(read(f"#table(columns: (6cm, 8cm), [Goal], [{inner}], [c], [d])"))
    assert len(made) == 1
    assert made[0].row(0)[1].text.split() == ["2024", "2025", "1.000", "2.000"]


def test_every_word_comes_out_once() -> None:
    source = RUNNING + "= Plan\nSome words.\n" + GRID + f"\n#table(columns: {UNRULED.format(stroke='stroke: none')}"
    data = pdf(source)
    document = pypdfium2.PdfDocument(data)
    expected = [w for page in document for w in page.get_textpage().get_text_range().split()]
    document.close()
    assert words(parse(data, "p.pdf")) == sorted(expected)


def test_the_language_and_the_title_of_the_file_are_kept() -> None:
    parsed = read('#set text(lang: "sl")\n#set document(title: "Akcijski načrt")\nbesedilo')
    assert (parsed.language, parsed.title) == ("sl", "Akcijski načrt")


def test_remarks_on_a_page_are_noted() -> None:
    remark = b"/Annots [<< /Type /Annot /Subtype /Text /Rect [9 9 20 20] /Contents (please check) >>] /Contents"
    parsed = parse(raw_pdf([(50, 700, "words of the plan")]).replace(b"/Contents", remark, 1), "plan.pdf")
    assert [(n.code, n.detail) for n in parsed.notes if n.code == "comment"] == [("comment", "please check")]
    assert texts(parsed) == ["words of the plan"]


def picture_pdf(pages: int) -> bytes:
    """A PDF of pictures, as a scanner makes it."""
    document = pypdfium2.PdfDocument.new()
    bitmap = pypdfium2.PdfBitmap.new_native(60, 80, raw.FPDFBitmap_BGR)
    bitmap.fill_rect((200, 200, 200, 255), 0, 0, 60, 80)
    for _ in range(pages):
        page = document.new_page(600, 800)
        image = pypdfium2.PdfImage.new(document)
        image.set_bitmap(bitmap)
        image.set_matrix(pypdfium2.PdfMatrix().scale(600, 800))
        page.insert_obj(image)
        page.gen_content()
    out = BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def test_a_scan_is_refused_with_what_to_do() -> None:
    with pytest.raises(Refusal) as refusal:
        parse(picture_pdf(2), "scan.pdf")
    assert refusal.value.code == "scanned"
    assert "OCR" in refusal.value.text


def test_a_page_that_is_a_picture_among_text_is_noted() -> None:
    document = pypdfium2.PdfDocument(pdf("words of the plan"))
    scan = pypdfium2.PdfDocument(picture_pdf(1))
    document.import_pages(scan)
    out = BytesIO()
    document.save(out)
    document.close()
    scan.close()
    parsed = parse(out.getvalue(), "plan.pdf")
    note = next(n for n in parsed.notes if n.code == "image_page")
    assert note.place == PagePlace(2, (0.0, 0.0, 600.0, 800.0))


def test_a_page_without_anything_is_refused_as_blank() -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(100, 100)
    out = BytesIO()
    document.save(out)
    document.close()
    with pytest.raises(Refusal) as refusal:
        parse(out.getvalue(), "plan.pdf")
    assert refusal.value.code == "blank"


def test_a_cut_off_file_is_refused_and_one_that_lost_its_last_bytes_is_noted() -> None:
    data = pdf(GRID)
    with pytest.raises(Refusal) as refusal:
        parse(data[:300], "plan.pdf")
    assert refusal.value.code == "truncated"
    parsed = parse(data[:-20], "plan.pdf")
    assert tables(parsed) == tables(parse(data, "plan.pdf"))
    assert "truncated" in codes(parsed)


def test_pages_are_drawn_as_pictures() -> None:
    data = pdf(GRID)
    for picture in (page_pictures(data, 1, 0.5), picture_limited(data, "plan.pdf", 1, 0.5)):
        assert picture.startswith(b"\x89PNG\r\n\x1a\n")
        width, height = int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])
        assert (width, height) == (421, 298)
    with pytest.raises(Refusal) as refusal:
        page_pictures(data, 2)
    assert refusal.value.code == "no_such_page"
