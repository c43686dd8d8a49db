"""From an adopted document to a corrected and published plan, in a real browser."""

import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from naveza.accounts.models import User
from naveza.institutions.models import Institution
from naveza.lib.pdf import write_table_pdf
from naveza.lib.tables import Column, Role, Row, Table, TableDocument
from naveza.lib.tables import cell as printed
from naveza.plans import operations
from naveza.plans.models import Draft, TeamMember
from naveza.plans.operations import RowEdit
from naveza.plans.states import PlanState, TeamRole
from tests.plans.samples import draft_of, row, rows_of, texts_of
from tests.plans.test_bring_in import HEADER, ROWS, STRANGE, word_file

from .conftest import CHROMIUM, FLAGS, _session

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., Page]

LOST = [{"text": "Warm soup every night", "why": "unrecognised", "source": []}]


@pytest.fixture
def draft(owner: User) -> Draft:
    """Seven rows, two of them in doubt."""
    doubt = {"field": "activities", "code": "row_joined", "text": "The row was joined over a page break.", "source": []}
    lead = {"field": "lead", "code": "lead_by_first_name", "text": "The institution named first …", "source": []}
    given = [row(n, doubts=[doubt] if n == 2 else [lead] if n == 4 else []) for n in range(7)]
    made = draft_of(given, unplaced=LOST)
    TeamMember.objects.create(plan=made.plan, user=owner, role=TeamRole.COORDINATOR)
    return made


def ready(page: Page) -> Page:
    page.wait_for_selector("[data-review][data-ready]")
    return page


def sent(page: Page) -> None:
    """Wait until the server has everything."""
    expect(page.locator("[data-review]:not([data-waiting]), [data-review][data-waiting='0']")).to_be_attached()


