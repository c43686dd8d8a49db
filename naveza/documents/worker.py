"""The limited process: reads one document from its standard input and writes blocks to its standard output.

Started by `sandbox.py` as a script of a fresh interpreter, so that nothing of the web process (connections, secrets,
open files) is in it. Limits are set before the first byte of the document is looked at.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import sys
from pathlib import Path
from typing import Any

_NO_NETWORK_NAMESPACE = 0x40000000 | 0x10000000  # CLONE_NEWNET | CLONE_NEWUSER
_SET_NO_NEW_PRIVILEGES = 38
_SET_PARENT_DEATH_SIGNAL = 1
_KILL = 9
_FORBIDDEN = (
    "socket.connect",
    "socket.bind",
    "socket.sendto",
    "socket.getaddrinfo",
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.fork",
    "os.forkpty",
    "os.posix_spawn",
    "os.spawn",
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "os.symlink",
    "os.link",
    "os.chmod",
    "os.chown",
    "os.truncate",
    "shutil.rmtree",
    "urllib.Request",
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _set_limits(limits: dict[str, Any]) -> None:
    """Bounds that the kernel keeps, on systems that have them."""
    try:
        import resource
    except ImportError:
        return
    cpu = int(limits["cpu_seconds"])
    for kind, soft, hard in (
        ("RLIMIT_AS", limits["memory"], limits["memory"]),
        ("RLIMIT_CPU", cpu, cpu + 1),
        ("RLIMIT_FSIZE", 0, 0),
        ("RLIMIT_NOFILE", limits["open_files"], limits["open_files"]),
        ("RLIMIT_CORE", 0, 0),
        ("RLIMIT_NPROC", limits["processes"], limits["processes"]),
    ):
        number = getattr(resource, kind, None)
        if number is not None:
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(number, (int(soft), int(hard)))


def _leave_the_network() -> None:
    """An empty network of its own, no new rights, an end with the parent: as far as the kernel grants them."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_SET_PARENT_DEATH_SIGNAL, _KILL, 0, 0, 0)
        libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        libc.unshare(_NO_NETWORK_NAMESPACE)


def _forbid(event: str, args: tuple[Any, ...]) -> None:
    """Second wall, inside Python: no connection, no other program, no file opened for writing."""
    if event == "open":
        flags = args[2] if len(args) > 2 and isinstance(args[2], int) else 0
        if flags & _WRITING:
            raise PermissionError("a parser may not write files")
    elif event in _FORBIDDEN:
        raise PermissionError(f"a parser may not use {event}")


def _answer(data: bytes, header: dict[str, Any]) -> bytes:
    from naveza.documents.parsers.refusals import Refusal

    try:
        return b"+" + (_picture(data, header) if "page" in header else _blocks(data, header))
    except Refusal as refusal:
        values = {key: value if isinstance(value, int) else str(value) for key, value in refusal.values.items()}
        return b"-" + json.dumps([refusal.code, values]).encode()


def _blocks(data: bytes, header: dict[str, Any]) -> bytes:
    from naveza.documents import wire
    from naveza.documents.parsers import parse
    from naveza.lib.limits import Limits

    return wire.dumps(parse(data, header["name"], Limits(**header["limits"])))


def _picture(data: bytes, header: dict[str, Any]) -> bytes:
    from naveza.documents.parsers.pages import page_pictures

    return page_pictures(data, int(header["page"]), float(header["scale"]))


def main() -> None:
    """Read a header line of JSON and the document; answer with one byte of outcome and the result."""
    out = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    header = json.loads(sys.stdin.buffer.readline())
    limits = header["limits"]
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    gc.disable()
    _leave_the_network()
    _set_limits(limits)
    sys.addaudithook(_forbid)
    reserve = bytearray(1 << 20)
    try:
        result = _answer(sys.stdin.buffer.read(), header)
    except MemoryError:
        del reserve
        result = b"-" + json.dumps(["memory", {"limit": limits["memory"] >> 20}]).encode()
    view = memoryview(result)
    while view:
        view = view[os.write(out, view) :]
    os._exit(0)


if __name__ == "__main__":
    main()
