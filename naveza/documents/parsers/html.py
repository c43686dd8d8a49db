"""HTML → blocks. Nothing is fetched: no style sheet, no picture, no frame."""

from __future__ import annotations

import re

from lxml import etree
from lxml import html as lxml_html

from naveza.documents.blocks import Parsed
from naveza.documents.parsers.decode import decode, notes_of_texts
from naveza.documents.parsers.html_story import HtmlStory
from naveza.documents.parsers.notes import Notes
from naveza.documents.parsers.refusals import Refusal
from naveza.lib.limits import DEFAULT, Limits

_CHARSET = re.compile(rb"""(?i)<meta[^>]+charset\s*=\s*["']?\s*([a-z0-9_-]+)|<\?xml[^>]+encoding=["']([a-z0-9_-]+)""")
_DEEP, _HUGE = "Excessive depth", "huge text node"
_TEN_MILLION = 10_000_000


def parse_html(data: bytes, limits: Limits = DEFAULT) -> Parsed:
    """Read an HTML page. Raises Refusal."""
    text = _characters(data)
    root = _root(text)
    notes = Notes()
    story = HtmlStory(notes, limits)
    title = " ".join((root.findtext(".//head/title") or "").split())
    body = root.find("body")
    story.read(body if body is not None else root)
    if not story.blocks and not story.furniture:
        raise Refusal("blank")
    notes.extend(notes_of_texts(Parsed("html", tuple(story.blocks)).texts()))
    language = (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()
    language = re.split("[-_]", language)[0].lower()
    return Parsed("html", tuple(story.blocks), notes.finish(), language, title, tuple(story.furniture))


def _characters(data: bytes) -> str:
    """By byte order mark, then by what the page says of itself, then as any text."""
    if not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        match = _CHARSET.search(data, 0, 4096)
        name = (match[1] or match[2]).decode("ascii") if match else ""
        if name and not name.lower().startswith("utf-16"):
            try:
                return data.decode(name)
            except (LookupError, UnicodeDecodeError):
                pass
    return decode(data).text


def _root(text: str) -> etree._Element:
    if len(text) > _TEN_MILLION and len(max(re.split("[<>]", text), key=len)) > _TEN_MILLION:
        raise Refusal("text_too_long", where="the page")
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = lxml_html.document_fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise Refusal("blank") from None
    for entry in parser.error_log:
        if _DEEP in entry.message:
            raise Refusal("too_deep", where=f"line {entry.line}")
        if _HUGE in entry.message:
            raise Refusal("text_too_long", where=f"line {entry.line}")
    return root