def here(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent"))


def address(draft: Draft) -> str:
    return f"/drafts/{draft.pk}/"


def cell(page: Page, draft: Draft, place: int, field: str) -> Locator:
    return page.locator(f'.entry[data-key="{rows_of(draft)[place].key}"] .cell[data-field="{field}"]').first


def test_a_word_document_becomes_a_published_plan_by_keyboard_alone(
    open_page: Open, owner: User, ministry: Institution, tmp_path: Path
) -> None:
    file = tmp_path / "plan.docx"
    file.write_bytes(word_file())
    page = open_page("/plans/new/", user=owner)
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Read the document").press("Enter")
    ready(page)
    draft = Draft.objects.get()
    press = page.keyboard.press
    press("Tab")  # into the table is one stop
    page.locator(".draft-table [tabindex='0']").focus()
    press("Control+Home")
    press("ArrowDown")
    assert ROWS[0][1] in here(page)
    press("Enter")
    press("End")
    page.keyboard.type(" and its garden")
    press("Escape")
    press("ArrowRight")
    press("ArrowRight")
    press("Space")
    sent(page)
    first = rows_of(draft)[0].content
    assert first["activities"] == [ROWS[0][1] + " and its garden"]
    assert first["periods"] == ["2031-1", "2031-2"]
    press("u")
    sent(page)
    expect(page.locator("[data-toast]")).to_contain_text("Undone")
    assert rows_of(draft)[0].content["periods"] == ["2031-1"]
    page.get_by_role("link", name="Publish").press("Enter")
    page.get_by_role("button", name="Publish now").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("warm nights", ignore_case=True)
    draft.plan.refresh_from_db()
    assert draft.plan.state == PlanState.PUBLISHED
    assert draft.plan.versions.get().activities.count() == len(ROWS)


def test_from_doubt_to_doubt_and_settled_with_one_key(open_page: Open, owner: User, draft: Draft) -> None:
    page = ready(open_page(address(draft), user=owner))
    expect(page.locator("[data-part=progress]")).to_have_text("2 of 7 rows need a look")
    page.keyboard.press("n")
    assert "Open a night shelter number 2" in here(page)
    expect(page.locator("[data-part=dock]")).to_contain_text("joined over a page break")
    page.keyboard.press("l")
    assert "Ministry of Care" in here(page)
    page.keyboard.press("l")
    expect(page.locator("[data-part=progress]")).to_have_text("7 rows, nothing in doubt")
    sent(page)
    assert not any(not d.get("settled") for found in rows_of(draft) for d in found.content["doubts"])


def test_rows_are_split_merged_moved_added_and_deleted(open_page: Open, owner: User, draft: Draft) -> None:
    page = ready(open_page(address(draft), user=owner))
    cell(page, draft, 0, "activities").focus()
    press = page.keyboard.press
    press("s")
    press("Enter")
    sent(page)
    assert texts_of(draft)[:2] == ["Open a night shelter number 0", "Keep it warm"]
    assert rows_of(draft)[1].content["periods"] == ["2031-1", "2031-2"]
    press("ArrowUp")
    press("m")
    sent(page)
    assert rows_of(draft)[0].content["activities"] == ["Open a night shelter number 0", "Keep it warm"]
    assert len(rows_of(draft)) == 7
    press("Alt+ArrowDown")
    sent(page)
    assert texts_of(draft)[:2] == ["Open a night shelter number 1", "Open a night shelter number 0"]
    press("a")
    page.keyboard.type("Count the blankets")
    press("Escape")
    sent(page)
    assert texts_of(draft)[2] == "Count the blankets"
    assert rows_of(draft)[2].content["path"] == rows_of(draft)[1].content["path"]
    press("Delete")
    sent(page)
    assert len(rows_of(draft)) == 7
    press("u")
    sent(page)
    assert texts_of(draft)[2] == "Count the blankets"


def test_a_title_is_renamed_for_all_rows_below_it(open_page: Open, owner: User, draft: Draft) -> None:
    page = ready(open_page(address(draft), user=owner))
    band = page.locator(".cell--band", has_text="Goal 1").first
    band.click()
    page.keyboard.press("Enter")
    page.keyboard.type("Nobody freezes")
    page.keyboard.press("Enter")
    sent(page)
    assert [found.content["path"][1] for found in rows_of(draft)] == ["Nobody freezes"] * 3 + ["Goal 2"] * 3 + [
        "Goal 3"
    ]
    assert draft.changes.count() == 1
    expect(page.locator(".cell--band", has_text="Nobody freezes")).to_be_visible()
    page.keyboard.press("u")
    sent(page)
    expect(page.locator(".cell--band", has_text="Goal 1")).to_be_visible()


def test_institutions_are_ordered_led_and_taken_from_the_registry(
    open_page: Open, owner: User, draft: Draft, ministry: Institution
) -> None:
    page = ready(open_page(address(draft), user=owner))
    cell(page, draft, 0, "institutions").focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="Institutions")
    page.keyboard.type("ministrstvo")
    panel.get_by_role("option", name="Ministrstvo za skrb").wait_for()
    page.keyboard.press("Enter")
    panel.get_by_role("button", name="lead: House of the River").click()
    page.keyboard.press("Escape")
    sent(page)
    content = rows_of(draft)[0].content
    assert content["institutions"] == ["Ministry of Care", "House of the River", "Ministrstvo za skrb"]
    assert content["lead"] == "House of the River"


def test_a_text_without_a_place_is_put_into_a_cell(open_page: Open, owner: User, draft: Draft) -> None:
    page = ready(open_page(address(draft), user=owner))
    cell(page, draft, 3, "expected_results").click()
    page.get_by_role("link", name="Lost texts 1").click()
    page.get_by_label("Where “Warm soup every night” belongs").select_option("expected_results")
    sent(page)
    assert rows_of(draft)[3].content["expected_results"] == ["3 beds", "Warm soup every night"]
    draft.refresh_from_db()
    assert draft.head["unplaced"] == []
    expect(page.get_by_text("Every text of the document has found its place.")).to_be_visible()


