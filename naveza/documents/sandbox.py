"""Parsing in a process of its own: whatever a document does to its parser, the caller gets blocks or a Refusal."""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import IO, cast

from naveza.documents import wire
from naveza.documents.blocks import Parsed
from naveza.documents.parsers.refusals import SENTENCES, Refusal
from naveza.lib.limits import DEFAULT, MIB, Limits

_WORKER = Path(__file__).with_name("worker.py")
_STEP = 1 << 16


def parse_limited(data: bytes, name: str, limits: Limits = DEFAULT) -> Parsed:
    """Read a document in a fresh interpreter with bounds on memory, time, files and without a network.

    Raises Refusal: the parser's own, or `timeout`, `memory`, `result_too_large`, `crashed`.
    """
    if not data:
        raise Refusal("empty", name=name)
    if len(data) > limits.upload:
        raise Refusal("too_large", name=name, size=-(-len(data) // MIB), limit=limits.upload // MIB)
    try:
        return wire.loads(_answer(data, name, limits, {}))
    except ValueError:
        raise Refusal("crashed", name=name) from None


def picture_limited(data: bytes, name: str, page: int, scale: float = 1.5, limits: Limits = DEFAULT) -> bytes:
    """PNG of one page of a PDF, from 1, drawn in the same limited process. Raises Refusal."""
    return _answer(data, name, limits, {"page": page, "scale": scale})


def _answer(data: bytes, name: str, limits: Limits, task: dict[str, float]) -> bytes:
    """What the worker answers, without its first byte. Raises Refusal where it refuses or fails."""
    answer = _answer_of_worker(data, name, limits, task)
    kind, body = answer[:1], answer[1:]
    if kind == b"+":
        return body
    try:
        refusal = _refusal(body, name) if kind == b"-" else Refusal("crashed", name=name)
    except (ValueError, KeyError, TypeError):
        refusal = Refusal("crashed", name=name)
    raise refusal


def _refusal(body: bytes, name: str) -> Refusal:
    code, values = json.loads(body)
    if code not in SENTENCES:
        raise ValueError(code)
    return Refusal(code, **{**values, "name": name})


def _answer_of_worker(data: bytes, name: str, limits: Limits, task: dict[str, float]) -> bytes:
    header = json.dumps({"name": name, "limits": asdict(limits), **task}).encode() + b"\n"
    with _as_file(header + data) as source:
        process = subprocess.Popen(
            [sys.executable, "-I", "-B", str(_WORKER)],
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            close_fds=True,
            env={"LC_ALL": "C.UTF-8"},
            cwd="/" if os.sep == "/" else None,
        )
    try:
        with process:
            return _read_answer(process, name, limits)
    finally:
        if process.poll() is None:
            process.kill()


def _as_file(content: bytes) -> IO[bytes]:
    """The document as a file without a name, in memory where the system can."""
    if hasattr(os, "memfd_create"):
        stream: IO[bytes] = os.fdopen(os.memfd_create("document", os.MFD_CLOEXEC), "w+b")
    else:
        stream = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the caller
    stream.write(content)
    stream.flush()
    stream.seek(0)
    return stream


def _read_answer(process: subprocess.Popen[bytes], name: str, limits: Limits) -> bytes:
    """All that the worker writes, until it ends or its time is over."""
    end = time.monotonic() + limits.wall_seconds
    parts, size = [], 0
    pipe = cast("IO[bytes]", process.stdout)
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while True:
            left = end - time.monotonic()
            if left <= 0 or not selector.select(left):
                process.kill()
                raise Refusal("timeout", name=name, seconds=round(limits.wall_seconds))
            part = os.read(pipe.fileno(), _STEP)
            if not part:
                break
            parts.append(part)
            size += len(part)
            if size > limits.result:
                process.kill()
                raise Refusal("result_too_large", name=name, limit=limits.result // MIB)
    try:
        code = process.wait(max(end - time.monotonic(), 1.0))
    except subprocess.TimeoutExpired:
        process.kill()
        raise Refusal("timeout", name=name, seconds=round(limits.wall_seconds)) from None
    return b"".join(parts) if code == 0 else _ended(code, name, limits)


def _ended(code: int, name: str, limits: Limits) -> bytes:
    """What it means that the worker did not end by itself."""
    if -code == getattr(signal, "SIGXCPU", 0):
        raise Refusal("timeout", name=name, seconds=limits.cpu_seconds)
    if -code == getattr(signal, "SIGKILL", 0):  # by the kernel, which was out of memory
        raise Refusal("memory", name=name, limit=limits.memory // MIB)
    raise Refusal("crashed", name=name)
