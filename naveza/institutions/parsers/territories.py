"""A list of territories as statistical offices give it, brought to four columns: code, name, kind, parent."""

import csv
import io
from dataclasses import dataclass

from naveza.lib.text import collapse

COLUMNS = ("code", "name", "kind", "parent")
KINDS = frozenset({"country", "region", "county", "municipality", "other"})


class BadTerritories(ValueError):
    """The file cannot be used; the text says why, with the line."""


@dataclass(frozen=True, slots=True)
class TerritoryRow:
    """One territory. `parent` is the code of another one, in the file or in the registry; empty for a country."""

    line: int
    code: str
    name: str
    kind: str
    parent: str


def read_territories(data: bytes) -> list[TerritoryRow]:
    """Rows of a CSV file in UTF-8 with a header, comma or semicolon. Raises BadTerritories."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadTerritories(f"The file is not UTF-8: byte {error.start} is no letter.") from error
    first = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise BadTerritories(f"The header lacks {', '.join(missing)}; it must have {', '.join(COLUMNS)}.")
    rows: list[TerritoryRow] = []
    seen: dict[str, int] = {}
    for values in reader:
        row = _row(reader.line_num, values)
        if row.code in seen:
            raise BadTerritories(f"Line {row.line}: the code {row.code} stands in line {seen[row.code]} already.")
        seen[row.code] = row.line
        rows.append(row)
    return rows


def _row(line: int, values: dict[str, str | None]) -> TerritoryRow:
    code, name, kind, parent = (collapse(values[column] or "") for column in COLUMNS)
    if not code or not name:
        raise BadTerritories(f"Line {line}: code and name must not be empty.")
    if kind not in KINDS:
        raise BadTerritories(f"Line {line}: the kind {kind!r} is none of {', '.join(sorted(KINDS))}.")
    if parent == code:
        raise BadTerritories(f"Line {line}: {code} is its own parent.")
    return TerritoryRow(line, code, name, kind, parent)