def test_an_institution_is_made_in_a_small_window_and_linked_in_all_rows(
    open_page: Open, owner: User, draft: Draft
) -> None:
    page = ready(open_page(address(draft), user=owner))
    page.get_by_role("link", name="Names 2").click()
    page.get_by_role("button", name="Who is this? House of the River").click()
    page.get_by_role("button", name="New institution …").click()
    page.get_by_role("button", name="Add to the registry").click()
    expect(page.get_by_role("link", name="Names 1")).to_be_visible()
    sent(page)
    made = Institution.objects.get(slug="house-of-the-river")
    assert {found.content["institution_ids"]["House of the River"] for found in rows_of(draft)} == {made.pk}


def test_what_was_changed_is_told_and_taken_back(open_page: Open, owner: User, draft: Draft) -> None:
    found = rows_of(draft)[0]
    operations.edit_rows(
        draft, by=owner, action="edit", edits=[RowEdit(str(found.key), 0, content={**found.content, "code": "9.9"})]
    )
    page = ready(open_page(address(draft), user=owner))
    page.get_by_role("link", name="History").click()
    entry = page.locator(".history__item").first
    expect(entry).to_contain_text("Retyped: Number")
    expect(entry).to_contain_text("Ana Vodja")
    entry.get_by_role("button", name="Undo").click()
    expect(page.locator(".history__item").first).to_contain_text("Undone")
    assert rows_of(draft)[0].content["code"] == "0.1"


def browse(chromium: Browser, live_server: LiveServer, user: User, draft: Draft) -> Page:
    """A page of a context of its own, whose complaints about refused requests are meant."""
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 800})
    context.add_cookies([_session(user, live_server.url)])  # type: ignore[list-item]
    page = context.new_page()
    page.goto(address(draft))
    return ready(page)


def test_two_people_see_each_others_changes_and_overwrite_nothing(
    chromium: Browser, live_server: LiveServer, owner: User, administrator: User, draft: Draft
) -> None:
    ana, dana = (browse(chromium, live_server, user, draft) for user in (owner, administrator))
    for page, typed in ((ana, "Ana’s text"), (dana, "Dana’s text")):
        cell(page, draft, 1, "activities").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Control+A")
        page.keyboard.type(typed)
    ana.keyboard.press("Escape")
    sent(ana)
    dana.keyboard.press("Escape")
    window = dana.get_by_role("dialog")
    expect(window).to_contain_text("Ana’s text")
    expect(window).to_contain_text("Dana’s text")
    expect(window).to_contain_text("Ana Vodja")
    assert texts_of(draft)[1] == "Ana’s text"
    window.get_by_label("Yours").check()
    window.get_by_role("button", name="Keep what I chose").click()
    sent(dana)
    assert texts_of(draft)[1] == "Dana’s text"
    expect(cell(ana, draft, 1, "activities")).to_contain_text("Dana’s text", timeout=8000)
    # Different fields of one row are no conflict.
    cell(ana, draft, 2, "periods").click()
    cell(dana, draft, 2, "expected_results").click()
    dana.keyboard.press("Enter")
    dana.keyboard.type(" and more")
    dana.keyboard.press("Escape")
    sent(ana)
    sent(dana)
    assert rows_of(draft)[2].content["periods"] == ["2031-2"]
    assert rows_of(draft)[2].content["expected_results"] == ["2 beds and more"]
    for page in (ana, dana):
        page.context.close()


def test_without_a_connection_changes_are_kept_here_and_sent_later(
    chromium: Browser, live_server: LiveServer, owner: User, draft: Draft
) -> None:
    page = browse(chromium, live_server, owner, draft)
    page.context.set_offline(True)
    cell(page, draft, 0, "periods").click()
    cell(page, draft, 1, "periods").click()
    expect(page.locator("[data-part=badge]")).to_contain_text("Saved here, not sent yet: 2 changes")
    assert draft.changes.count() == 0
    page.keyboard.press("u")
    expect(page.locator("[data-part=badge]")).to_contain_text("1 change")
    page.context.set_offline(False)
    sent(page)
    assert [found.content["periods"] for found in rows_of(draft)[:2]] == [["2031-2"], ["2031-1", "2031-2"]]
    page.context.close()


