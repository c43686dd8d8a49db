"""CSV that opens rightly in a spreadsheet and cannot start a formula there.

UTF-8 with a byte order mark (without it Excel reads Latin letters wrongly), CRLF line ends (RFC 4180).

A spreadsheet takes a cell that begins with = + - @, a tab or a carriage return for a formula, even one that
came as text. What we do about it, cell by cell:

- a number stays as it is, also a negative one and one typed as text (`-5`, `+3,5 %`);
- a dash or plus that opens a line as a list bullet (`- number of kits`) becomes an en dash (`– number of
  kits`): it reads the same and starts nothing. An apostrophe would stand in front of each item of every list;
- every other such cell gets a leading apostrophe, which spreadsheets know as "this is text";
- the same holds after a line break or a separator inside the text: a spreadsheet that expects another
  separator splits the cell there.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from naveza.lib.text import xml_safe

Value = str | int | float | Decimal | date | bool | None

_NUMBER = re.compile(r"[+-]?\d[\d  .,]*\s?%?")
_BULLET = re.compile(r"(?m)^([ \t]*)[-+](?=[ \t]+\S)")
_FORMULA_AT_START = re.compile(r"\s*[=+\-@]|[\t\r]")
_FORMULA_INSIDE = re.compile(r"([;,|\t\r\n][ ]*)(?=[=@]|[+-][^\s\d])")


def guard(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula; the rules stand above."""
    if _NUMBER.fullmatch(text):
        return text
    text = _BULLET.sub(r"\1–", text)
    text = _FORMULA_INSIDE.sub(r"\1'", text)
    return f"'{text}" if _FORMULA_AT_START.match(text) else text


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, int | float | Decimal):
        return str(value)
    return guard(xml_safe(value))


def write_csv(header: Sequence[str], rows: Iterable[Sequence[Value]], *, delimiter: str = ",") -> bytes:
    """A CSV file. `delimiter` is a comma for machines, a semicolon for a spreadsheet of most of Europe.

    Raises ValueError where a row is longer or shorter than the header: a shifted column is worse than none.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([_cell(name) for name in header])
    for number, row in enumerate(rows, start=1):
        if len(row) != len(header):
            raise ValueError(f"Row {number} has {len(row)} cells, the header {len(header)}.")
        writer.writerow([_cell(value) for value in row])
    return stream.getvalue().encode("utf-8-sig")
