"""The review screen with 2,000 rows in a real browser: from the key to the paint, and how soon it is there.

Each key is pressed when the one before has been painted; the time runs from the moment of the key to the frame that
shows what it did. Without Chromium there is nothing to measure.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.conf import settings
from django.test import Client

from benchmarks.content import plan
from benchmarks.measure import Figure
from naveza.accounts.operations import create_user
from naveza.documents.operations import bring_in
from naveza.plans import operations
from naveza.plans.operations.reading import read_document

CHROMIUM = Path("/usr/bin/chromium")
ROWS = 2000
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
# From a key to the frame that shows it: what runs after the next frame has been handed over is the first to be late.
CLOCK = """() => {
  window.times = [];
  addEventListener("keydown", (event) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.times.push(performance.now() - event.timeStamp);
      port2.postMessage(0);
    });
  }, true);
}"""
MOVES = ["ArrowDown"] * 40 + ["ArrowUp"] * 15 + ["ArrowRight", "ArrowRight", "x", "ArrowDown", "x"] * 6
MOVES += ["n"] * 15 + ["Home", "ArrowRight"]
TYPING = ["Enter", *"and a lamp at the door", "Escape", "ArrowDown"]


def run() -> Iterator[Figure]:
    if not CHROMIUM.exists():
        return
    person = create_user(by="benchmark", email="bench@example.org", name="Bench", administrator=True)
    upload = bring_in(_document(), name="plan.txt", by=person)
    reading = read_document(upload.document, by=person, name=upload.name)
    draft = operations.create_plan(by=person, content=reading.content, document=upload.document, reading=reading)
    assert draft.rows.count() == ROWS
    client = Client()
    client.force_login(person)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    port = _free_port()
    server = _serve(port)
    try:
        opened, painted = _measure(f"http://127.0.0.1:{port}", session, f"/drafts/{draft.pk}/")
    finally:
        server.terminate()
        server.wait()
    yield Figure(f"review screen of {ROWS:,} rows ready for keys", opened, 1.5, "s")
    yield Figure(f"key to paint with {ROWS:,} rows, 95th percentile of {len(painted)}", _share(painted, 0.95), 50, "ms")


def _document() -> bytes:
    """The plan of the other benchmarks as a table in plain text, so that the passage of every cell is shown too."""
    content = plan(ROWS)
    lines = [["Goal", "Activity", *content["periods"], "Expected results", "Responsible"]]
    above = ""
    for row in content["rows"]:
        goal, activity = row["path"][-1], ". ".join(row["activities"])
        crosses = ["X" if label in row["periods"] else "" for label in content["periods"]]
        results, who = "; ".join(row["expected_results"]), ", ".join(row["institutions"])
        lines.append(["" if goal == above else goal, activity, *crosses, results, who])
        above = goal
    return "\n".join([content["title"], "", *("\t".join(cells) for cells in lines)]).encode()


def _share(times: Sequence[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _serve(port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", "1", "--log-level", "warning", "naveza.wsgi:application"]
    server = subprocess.Popen(command, env=os.environ.copy())
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=1):
                return server
        except OSError:
            time.sleep(0.1)
    server.terminate()
    raise RuntimeError("The server did not start.")


def _measure(base: str, session: str, address: str) -> tuple[float, list[float]]:
    """Seconds until the screen takes keys (the second visit: a warm server), and milliseconds of every key."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": base}])
        page = context.new_page()
        for _visit in range(2):
            page.goto(f"{base}{address}")
            page.wait_for_selector("[data-review][data-ready]", timeout=30_000)
            page.wait_for_load_state("networkidle")
        opened = page.evaluate("performance.getEntriesByName('review-ready')[0].startTime") / 1000
        while page.locator(".entry").count() < ROWS:
            page.wait_for_timeout(100)
        page.wait_for_timeout(1000)
        page.evaluate(CLOCK)
        page.locator(".draft-table [tabindex='0']").focus()
        for count, key in enumerate([*MOVES, *TYPING, *TYPING], start=1):
            page.keyboard.press(key)
            while page.evaluate("window.times.length") < count:
                page.wait_for_timeout(2)
        painted: list[float] = page.evaluate("window.times")
        browser.close()
    return opened, painted
