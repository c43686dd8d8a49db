"""The documents of Dolina, opened with peer readers: nothing of the content is lost or runs."""

import csv
import io
from html.parser import HTMLParser
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest

from naveza.demo.documents import PLANS, document_bytes, make_documents
from naveza.demo.texts import content
from naveza.lib.text import collapse, words


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    make_documents(folder)
    return folder


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def _docx(path: Path) -> str:
    document = docx.Document(str(path))
    return " ".join(text for text in document.element.body.itertext() if text)


def _pdf(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        texts = []
        for page in document:
            text = page.get_textpage()
            texts.append(text.get_text_range())
            text.close()
            page.close()
    return " ".join(texts)


def _xlsx(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    return " ".join(str(v) for row in book.active.iter_rows(values_only=True) for v in row if v is not None)


def _html(path: Path) -> str:
    parser = _Words()
    parser.feed(path.read_text(encoding="utf-8"))
    return " ".join(parser.found)


def _csv(path: Path) -> str:
    rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";")
    return " ".join(" ".join(row) for row in rows)


def text_of(path: Path) -> str:
    readers = {".docx": _docx, ".pdf": _pdf, ".xlsx": _xlsx, ".html": _html, ".csv": _csv}
    read = readers.get(path.suffix, lambda p: p.read_text(encoding="utf-8"))
    return collapse(read(path))


@pytest.mark.parametrize("name", PLANS)
def test_every_activity_stands_in_the_file_in_its_order(name: str, folder: Path) -> None:
    plan = content(name)
    text, start = text_of(folder / plan["document"]), 0
    for row in plan["rows"]:
        for activity in row["activities"]:
            start = text.index(activity, start) + 1


@pytest.mark.parametrize("name", PLANS)
def test_titles_results_indicators_and_leads_stand_in_the_file(name: str, folder: Path) -> None:
    plan = content(name)
    # Word by word: a PDF tells the lines of a merged cell between those of the rows beside it.
    found = set(words(text_of(folder / plan["document"])))
    for row in plan["rows"]:
        for part in (*row["path"], *row["expected_results"], *row["indicators"], row["lead"] or ""):
            assert set(words(part)) <= found


def test_every_format_that_can_be_read_is_there_to_try(folder: Path) -> None:
    assert {path.suffix for path in folder.iterdir()} == {
        ".docx",
        ".pdf",
        ".xlsx",
        ".txt",
        ".html",
        ".md",
        ".csv",
    }


def test_making_the_documents_twice_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    again = {path.name: path.read_bytes() for path in make_documents(tmp_path / "new" / "folder")}
    assert again == {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_row_without_a_tick_is_printed_without_one(folder: Path) -> None:
    rows = [
        row.cells for table in docx.Document(str(folder / "akcijski-nacrt-2026-2027.docx")).tables for row in table.rows
    ]
    found = [row for row in rows if row[1].text.startswith("Presoditi")]
    assert [cell.text for cell in found[0][2:6]] == ["", "", "", ""]


def test_goals_are_merged_down_in_the_word_file(folder: Path) -> None:
    table = docx.Document(str(folder / "akcijski-nacrt-2026-2027.docx")).tables[0]
    goals = [row.cells[0]._tc for row in table.rows[3:6]]
    assert goals[0] is goals[1] is goals[2]


def test_a_lead_is_bold_and_its_partners_are_not(folder: Path) -> None:
    table = docx.Document(str(folder / "akcijski-nacrt-2026-2027.docx")).tables[0]
    runs = [(run.text, bool(run.bold)) for p in table.rows[3].cells[7].paragraphs for run in p.runs]
    assert runs == [("Inštitut za javno zdravje Doline", True), ("MIM, ZŠ", False)]


def test_the_pdf_breaks_over_pages_and_repeats_its_header() -> None:
    with pypdfium2.PdfDocument(document_bytes(content("national-2024"))) as document:
        assert len(document) > 3


def test_no_cell_of_the_workbook_is_a_formula(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "early-warning-action-plan-2026-2027.xlsx")
    kinds = {cell.data_type for row in book.active.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s"}
