"""How much a document may ask of the machine before it is refused.

One frozen value carries every limit, so that tests can tighten a single one and the operator's settings can
widen them. Sizes are bytes, times are seconds.
"""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for reading one document. The last six bind the process, the others bind what is read in it."""

    upload: int = 40 * MIB
    inflated: int = 200 * MIB
    """Bytes that really come out of a zip archive, over all members that are read."""
    ratio: int = 200
    """Inflated bytes for one compressed byte of a member, looked at from 1 MiB on."""
    members: int = 10_000
    cells: int = 600_000
    texts: int = 1_000_000
    line: int = 1_000_000
    """Characters of one line of plain text."""
    pages: int = 2_000
    columns: int = 1_024
    """Columns that hold something."""

    wall_seconds: float = 60.0
    cpu_seconds: int = 45
    memory: int = 1_024 * MIB
    """Address space of the limited process; about half of it is libraries that are mapped and never
    touched."""
    result: int = 256 * MIB
    open_files: int = 64
    processes: int = 0
    """New processes the limited process may start."""


DEFAULT = Limits()
