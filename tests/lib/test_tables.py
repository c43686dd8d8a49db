from naveza.lib.tables import Role, Table, cut_long, placed
from tests.lib.printed import PLAN, big_plan


def test_a_long_table_is_cut_where_no_cell_is_cut() -> None:
    table = big_plan(20).blocks[0]
    assert isinstance(table, Table)
    pieces = cut_long(table, 7)
    assert [sum(row.role is Role.BODY for row in piece.rows) for piece in pieces] == [9, 9, 2]
    assert [sum(row.role is Role.HEADER for row in piece.rows) for piece in pieces] == [2, 2, 2]
    assert sum(len(placed(piece)) for piece in pieces) == len(placed(table)) + 2 * 6


def test_a_short_table_stays_as_it_is() -> None:
    table = PLAN.blocks[-1]
    assert isinstance(table, Table)
    assert cut_long(table, 7) == [table]
