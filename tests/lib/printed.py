"""Printed tables that the tests of the writers share."""

from naveza.lib.tables import Cell, Column, Heading, Line, Role, Row, Run, Table, TableDocument, cell, line

COLUMNS = (Column(20), Column(40), Column(6, narrow=True), Column(6, narrow=True), Column(28))
HEADER = (
    Row(
        (cell("Cilj", rows=2), cell("Dejavnost", rows=2), cell("Čas", columns=2), cell("Kdo", rows=2)),
        Role.HEADER,
    ),
    Row((cell("2026-1"), cell("2026-2")), Role.HEADER),
)
LEAD = Cell((Line((Run("Ministrstvo za zdravje", bold=True), Run(", NIJZ"))), line("Rdeči križ")))
PLAN = TableDocument(
    "Načrt Doline",
    "sl",
    (
        Heading("Uvod"),
        line("Krepak uvod & <znaki>."),
        line("prva točka", bullet=True),
        Table(
            COLUMNS,
            (
                *HEADER,
                Row((cell("Poglavje: zgodnje opozarjanje", columns=5),), Role.BAND),
                Row((cell("Cilj", rows=2), cell("=1+1", "Drugi odstavek"), cell("X"), cell(), LEAD)),
                Row((cell("Druga dejavnost"), cell(), cell("X"), cell("NIJZ"))),
            ),
            summary="Dejavnosti po ciljih",
        ),
    ),
    subtitle="sprejet 2. decembra 2025",
    footer="Dolina",
)


def big_plan(rows: int) -> TableDocument:
    """A plan of that many activities, three to a goal."""
    body = []
    for n in range(rows):
        goal = (cell(f"Cilj {n // 3}", rows=min(3, rows - n)),) if n % 3 == 0 else ()
        cells = (cell(f"Dejavnost {n}"), cell("X"), cell(), cell("Ministrstvo za zdravje", "NIJZ, NVO"))
        body.append(Row(goal + cells))
    return TableDocument("Velik načrt", "sl", (Table(COLUMNS, (*HEADER, *body), summary="Dejavnosti"),))
