"""Parsers: bytes of one format to neutral blocks (`documents.blocks`), one module each, pure and without
Django.

May import `documents.blocks` and `lib`. Start at `parse`; files that are not read raise `Refusal`
(`refusals.py`). Run untrusted files through `documents.sandbox.parse_limited`.
"""

from naveza.documents.parsers.detect import parse
from naveza.documents.parsers.notes import NOTES
from naveza.documents.parsers.refusals import SENTENCES, Refusal

__all__ = ["NOTES", "SENTENCES", "Refusal", "parse"]
