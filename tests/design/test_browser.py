"""The gallery in a real browser: no accessibility finding, no sideways scrolling, behaviours that work."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

pytestmark = [
    pytest.mark.journey,
    pytest.mark.urls("tests.design.urls"),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium on this machine"),
]


class QuietHandler(WSGIRequestHandler):
    """Says nothing about each request."""

    def log_message(self, format: str, *args: object) -> None:
        """Leave the terminal to the test runner."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Serve the gallery from a thread; it needs no database, so nothing has to be emptied between tests."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler, allow_reuse_address=False)
    server.set_app(StaticFilesHandler(get_wsgi_application()))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield found
        found.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def _open(browser: Browser, address: str, *, width: int = 1280, scheme: str = "light", query: str = "") -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True, locale="en"
    )
    page = context.new_page()
    page.goto(f"{address}/design/{query}", wait_until="load")
    return page


@pytest.mark.parametrize(
    ("width", "scheme", "query"), [(1280, "light", "?theme=both"), (360, "dark", ""), (320, "light", "")]
)
def test_axe_finds_nothing(browser: Browser, address: str, width: int, scheme: str, query: str) -> None:
    page = _open(browser, address, width=width, scheme=scheme, query=query)
    findings = Axe().run(page).response["violations"]
    assert [(finding["id"], finding["nodes"][0]["html"][:200]) for finding in findings] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


def test_the_theme_switch_works_at_once_and_stays(browser: Browser, address: str) -> None:
    page = _open(browser, address)
    page.get_by_text("Light or dark", exact=True).locator("..").click()
    page.locator("[data-theme-switch]").get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.context.close()


def test_a_question_mark_lists_the_keys_and_a_slash_goes_to_the_search(browser: Browser, address: str) -> None:
    page = _open(browser, address)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_text("Go to the search box")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Search all plans")).to_be_focused()
    page.keyboard.press("?")
    expect(dialog).to_be_hidden()
    page.context.close()


def test_the_grip_of_the_split_view_moves_with_the_arrow_keys(browser: Browser, address: str) -> None:
    page = _open(browser, address)
    grip = page.locator("[data-split-grip]").first
    before = grip.bounding_box()
    grip.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(grip).to_have_attribute("aria-valuenow", "54")
    after = grip.bounding_box()
    assert before is not None
    assert after is not None
    assert after["x"] > before["x"] + 50
    page.context.close()


def test_a_menu_closes_with_escape_and_gives_the_focus_back(browser: Browser, address: str) -> None:
    page = _open(browser, address)
    summary = page.locator(".masthead details[data-menu] summary").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".masthead .menu__sheet").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".masthead .menu__sheet").first).to_be_hidden()
    expect(summary).to_be_focused()
    page.context.close()


def test_a_link_of_the_error_summary_puts_the_cursor_into_the_field(browser: Browser, address: str) -> None:
    page = _open(browser, address)
    page.get_by_role("link", name="E-mail of the coordinator – Enter a valid email address.").click()
    expect(page.locator("#wrong_email")).to_be_focused()
    page.context.close()


def test_a_chosen_file_is_named_in_its_drop_zone(browser: Browser, address: str, tmp_path: Path) -> None:
    page = _open(browser, address)
    file = tmp_path / "načrt.docx"
    file.write_bytes(b"x" * 2_500_000)
    page.locator("[data-drop] input[type=file]").first.set_input_files(file)
    expect(page.locator("[data-drop-name]").first).to_have_text("načrt.docx (2.5 MB)")
    page.context.close()


def test_every_page_has_its_strict_policy_and_breaks_no_rule_of_it(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    response = page.goto(f"{address}/design/", wait_until="load")
    assert response is not None
    assert "style-src 'self'" in response.headers["content-security-policy"]
    assert complaints == []
    context.close()
