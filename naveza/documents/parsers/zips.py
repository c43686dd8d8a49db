"""Zip packages (DOCX, XLSX) opened with care: bytes that really come out are counted while they come."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from naveza.documents.parsers.refusals import Refusal
from naveza.lib.limits import MIB, Limits

_STEP = 256 * 1024
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, LookupError)


def _open(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(BytesIO(data))
    except _BROKEN:
        raise Refusal("truncated" if data.startswith(b"PK\x03\x04") else "not_a_document", where="its index") from None


def member_names(data: bytes, limits: Limits) -> set[str]:
    """Names of the members. Raises Refusal where the directory is missing or too long."""
    with _open(data) as archive:
        names = archive.namelist()
    if len(names) > limits.members:
        raise Refusal("too_many_members", count=len(names), limit=limits.members)
    return {name.replace("\\", "/") for name in names}


class Package:
    """Members of a zip package, read on demand. The inflated bytes of all reads together stay under the
    limit, whatever sizes the archive declares."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._archive = _open(data)
        infos = self._archive.infolist()
        if len(infos) > limits.members:
            raise Refusal("too_many_members", count=len(infos), limit=limits.members)
        self._infos = {info.filename.replace("\\", "/").lower(): info for info in infos}
        self.inflated = 0

    def __contains__(self, name: str) -> bool:
        return name.lstrip("/").lower() in self._infos

    def names(self) -> list[str]:
        return [info.filename.replace("\\", "/") for info in self._infos.values()]

    def read(self, name: str) -> bytes:
        """Bytes of a member. Raises Refusal where it is missing, damaged, encrypted or too large."""
        info = self._infos.get(name.lstrip("/").lower())
        if info is None:
            raise Refusal("not_a_document", where=f"the part {name}")
        if info.flag_bits & 1:
            raise Refusal("password")
        try:
            return self._inflate(info)
        except _BROKEN:
            raise Refusal("damaged", where=f"the part {name}") from None

    def _inflate(self, info: zipfile.ZipInfo) -> bytes:
        limits = self._limits
        parts, size = [], 0
        with self._archive.open(info) as stream:
            while part := stream.read(_STEP):
                parts.append(part)
                size += len(part)
                self.inflated += len(part)
                if self.inflated > limits.inflated:
                    raise Refusal("too_large_inflated", limit=limits.inflated // MIB, where=info.filename)
                if size > MIB and size > limits.ratio * max(info.compress_size, 1):
                    raise Refusal("bomb", ratio=size // max(info.compress_size, 1), where=info.filename)
        return b"".join(parts)
