import io
import math
import time
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from naveza.lib.tables import Run
from naveza.lib.xlsx import CELL_LIMIT, CUT, Sheet, Value, sheet_names, write_table_workbook, write_workbook
from tests.lib.printed import PLAN, big_plan


def opened(data: bytes, *, rich: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), rich_text=rich)


def one_row(*values: Value) -> list[openpyxl.cell.Cell]:
    sheet = Sheet("List", [f"c{n}" for n in range(len(values))], [values])
    return list(opened(write_workbook([sheet])).active[2])


@pytest.mark.parametrize(
    "text", ["=1+1", "{=1+1}", "+cmd|' /C calc'!A0", "-1-1", "@SUM(A1)", "https://example.org", "007"]
)
def test_a_text_stays_a_text_whatever_it_begins_with(text: str) -> None:
    written = one_row(text)[0]
    assert (written.value, written.data_type, written.hyperlink) == (text, "s", None)


def test_values_keep_their_kind() -> None:
    cells = one_row(7, 1.5, Decimal("1200.50"), date(2026, 1, 31), True, None, "č")
    assert [c.data_type for c in cells] == ["n", "n", "n", "d", "b", "n", "s"]
    assert cells[2].number_format == "#,##0.00"
    assert cells[3].value.date() == date(2026, 1, 31)
    assert cells[5].value is None


def test_a_number_that_is_none_does_not_stop_the_export() -> None:
    assert one_row(math.nan)[0].data_type in ("e", "f")


def test_header_is_bold_frozen_and_filtered() -> None:
    sheet = Sheet("List", ["a", "b"], [["1", "2"]], widths=[10, 40], title=["Naslov", "opis"], freeze_columns=1)
    active = opened(write_workbook([sheet])).active
    assert active["A1"].value == "Naslov"
    assert [(c.value, c.font.bold) for c in active[4]] == [("a", True), ("b", True)]
    assert (active.freeze_panes, active.auto_filter.ref) == ("B5", "A4:B5")
    assert active.column_dimensions["B"].width == pytest.approx(40, abs=1)


def test_bold_runs_are_kept_within_a_cell() -> None:
    runs = (Run("Ministrstvo", bold=True), Run(", NIJZ"))
    sheet = Sheet("List", ["kdo", "vsi krepko"], [[runs, (Run("MZ", bold=True),)]])
    active = opened(write_workbook([sheet]), rich=True).active
    assert [(str(part), getattr(getattr(part, "font", None), "b", False)) for part in active["A2"].value] == [
        ("Ministrstvo", True),
        (", NIJZ", False),
    ]
    assert (active["B2"].value, active["B2"].font.bold) == ("MZ", True)


def test_a_text_longer_than_a_cell_is_cut_with_a_mark() -> None:
    value = one_row("a" * (CELL_LIMIT + 1))[0].value
    assert len(value) == CELL_LIMIT
    assert value.endswith(CUT)


def test_characters_that_xml_cannot_carry_do_not_stop_the_export() -> None:
    assert one_row("a\x00b\ud800c")[0].value == "abc"


def test_names_of_sheets_are_made_what_excel_allows() -> None:
    assert sheet_names(["Načrt: 2026/2027", "načrt  2026 2027", "'x'", "", "a" * 40, "A" * 40]) == [
        "Načrt  2026 2027",
        "načrt  2026 2027 (2)",
        "x",
        "Sheet 4",
        "a" * 31,
        "A" * 27 + " (2)",
    ]


def test_a_row_that_does_not_fit_the_header_is_refused() -> None:
    with pytest.raises(ValueError, match="Row 1 has 1 cells, the header 2"):
        write_workbook([Sheet("List", ["a", "b"], [["1"]])])
    with pytest.raises(ValueError, match="at least one sheet"):
        write_workbook([])


def test_the_same_content_gives_the_same_bytes() -> None:
    sheet = Sheet("List", ["a"], [["x"]])
    first = write_workbook([sheet]), write_table_workbook(PLAN)
    time.sleep(0.01)
    assert (write_workbook([sheet]), write_table_workbook(PLAN)) == first


def test_five_hundred_activities_take_well_under_a_second() -> None:
    rows = [
        [f"{n}", "Dejavnost " * 20, "Rezultat " * 15, (Run("MZ", True), Run(", NIJZ")), n, None] for n in range(500)
    ]
    start = time.process_time()
    data = write_workbook([Sheet("List", list("abcdef"), rows)])
    assert time.process_time() - start < 0.8
    assert opened(data).active.max_row == 501


def test_a_printed_table_keeps_its_merged_cells_and_texts() -> None:
    active = opened(write_table_workbook(PLAN)).active
    merged = {str(r) for r in active.merged_cells.ranges}
    assert {"A8:A9", "B8:B9", "C8:D8", "E8:E9", "A10:E10", "A11:A12"} <= merged
    assert [active.cell(11, n).value for n in range(1, 6)] == [
        "Cilj",
        "=1+1\nDrugi odstavek",
        "X",
        None,
        "Ministrstvo za zdravje, NIJZ\nRdeči križ",
    ]
    assert active["B11"].data_type == "s"
    assert (active["A1"].value, active["A4"].value) == ("Načrt Doline", "Uvod")


def test_a_long_printed_table_has_every_row() -> None:
    active = opened(write_table_workbook(big_plan(300))).active
    assert [active.cell(active.max_row, 2).value, active.max_row] == ["Dejavnost 299", 304]
