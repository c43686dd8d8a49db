"""Which parser reads these bytes: by content first, by name where the content leaves it open."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from naveza.documents.blocks import Note, Parsed
from naveza.documents.parsers.refusals import Refusal
from naveza.documents.parsers.zips import member_names
from naveza.lib.limits import DEFAULT, MIB, Limits

_PARSERS = {
    "docx": "parse_docx",
    "xlsx": "parse_xlsx",
    "html": "parse_html",
    "md": "parse_markdown",
    "csv": "parse_csv",
    "txt": "parse_text",
    "pdf": "parse_pdf",
}
_MODULES = {"md": "markdown", "csv": "csvs", "txt": "text"}
_ENDINGS = {
    "docx": "docx docm dotx dotm",
    "xlsx": "xlsx xlsm xltx xltm",
    "html": "html htm xhtml",
    "md": "md markdown",
    "csv": "csv tsv tab",
    "txt": "txt text log asc",
    "pdf": "pdf",
}
_FORMAT_BY_ENDING = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings.split()}
_TEXT_FORMATS = ("md", "csv", "txt")

_IMAGES = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n", "PNG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"\x00\x00\x01\x00", "icon"),
    (b"8BPS", "Photoshop"),
)
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!")
_HTML = re.compile(rb"(?is)\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table)\b")
_OPEN_DOCUMENT = {"text": "text", "spreadsheet": "spreadsheet", "presentation": "presentation"}


def parse(data: bytes, name: str, limits: Limits = DEFAULT) -> Parsed:
    """Read a document. Raises Refusal with a sentence that names the file; nothing else for any bytes."""
    try:
        kind = detect(data, name, limits)
        reader: Callable[[bytes, Limits], Parsed] = getattr(
            import_module(f"naveza.documents.parsers.{_MODULES.get(kind, kind)}"), _PARSERS[kind]
        )
        parsed = reader(data, limits)
    except Refusal as refusal:
        raise refusal.named(name) from None
    except RecursionError:
        raise Refusal("too_deep", name=name, where="the document") from None
    expected = _FORMAT_BY_ENDING.get(_ending(name))
    if expected and expected != kind and not (kind in _TEXT_FORMATS and expected in _TEXT_FORMATS):
        note = Note("wrong_extension", f"{name} is {kind} inside")
        parsed = replace(parsed, notes=(note, *parsed.notes))
    return parsed


def detect(data: bytes, name: str, limits: Limits = DEFAULT) -> str:
    """The format of a file, a key of the parsers. Raises Refusal for what cannot be read, with what to do."""
    if not data:
        raise Refusal("empty")
    if len(data) > limits.upload:
        raise Refusal("too_large", size=-(-len(data) // MIB), limit=limits.upload // MIB)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK"):
        return _inside_zip(data, limits)
    _refuse_known(data)
    ending = _FORMAT_BY_ENDING.get(_ending(name))
    if _HTML.match(data[:4096].lstrip(b"\xef\xbb\xbf")):
        return "html"
    if ending in ("docx", "xlsx", "pdf") and not _looks_like_text(data):
        raise Refusal("not_a_document", where="its beginning")
    if ending in ("docx", "xlsx", "pdf") or (ending is None and _looks_like_text(data)):
        return "txt"
    if ending is None:
        raise Refusal("unknown_format")
    return ending


def _ending(name: str) -> str:
    return name.rpartition(".")[2].strip().lower() if "." in name else ""


def _refuse_known(data: bytes) -> None:
    """Formats that are known by their first bytes and not read."""
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise Refusal(_inside_ole(data))
    if data.lstrip()[:5].lower() == b"{\\rtf":
        raise Refusal("rich_text")
    for magic, kind in _IMAGES:
        if data.startswith(magic):
            raise Refusal("image", kind=kind)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        raise Refusal("image", kind="WebP")
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        raise Refusal("image", kind="HEIF")
    if data[:2] == b"BM" and len(data) > 6 and int.from_bytes(data[2:6], "little") == len(data):
        raise Refusal("image", kind="BMP")
    if data.startswith(_ARCHIVES):
        raise Refusal("archive")
    if data.startswith(_PROGRAMS):
        raise Refusal("program")
    if re.match(rb"(?i)(mime-version:|from: <saved by|content-type: multipart/related)", data[:200]):
        raise Refusal("web_archive")


def _inside_ole(data: bytes) -> str:
    """Names of streams stand in the directory of an OLE2 file as UTF-16."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        return "password"
    if holds("WordDocument"):
        return "old_word"
    if holds("Workbook") or holds("Book\0"):
        return "old_excel"
    return "old_office"


def _inside_zip(data: bytes, limits: Limits) -> str:
    names = member_names(data, limits)
    if "word/document.xml" in names or any(n.startswith("word/") for n in names):
        return "docx"
    if any(n.lower() == "xl/workbook.bin" for n in names):
        raise Refusal("binary_workbook")
    if any(n.startswith("xl/") for n in names):
        return "xlsx"
    if any(n.startswith("ppt/") for n in names):
        raise Refusal("presentation")
    if "mimetype" in names and "content.xml" in names:
        found = re.search(rb"opendocument\.(text|spreadsheet|presentation)", data[:200])
        raise Refusal("open_document", kind=_OPEN_DOCUMENT[found[1].decode()] if found else "text")
    if "[Content_Types].xml" in names:
        return "docx"
    raise Refusal("archive")


def _looks_like_text(data: bytes) -> bool:
    """Few control characters in the first 4 KiB, or UTF-16."""
    sample = data[:4096]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if sample[0::2].count(0) * 4 > len(sample) or sample[1::2].count(0) * 4 > len(sample):
        return min(sample[0::2].count(0), sample[1::2].count(0)) * 16 < len(sample)
    control = sum(1 for byte in sample if byte < 9 or 13 < byte < 27 or byte == 127)
    return control * 20 <= len(sample)