def test_somebody_who_is_signed_out_loses_nothing(
    chromium: Browser, live_server: LiveServer, owner: User, draft: Draft
) -> None:
    page = browse(chromium, live_server, owner, draft)
    page.context.clear_cookies(name="sessionid")
    cell(page, draft, 0, "periods").click()
    expect(page.locator("[data-part=badge]")).to_contain_text("You are signed out")
    assert draft.changes.count() == 0
    page.context.add_cookies([_session(owner, live_server.url)])  # type: ignore[list-item]
    page.evaluate("dispatchEvent(new Event('focus'))")
    sent(page)
    assert rows_of(draft)[0].content["periods"] == ["2031-2"]
    page.context.close()


def test_a_draft_that_somebody_publishes_meanwhile_can_no_longer_be_changed(
    open_page: Open, owner: User, draft: Draft
) -> None:
    page = ready(open_page(address(draft), user=owner))
    operations.publish_draft(draft, by=None)
    expect(page.locator("[data-toast]")).to_contain_text("Somebody has published this draft", timeout=8000)
    cell(page, draft, 0, "periods").click()
    assert rows_of(draft)[0].content["periods"] == ["2031-1", "2031-2"]


def test_periods_that_somebody_corrects_change_the_columns(open_page: Open, owner: User, draft: Draft) -> None:
    page = ready(open_page(address(draft), user=owner))
    expect(page.get_by_role("columnheader", name="2031-2")).to_be_visible()
    labels = ["2031-1", "2031-II", "2032-1", "2032-2", "2033-1"]
    operations.edit_head(draft, by=None, revision=0, head={"periods": labels[:4]})
    operations.edit_head(draft, by=None, revision=1, head={"periods": labels})
    expect(page.get_by_role("columnheader", name="2033-1")).to_be_visible(timeout=8000)
    expect(page.get_by_role("columnheader", name="2031-2")).to_have_count(0)
    expect(page.get_by_role("columnheader", name="2031-II")).to_be_visible()


def test_several_rows_are_chosen_and_go_below_another_title(open_page: Open, owner: User, draft: Draft) -> None:
    page = ready(open_page(address(draft), user=owner))
    cell(page, draft, 0, "activities").focus()
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator(".line--row[aria-selected=true]")).to_have_count(2)
    page.keyboard.press("v")
    page.get_by_role("dialog").get_by_role("button", name="Goal 3").click()
    sent(page)
    assert [text[-1] for text in texts_of(draft)] == ["2", "3", "4", "5", "6", "0", "1"]
    assert [found.content["path"][1] for found in rows_of(draft)[-3:]] == ["Goal 3"] * 3
    page.keyboard.press("u")
    sent(page)
    assert [text[-1] for text in texts_of(draft)] == ["0", "1", "2", "3", "4", "5", "6"]


def test_a_text_is_dragged_onto_a_cell(open_page: Open, owner: User, draft: Draft) -> None:
    page = ready(open_page(address(draft), user=owner))
    page.get_by_role("link", name="Lost texts 1").click()
    page.locator(".lost__item").drag_to(cell(page, draft, 0, "expected_results"))
    sent(page)
    assert rows_of(draft)[0].content["expected_results"] == ["0 beds", "Warm soup every night"]


def test_the_columns_of_a_strange_table_are_mapped_with_a_live_preview(
    open_page: Open, owner: User, ministry: Institution, tmp_path: Path
) -> None:
    file = tmp_path / "strange.docx"
    file.write_bytes(word_file(STRANGE))
    page = open_page("/plans/new/", user=owner)
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Read the document").click()
    page.wait_for_url(re.compile("/(columns|drafts)/"))
    Draft.objects.all().update(state="discarded")
    page.goto(f"/plans/new/documents/{owner.uploads.get().pk}/columns/")
    roles = ("goal", "activity", "tick", "tick", "result", "responsible")
    for index, role in enumerate(roles):
        page.locator(f"#role-{index}").select_option(role)
    page.locator("#label-2").fill("2031-1")
    page.locator("#label-3").fill("2031-2")
    expect(page.get_by_role("heading", name="3 rows are read like this")).to_be_visible()
    page.get_by_role("button", name="Remember this and read the document").click()
    ready(page)
    assert texts_of(Draft.objects.get(state="open")) == [texts[1] for texts in ROWS]


