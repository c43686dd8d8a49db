"""What DOCX and XLSX packages have in common: relations between parts, the title, the strict flavour."""

from __future__ import annotations

from dataclasses import dataclass
from posixpath import dirname, join, normpath

from naveza.documents.parsers.xmls import parse_xml
from naveza.documents.parsers.zips import Package

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DC = "{http://purl.org/dc/elements/1.1/}"
_STRICT = b"http://purl.oclc.org/ooxml/"
_FAMILIES = (b"wordprocessingml", b"spreadsheetml", b"drawingml", b"officeDocument")
_FACTORY_TITLES = ("Word Document",)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of a part to another part: `kind` is the last word of its type."""

    id: str
    kind: str
    target: str


def relations(package: Package, part: str) -> list[Relation]:
    """Internal relations of a part; an empty name means the package itself. External targets are left out."""
    name = join(dirname(part), "_rels", part.rpartition("/")[2] + ".rels")
    if name not in package:
        return []
    found = []
    for element in parse_xml(package.read(name), name).iter(_RELATION):
        target = element.get("Target", "")
        if element.get("TargetMode") == "External" or not target:
            continue
        path = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(part), target))
        found.append(Relation(element.get("Id", ""), element.get("Type", "").rpartition("/")[2], path))
    return found


def main_part(package: Package, usual: str) -> str:
    """Name of the part that holds the document."""
    found = (r.target for r in relations(package, "") if r.kind == "officeDocument" and r.target in package)
    return next(found, usual)


def transitional(data: bytes) -> bytes:
    """The strict flavour of the format differs only in the addresses of its namespaces."""
    if _STRICT not in data[:4096]:
        return data
    for family in _FAMILIES:
        data = data.replace(_STRICT + family + b"/", b"http://schemas.openxmlformats.org/" + family + b"/2006/")
    return data


def core_title(package: Package) -> str:
    """Title in the properties of the document, unless the program put it there."""
    name = "docProps/core.xml"
    if name not in package:
        return ""
    found = parse_xml(package.read(name), name).findtext(_DC + "title") or ""
    title = " ".join(found.split())
    return "" if title in _FACTORY_TITLES else title
