"""Fingerprints of bytes and of data. SHA-256 everywhere, as 64 lower-case hexadecimal digits."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any


def sha256_hex(data: bytes) -> str:
    """Fingerprint of bytes."""
    return hashlib.sha256(data).hexdigest()


def sha256_of_file(path: Path) -> str:
    """Fingerprint of a file, read in pieces; raises OSError where it cannot be read."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def canonical_json(data: Any) -> bytes:
    """The one spelling of JSON data: keys sorted, no white space, UTF-8.

    Raises ValueError for NaN and infinity, TypeError for what JSON cannot hold: a fingerprint must not guess.
    """
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def fingerprint(data: Any) -> str:
    """Fingerprint of JSON data, the same whatever the order of its keys."""
    return sha256_hex(canonical_json(data))