def test_the_passage_on_the_page_of_a_pdf_is_boxed(
    open_page: Open, owner: User, ministry: Institution, tmp_path: Path, settings: Settings
) -> None:
    settings.VAR_DIR = tmp_path
    header, *rows = (tuple(map(printed, texts)) for texts in (HEADER, *ROWS))
    table = Table(tuple(Column(share) for share in (2, 4, 1, 1, 2, 3)), (Row(header, Role.HEADER), *map(Row, rows)))
    file = tmp_path / "plan.pdf"
    file.write_bytes(write_table_pdf(TableDocument("Plan of the warm nights 2031", "en", (table,))))
    page = open_page("/plans/new/", user=owner)
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Read the document").click()
    ready(page)
    draft = Draft.objects.get()
    cell(page, draft, 1, "activities").focus()
    box = page.locator("svg[data-page='1'] rect")
    expect(box).to_be_visible()
    expect(page.locator("[data-part=place]")).to_have_text("Page 1")
    first = box.get_attribute("y") or ""
    cell(page, draft, 2, "activities").focus()
    expect(box).not_to_have_attribute("y", first)
    assert float(box.get_attribute("y") or 0) > float(first)


def test_somebody_without_the_right_reads_and_changes_nothing(open_page: Open, colleague: User, draft: Draft) -> None:
    TeamMember.objects.create(plan=draft.plan, user=colleague, role=TeamRole.READER)
    page = ready(open_page(address(draft), user=colleague))
    expect(page.get_by_text("You can read this draft.")).to_be_visible()
    cell(page, draft, 0, "activities").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".cell__editor")).to_have_count(0)
    cell(page, draft, 0, "periods").click()
    assert draft.changes.count() == 0


def test_help_lists_the_keys(open_page: Open, owner: User, draft: Draft) -> None:
    page = ready(open_page(address(draft), user=owner))
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name=re.compile("Keyboard"))
    expect(dialog).to_contain_text("Split the row at the caret")
    expect(dialog).to_contain_text("To the next doubt")


def start_chromium(folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    """A browser of our own, with a profile that survives it; and where it can be spoken to."""
    port = folder / "DevToolsActivePort"
    port.unlink(missing_ok=True)
    command = [str(CHROMIUM), *FLAGS, f"--user-data-dir={folder}", "--remote-debugging-port=0", "about:blank"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 30
    while time.monotonic() < end and not port.exists():
        time.sleep(0.05)
    return process, f"http://127.0.0.1:{port.read_text().splitlines()[0]}"


def test_typed_text_survives_a_killed_browser(
    chromium: Browser, live_server: LiveServer, owner: User, draft: Draft, tmp_path: Path
) -> None:
    def visit(spoken_at: str) -> Page:
        context = chromium.browser_type.connect_over_cdp(spoken_at).contexts[0]
        context.add_cookies([_session(owner, live_server.url)])  # type: ignore[list-item]
        page = context.new_page()
        page.goto(f"{live_server.url}{address(draft)}")
        return ready(page)

    process, spoken_at = start_chromium(tmp_path)
    try:
        page = visit(spoken_at)
        cell(page, draft, 1, "activities").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Control+A")
        page.keyboard.type("Half a sentence that nobody has sen")
        page.wait_for_timeout(100)
    finally:
        process.kill()
        process.wait()
    assert draft.changes.count() == 0
    process, spoken_at = start_chromium(tmp_path)
    try:
        page = visit(spoken_at)
        window = page.get_by_role("dialog", name="Unfinished text from last time")
        expect(window).to_contain_text("Half a sentence that nobody has sen")
        window.get_by_role("button", name="Put it back into the cell").click()
        page.keyboard.type("t")
        page.keyboard.press("Escape")
        sent(page)
        assert texts_of(draft)[1] == "Half a sentence that nobody has sent"
        page.reload()
        ready(page)
        page.wait_for_timeout(300)
        expect(page.get_by_role("dialog")).to_have_count(0)
    finally:
        process.kill()
        process.wait()
