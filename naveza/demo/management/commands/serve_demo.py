"""The demo in one process group: database, world, a worker for long work, the web server on the loopback address."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

import naveza
from naveza.demo.people import sign_ins
from naveza.lib.hashing import fingerprint, sha256_of_file


class Command(BaseCommand):
    help = "Serve the demo on the loopback address (`./run demo` calls it)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--browser", choices=["yes", "no"], default="yes")

    def handle(self, *args: Any, **options: Any) -> None:
        port = options["port"]
        _check_free(port)
        self._make_world()
        # Ended from outside, it must take its two processes along.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        worker = subprocess.Popen([sys.executable, "-m", "naveza.cli", "work"])
        server = subprocess.Popen(_server(port))
        try:
            _wait_until_served(port, server)
            self._say_hello(port)
            if options["browser"] == "yes":
                threading.Thread(target=webbrowser.open, args=[f"http://localhost:{port}"], daemon=True).start()
            server.wait()
        except KeyboardInterrupt:
            self.stdout.write("\nStopped.")
        finally:
            for process in (server, worker):
                _stop(process)

    def _make_world(self) -> None:
        """Tables, world and documents; a start for which nothing has changed since the last one passes by."""
        stamp, now = settings.VAR_DIR / "made", _fingerprint()
        if stamp.is_file() and stamp.read_text() == now:
            return
        from naveza.demo.documents import make_documents

        call_command("migrate", verbosity=0)
        call_command("make_demo", stdout=self.stdout)
        make_documents(settings.VAR_DIR / "documents")
        stamp.write_text(now)

    def _say_hello(self, port: int) -> None:
        self.stdout.write(f"\n  Naveza is at http://localhost:{port}\n\n  Sign in as one of these invented people:\n")
        for person in sign_ins():
            self.stdout.write(f"    {person.email:<40} {person.password:<16} {person.about}")
        self.stdout.write(f"\n  Documents to try reading with: {settings.VAR_DIR / 'documents'}\n  Ctrl+C stops it.\n")
        self.stdout.flush()


def _fingerprint() -> str:
    """Which tables and which world this code makes."""
    package = Path(naveza.__file__).parent
    migrations = sorted(str(path.relative_to(package)) for path in package.glob("*/migrations/0*.py"))
    contents = sorted(package.glob("demo/content/*.json"))
    return fingerprint([migrations, [sha256_of_file(path) for path in contents]])


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as problem:
            raise CommandError(f"Port {port} is taken. Try `./run demo --port {port + 1}`.") from problem


def _server(port: int) -> list[str]:
    """Granian over WSGI: two workers, one thread each on SQLite, which has one writer anyway."""
    options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "2"]
    quiet = ["--blocking-threads", "1", "--log-level", "warning", "--no-ws"]
    return [sys.executable, "-m", "granian", *options, *quiet, "naveza.wsgi:application"]


def _wait_until_served(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if server.poll() is not None:
            raise CommandError("The web server did not start; what it said stands above.")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise CommandError("The web server did not answer within 30 seconds.")


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)
