"""The tables as templates show them."""

import html5lib
import pytest
from django.template.loader import render_to_string

from naveza.design.gallery.plan import sample_plan
from naveza.design.plan_table import Band, GoalGroup, Party, PlanRow, PlanTable, Section
from naveza.design.tables import Cell, Column, DataTable, Row


def _tree(template: str, **context: object) -> html5lib.treebuilders.base.Node:
    text = render_to_string(template, context)
    return html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False).parseFragment(text)


def test_a_row_must_have_a_cell_for_each_column() -> None:
    with pytest.raises(ValueError, match="1 cells for 2 columns"):
        DataTable("Institutions", [Column("Name"), Column("Activities")], [Row([Cell("Most")])])


def test_a_blank_is_not_reported_and_a_zero_is_zero() -> None:
    table = DataTable(
        "Cost",
        [Column("Name"), Column("Cost")],
        [Row([Cell("Most"), Cell(None)]), Row([Cell("CPB"), Cell("0")])],
    )
    cells = ["".join(cell.itertext()).strip() for cell in _tree("design/table.html", table=table).iter("td")]
    assert cells == ["not reported", "0"]


def test_each_cell_carries_the_label_of_its_column_for_the_telephone() -> None:
    table = DataTable("Cost", [Column("Name"), Column("Cost", unit="€", number=True)], [Row([Cell("Most"), Cell("5")])])
    cell = next(_tree("design/table.html", table=table).iter("td"))
    assert cell.get("data-label") == "Cost (€)"
    assert cell.get("class") == "number"


def test_the_plan_table_has_as_many_columns_in_each_row_as_its_head() -> None:
    table = sample_plan(states=True, doubts=True)
    tree = _tree("design/plan-table.html", table=table)
    assert len(list(tree.iter("col"))) == table.column_count == 8
    spanned = 0
    for row in tree.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("th", "td")]
        if row.get("class", "").startswith("band"):
            assert cells[0].get("colspan") == "8"
        elif row.find("td") is not None:
            goal = row.find("th")
            if goal is not None:
                spanned = int(goal.get("rowspan"))
            assert len(cells) == (8 if goal is not None else 7)
            spanned -= 1
            assert spanned >= 0
    assert spanned == 0
    assert table.row_count == 25


def test_a_plan_without_goals_periods_and_results_keeps_two_columns() -> None:
    table = PlanTable(
        language="cs",
        caption="Strategie",
        activity_label="Opatření",
        institutions_label="Kdo",
        sections=[
            Section(
                [Band("Kraj", "A"), Band("Okres", "A.1", depth=2)],
                [
                    GoalGroup(
                        "",
                        [
                            PlanRow(
                                "r1",
                                ("Poradna pro rodiče", "Druhý odstavec"),
                                parties=[Party("Kraj", lead=True)],
                            )
                        ],
                    )
                ],
            )
        ],
    )
    tree = _tree("design/plan-table.html", table=table)
    assert table.column_count == 2
    row = next(row for row in tree.iter("tr") if row.get("id") == "r1")
    assert ["".join(paragraph.itertext()) for paragraph in row.iter("p")] == [
        "Poradna pro rodiče",
        "Druhý odstavec",
    ]
    assert "Kraj lead" in " ".join("".join(row.itertext()).split())


def test_the_words_of_a_plan_are_marked_with_their_language() -> None:
    tree = _tree("design/plan-table.html", table=sample_plan())
    assert {body.get("lang") for body in tree.iter("tbody")} == {"sl"}


def test_a_ticked_period_is_said_in_words() -> None:
    row = next(
        row for row in _tree("design/plan-table.html", table=sample_plan()).iter("tr") if row.find("td") is not None
    )
    periods = [cell for cell in row if cell.get("class", "").startswith("period")]
    assert ["".join(cell.itertext()).strip() for cell in periods] == ["planned", "planned", "", ""]
    assert [cell.get("data-label") for cell in periods] == ["2026-1", "2026-2", "2027-1", "2027-2"]


def test_the_texts_of_a_document_cannot_become_markup() -> None:
    table = PlanTable(
        language="en",
        caption="<script>",
        activity_label="Activity",
        institutions_label="Who",
        sections=[Section([], [GoalGroup("", [PlanRow("", ("<img src=x onerror=alert(1)>",))])])],
    )
    text = render_to_string("design/plan-table.html", {"table": table})
    assert "<img" not in text
    assert "<script" not in text
