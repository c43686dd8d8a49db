"""XML parsed with nothing that documents do not need: no DTD, no entities, no network, no endless depth."""

from __future__ import annotations

import re

from lxml import etree

from naveza.documents.parsers.refusals import Refusal

_DOCTYPE = re.compile(rb"<\s*!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_EXTERNAL = re.compile(rb"\b(?:SYSTEM|PUBLIC)\b")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")


def parse_xml(data: bytes, where: str) -> etree._Element:
    """Root element. Raises Refusal; `where` names the part in its sentence."""
    refuse_doctype(data, where)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise xml_refusal(error, where) from None
    except ValueError:
        raise Refusal("damaged", where=where) from None
    if root is None:
        raise Refusal("damaged", where=where)
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refusal("entity_bomb", where=where)
    return root


def refuse_doctype(data: bytes, where: str) -> None:
    """No part of an office document has a document type; one that has is an attack. Looked for in the bytes,
    before any parser sees them."""
    text = data
    if data[:2] in _WIDE:
        encoding = "utf-16-be" if data[:2] in (b"\xfe\xff", b"\x00<") else "utf-16-le"
        text = data.decode(encoding, "replace").encode()
    # to look for one sign first is a hundred times faster than to look for two, and most parts have none
    match = _DOCTYPE.search(text) if b"!" in text and b"<!" in text else None
    if match:
        external = _EXTERNAL.search(text, match.start(), match.start() + 100_000)
        raise Refusal("external_entity" if external else "entity_bomb", where=where)


def xml_refusal(error: etree.XMLSyntaxError, where: str) -> Refusal:
    """What a syntax error of lxml means for the person."""
    message = str(error)
    if "emory allocation" in message:
        raise MemoryError from None
    if "Excessive depth" in message:
        return Refusal("too_deep", where=where)
    if "huge text node" in message or "Buffer size limit" in message or "too long" in message or "Huge" in message:
        return Refusal("text_too_long", where=where)
    if "ntity" in message:
        return Refusal("entity_bomb", where=where)
    return Refusal("damaged", where=f"{where}, line {error.lineno or 1}")
