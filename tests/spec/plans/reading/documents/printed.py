"""From a truth to the page: paragraphs and tables as a ministry would set them, before any file format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. `kind`: title, h1, h2, h, p, nav, cell, item (with `level`) or auto (numbered by the format)."""

    kind: str
    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Box:
    """A cell. Text with `\\n` between paragraphs, `\\v` for a line break and `**` around bold.

    `covered` is the rest of a merged cell.
    """

    text: str
    rows: int = 1
    columns: int = 1
    covered: bool = False


@dataclass(slots=True)
class Grid:
    """A table; every row has a box for every column."""

    rows: list[list[Box]]
    header_rows: int
    widths: list[float]


Page = list[Line | Grid]


def lay_out(document: dict[str, Any]) -> Page:
    """The document in print order."""
    spec, rows = document["print"], document["plan"]["rows"]
    _number_levels(rows)
    page: Page = [Line(kind, text) for kind, text in spec.get("before", [])]
    page += _outline(spec, rows) if document["layout"] == "outline" else _tables(document, rows)
    return page + [Line(kind, text) for kind, text in spec.get("after", [])]


def _outline(spec: dict[str, Any], rows: list[Row]) -> Page:
    page: Page = []
    shown: list[str] = []
    for row in rows:
        for level, title in enumerate(row["path"]):
            if row["path"][: level + 1] != shown[: level + 1]:
                page.append(_outline_title(spec["titles"][level], level, title, row["path_codes"][level]))
        shown = row["path"]
        text = " ".join(row["activities"])
        if "item_auto" in spec:
            page.append(Line("auto", text, spec["item_auto"]))
        else:
            page.append(Line("item", spec["item"].format(code=row["code"], activities=text)))
        for keys, template in spec["details"]:
            values = [field_text(row, key) for key in keys.split("+")]
            if all(values):
                page.append(Line("detail", template.format(*values)))
    return page


def _outline_title(rule: dict[str, Any], level: int, title: str, code: str | None) -> Line:
    if "auto" in rule:
        return Line("auto", title, rule["auto"])
    return Line("heading", rule["text"].format(title=title, code=code), level)


def field_text(row: Row, key: str) -> str:
    """What is printed for a field of a row: as the truth says, or as it was set (`print`)."""
    printed = row.get("print", {})
    if key in printed:
        value = printed[key]
    elif key.startswith("path"):
        value = row["path"][int(key[4:])]
    elif key in ("institutions", "lead", "partners"):
        value = ""
    else:
        value = row.get(key) or ""
    return "\n".join(value) if isinstance(value, list) else str(value)


def _tables(document: dict[str, Any], rows: list[Row]) -> Page:
    """One table for each group that stands above its table, and one more wherever the truth starts a new one."""
    spec = document["print"]
    page: Page = []
    start = 0
    for index in range(1, len(rows) + 1):
        if index < len(rows) and index not in spec.get("new_table", []) and not _new_group(spec, rows, index):
            continue
        page += _group_lines(spec, rows, start)
        page += _table(document, rows[start:index], start)
        start = index
    return page


