"""Pictures of PDF pages, for the screen on which a draft is compared with its document."""

from __future__ import annotations

import struct
import zlib

from naveza.documents.parsers.pdf import open_pdf
from naveza.documents.parsers.refusals import Refusal

_MOST_PIXELS = 16_000_000
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def page_pictures(data: bytes, page: int, scale: float = 1.5) -> bytes:
    """PNG of one page, from 1; at scale 1 a point is a pixel. A page that would be too large is drawn smaller.

    Raises Refusal where the document cannot be opened or has no such page.
    """
    document = open_pdf(data)
    try:
        if not 1 <= page <= len(document):
            raise Refusal("no_such_page", page=page, count=len(document))
        handle = document[page - 1]
        width, height = handle.get_size()
        if width * height * scale * scale > _MOST_PIXELS:
            scale = (_MOST_PIXELS / (width * height)) ** 0.5
        bitmap = handle.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
        return _png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels)
    finally:
        document.close()


def _png(pixels: bytes, width: int, height: int, stride: int, channels: int) -> bytes:
    """PNG of rows of grey (1), RGB (3) or RGBA (4) pixels."""
    kind = {1: 0, 3: 2, 4: 6}[channels]
    rows = b"".join(b"\0" + pixels[r * stride : r * stride + width * channels] for r in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 4)), (b"IEND", b""))
    return _SIGNATURE + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )
