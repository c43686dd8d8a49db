"""Bringing in documents: bytes are kept first, then read; a refusal is kept with them."""

from __future__ import annotations

import zlib

from django.db import transaction

from naveza.accounts.models import User
from naveza.audit.operations import record
from naveza.lib import clock
from naveza.lib.hashing import sha256_hex

from . import wire
from .blocks import Parsed
from .models import Blocks, Content, Document, Upload
from .parsers import Refusal
from .sandbox import parse_limited

PARSER = "1"  # raised when a parser learns something, so that kept blocks are read anew


@transaction.atomic
def bring_in(data: bytes, *, name: str, by: User | None) -> Upload:
    """Keep a file. The same bytes are one document however often and by whomever they come."""
    digest = sha256_hex(data)
    document, is_new = Document.objects.get_or_create(
        sha256=digest, defaults={"size": len(data), "created_at": clock.now()}
    )
    if is_new:
        Content.objects.create(document=document, data=data)
        record(by=by, verb="document.kept", thing=document, after={"sha256": digest, "size": len(data)})
    upload, _ = Upload.objects.get_or_create(
        document=document, uploaded_by=by, name=name[:255], defaults={"uploaded_at": clock.now()}
    )
    return upload


def document_bytes(document: Document) -> bytes:
    """The bytes as they came."""
    return bytes(document.content.data)


def kept_blocks(document: Document) -> Parsed | None:
    """The document's blocks as they were kept, by whatever version of the parser; None where it was never read."""
    kept = Blocks.objects.filter(document=document).first()
    return wire.loads(zlib.decompress(bytes(kept.data))) if kept else None


def parse_document(document: Document, *, name: str) -> Parsed:
    """The document's blocks: kept ones, else read now in the limited process and kept. Raises Refusal, which is kept
    as well, so that its owner sees the sentence whenever she comes back."""
    kept = Blocks.objects.filter(document=document, parser=PARSER).first()
    if kept:
        return wire.loads(zlib.decompress(bytes(kept.data)))
    try:
        parsed = parse_limited(document_bytes(document), name)
    except Refusal as refusal:
        document.refusal, document.refusal_values = refusal.code, {k: str(v) for k, v in refusal.values.items()}
        document.save(update_fields=["refusal", "refusal_values"])
        raise
    with transaction.atomic():
        Blocks.objects.update_or_create(
            document=document, defaults={"parser": PARSER, "data": zlib.compress(wire.dumps(parsed))}
        )
        document.format, document.refusal, document.refusal_values = parsed.format, "", {}
        document.save(update_fields=["format", "refusal", "refusal_values"])
    return parsed