def _above(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return [g for g in spec.get("groups", []) if g["as"] != "row"]


def _new_group(spec: dict[str, Any], rows: list[Row], index: int) -> bool:
    cut = max((g["level"] + 1 for g in _above(spec)), default=0)
    return rows[index]["path"][:cut] != rows[index - 1]["path"][:cut]


def _group_lines(spec: dict[str, Any], rows: list[Row], index: int) -> Page:
    row, before = rows[index], rows[index - 1] if index else {"path": []}
    fresh = [g for g in _above(spec) if row["path"][: g["level"] + 1] != before["path"][: g["level"] + 1]]
    return [Line(g["as"], _title(g, row)) for g in fresh]


def _title(group: dict[str, Any], row: Row) -> str:
    level = group["level"]
    return group["text"].format(title=row["path"][level], code=row["path_codes"][level])


def _table(document: dict[str, Any], rows: list[Row], start: int) -> Page:
    spec = document["print"]
    header = header_rows(document)
    body: list[list[Box]] = []
    top = 0
    for index, row in enumerate(rows):
        if start + index in spec.get("header_again", []):
            body += _merged(spec, rows[top:index]) + header
            top = index
        levels = [g for g in spec.get("groups", []) if g["as"] == "row" and _begins(rows, index, g["level"])]
        if levels:
            body += _merged(spec, rows[top:index])
            body += [_full_width(_title(g, row), len(header[0])) for g in levels]
            top = index
    body += _merged(spec, rows[top:])
    widths = spec.get("widths", [1.0] * len(header[0]))
    if start in spec.get("new_table", []):
        return [Grid(body, 0, widths)]
    if spec.get("header_apart"):
        return [Grid(header, len(header), widths), Line("p", ""), Grid(body, 0, widths)]
    return [Grid(header + body, len(header), widths)]


def _begins(rows: list[Row], index: int, level: int) -> bool:
    return not index or rows[index]["path"][: level + 1] != rows[index - 1]["path"][: level + 1]


def _full_width(text: str, columns: int) -> list[Box]:
    return [Box(text, columns=columns)] + [Box("", covered=True)] * (columns - 1)


def header_rows(document: dict[str, Any]) -> list[list[Box]]:
    """The header: one row, or two where the periods have a common title."""
    spec, labels = document["print"], document["print"].get("labels", document["plan"]["periods"])
    titled = any(key == "ticks" and head for key, head in spec["columns"])
    second = spec.get("second_header", {})
    top: list[Box] = []
    below: list[Box] = []
    for key, head in spec["columns"]:
        if key == "ticks":
            covered = [Box("", covered=True)] * (len(labels) - 1)
            top += [Box(head, columns=len(labels)), *covered] if titled else [Box(label) for label in labels]
            below += [Box(label) for label in labels]
        else:
            apart = key in second
            top.append(Box(head, rows=2 if titled and not apart else 1))
            below.append(Box(second[key]) if apart else Box("", covered=True))
    rows = [top, below] if titled else [top]
    return [_full_width(spec["title_row"], len(top)), *rows] if "title_row" in spec else rows


def _merged(spec: dict[str, Any], rows: list[Row]) -> list[list[Box]]:
    """Body rows. Where the truth says that a cell is inherited, the cell above reaches down."""
    columns = [key for key, _ in spec["columns"]]
    return [[box for key in columns for box in _boxes(spec, rows, index, key)] for index in range(len(rows))]


def _boxes(spec: dict[str, Any], rows: list[Row], index: int, key: str) -> list[Box]:
    if key == "ticks":
        return [Box(tick) for tick in rows[index]["print"]["ticks"]]
    below = [_inherited(spec, row, key) for row in rows[index:]]
    if index and below[0]:
        return [Box("", covered=True)]
    depth = next((n for n, merged in enumerate(below) if n and not merged), len(below))
    if spec.get("blank") and key.startswith("path") and index and row_same(rows[index], key):
        return [Box("")]
    # a merged cell that goes on below a header set by hand is printed empty
    return [Box("" if below[0] else field_text(rows[index], key), rows=depth)]


def _inherited(spec: dict[str, Any], row: Row, key: str) -> bool:
    if key.startswith("path"):
        return bool(spec["merge"]) and row_same(row, key)
    name = {"institutions": "institutions", "expected_results": "results"}.get(key)
    return name is not None and name in row.get("inherits", [])


def row_same(row: Row, key: str) -> bool:
    """Has the row the title of this level in common with the row before?"""
    return bool(row["same"] > int(key[4:]))


def _number_levels(rows: list[Row]) -> None:
    """Note in each row how many of its titles it shares with the row before (`same`)."""
    before: list[str] = []
    for row in rows:
        same = 0
        for one, other in zip(row["path"], before, strict=False):
            if one != other:
                break
            same += 1
        row["same"] = same
        before = row["path"]
