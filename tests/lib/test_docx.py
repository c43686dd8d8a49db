import io
import re
import time
import zipfile

import docx
import pytest

from naveza.lib.docx import write_table_document
from naveza.lib.tables import (
    Cell,
    Column,
    Heading,
    Line,
    Role,
    Row,
    Run,
    Table,
    TableDocument,
    cell,
    line,
    merge_down,
)
from tests.lib.printed import PLAN, big_plan


def opened(document: TableDocument = PLAN) -> docx.document.Document:
    return docx.Document(io.BytesIO(write_table_document(document)))


def parts(document: TableDocument = PLAN) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(write_table_document(document))) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def test_texts_and_tables_stand_in_the_order_of_the_blocks() -> None:
    body = opened().element.body
    kinds = [child.tag.rpartition("}")[2] for child in body if "".join(child.itertext()).strip()]
    assert kinds == ["p", "p", "p", "p", "p", "tbl"]
    texts = [p.text for p in opened().paragraphs if p.text]
    assert texts == [
        "Načrt Doline",
        "sprejet 2. decembra 2025",
        "Uvod",
        "Krepak uvod & <znaki>.",
        "prva točka",
    ]


def test_a_merged_cell_is_one_cell_over_its_rows_and_columns() -> None:
    table = opened().tables[0]
    assert table.cell(3, 0)._tc is table.cell(4, 0)._tc
    assert table.cell(0, 2)._tc is table.cell(0, 3)._tc
    assert table.cell(2, 0)._tc is table.cell(2, 4)._tc
    assert table.cell(3, 0).text == "Cilj"
    assert [table.cell(4, n).text for n in range(5)] == ["Cilj", "Druga dejavnost", "", "X", "NIJZ"]


def test_bold_runs_and_paragraphs_of_a_cell_are_kept() -> None:
    paragraphs = opened().tables[0].cell(3, 4).paragraphs
    assert [[(r.text, bool(r.bold)) for r in p.runs] for p in paragraphs] == [
        [("Ministrstvo za zdravje", True), (", NIJZ", False)],
        [("Rdeči križ", False)],
    ]


def test_header_rows_repeat_on_each_page_and_no_other_row() -> None:
    rows = opened().tables[0]._tbl.tr_lst
    assert [bool(r.xpath("./w:trPr/w:tblHeader")) for r in rows] == [True, True, False, False, False]


def test_the_page_is_landscape_a4_with_its_number_in_the_footer() -> None:
    section = opened().sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    instructions = re.findall(r'w:instr="([^"]*)"', parts()["word/footer1.xml"])
    assert instructions == [" PAGE ", " NUMPAGES "]
    assert "Dolina" in section.footer.paragraphs[0].text


def test_the_document_says_its_language() -> None:
    assert 'w:val="sl-SI"' in re.findall(r"<w:lang [^>]*>", parts()["word/styles.xml"])[0]
    assert opened().core_properties.language == "sl-SI"


def test_nothing_runs_and_nothing_points_outside() -> None:
    for name, text in parts().items():
        assert 'TargetMode="External"' not in text, name
        assert "instrText" not in text, name
        assert "vbaProject" not in name
    assert "fldSimple" not in parts()["word/document.xml"]


def test_the_same_document_gives_the_same_bytes() -> None:
    first = write_table_document(PLAN)
    time.sleep(0.01)
    assert write_table_document(PLAN) == first


def test_characters_that_xml_cannot_carry_do_not_stop_the_export() -> None:
    table = Table((Column(1),), (Row((cell("a\x00b\x0bc"),)),))
    document = TableDocument("t\x00", "en", (Heading("h\x01"), Line((Run("x\ud800y"),)), table))
    assert opened(document).tables[0].cell(0, 0).text == "abc"


def test_a_line_break_in_a_text_is_a_line_break() -> None:
    document = TableDocument("", "en", (line("one\ntwo"),))
    assert opened(document).paragraphs[0].text == "one\ntwo"


@pytest.mark.parametrize(
    "rows",
    [
        (Row((cell("a"), cell("b"), cell("c"))),),
        (Row((cell("a"),)),),
        (Row((cell("a", rows=2), cell("b"))),),
        (Row((cell("a", rows=2), cell("b"))), Row((cell("c", columns=2),))),
    ],
)
def test_cells_that_do_not_fit_together_are_refused(rows: tuple[Row, ...]) -> None:
    with pytest.raises(ValueError, match=r"^(Row|The cell) "):
        write_table_document(TableDocument("", "en", (Table((Column(1), Column(1)), rows),)))


def test_equal_neighbours_become_one_cell() -> None:
    assert merge_down([["a", "a", "b"], ["a", "b", "b"], ["a", "b", "a"]]) == [
        [2, 0, 1],
        [1, 2, 0],
        [1, 1, 1],
    ]


def test_a_table_of_five_hundred_rows_has_them_all() -> None:
    table = opened(big_plan(500)).tables[0]
    assert len(table._tbl.tr_lst) == 502
    assert table._tbl.tr_lst[-1].tc_lst[1].xpath("string(.)") == "Dejavnost 499"


def test_an_empty_cell_is_written_as_an_empty_paragraph() -> None:
    table = Table((Column(1), Column(1, narrow=True)), (Row((Cell(), cell("X")), Role.BODY),))
    assert [c.text for c in opened(TableDocument("", "cs", (table,))).tables[0].rows[0].cells] == ["", "X"]
