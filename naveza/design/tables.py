"""What the data table shows (`{% include "design/table.html" with table=… %}`); pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class Column:
    """A column. `unit` stands under the label; numbers are set to the right.

    `sort_href` makes the label a link; `sorted` is "ascending", "descending" or "".
    """

    label: Text
    unit: Text = ""
    number: bool = False
    sort_href: str = ""
    sorted: str = ""


@dataclass(frozen=True)
class Cell:
    """A cell. `text` is already written as people of the language write it; None says "not reported".

    `state` is a state code shown before the text; `language` is set where the words are a plan's own.
    """

    text: Text | None
    href: str = ""
    state: str = ""
    language: str = ""


@dataclass(frozen=True)
class Row:
    """A row; `href` makes all of it a target for the mouse, the first cell's link serves the keyboard."""

    cells: Sequence[Cell]
    href: str = ""


@dataclass(frozen=True)
class DataTable:
    """A table with its title; `foot` is a row of totals."""

    caption: Text
    columns: Sequence[Column]
    rows: Sequence[Row]
    foot: Row | None = None
    name: str = field(default="table")

    def __post_init__(self) -> None:
        """Refuse a row that has not one cell for each column."""
        for row in (*self.rows, *([self.foot] if self.foot else [])):
            if len(row.cells) != len(self.columns):
                raise ValueError(f"A row has {len(row.cells)} cells for {len(self.columns)} columns.")

    def lines(self) -> Iterator[tuple[Row, list[tuple[Column, Cell]]]]:
        """Yield each row with its cells beside their columns."""
        for row in self.rows:
            yield row, list(zip(self.columns, row.cells, strict=True))

    def foot_line(self) -> list[tuple[Column, Cell]]:
        """Return the totals beside their columns; empty without totals."""
        return list(zip(self.columns, self.foot.cells, strict=True)) if self.foot else []
