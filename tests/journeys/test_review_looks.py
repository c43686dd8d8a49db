"""The pages of bringing in and correcting: no finding of axe, nothing scrolls sideways, wide and narrow, light and
dark, in every state of the review screen that a person meets."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from naveza.accounts.models import User
from naveza.institutions.models import Institution
from naveza.plans.models import Draft
from tests.plans.test_bring_in import word_file

from .test_accessibility import findings

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., Page]
LOOKS = [(1280, False), (360, True)]


@pytest.fixture
def draft(owner: User, ministry: Institution, client_of: Callable[[User], object]) -> Draft:
    """A draft that was read from a Word document."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.urls import reverse

    file = SimpleUploadedFile("plan.docx", word_file())
    client_of(owner).post(reverse("plan-new"), {"owner": ministry.pk, "file": file})  # type: ignore[attr-defined]
    made = Draft.objects.get()
    doubt = {"field": "periods", "code": "unclear_tick", "text": "A period cell …", "source": []}
    row = made.rows.first()
    assert row is not None
    row.content = {**row.content, "doubts": [doubt]}
    row.save()
    made.head = {**made.head, "unplaced": [{"text": "Warm soup", "why": "unrecognised", "source": [{"paragraph": 0}]}]}
    made.save()
    return made


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_every_part_of_the_review_screen_is_clean(
    open_page: Open, owner: User, draft: Draft, width: int, dark: bool
) -> None:
    page = open_page(f"/drafts/{draft.pk}/", user=owner, width=width, dark=dark)
    page.wait_for_selector("[data-review][data-ready]")
    expect(page.locator("[data-part=progress]")).not_to_be_empty()
    wrong = {"draft": findings(page)}
    page.locator(".draft-table .cell[data-field=activities]").first.focus()
    page.keyboard.press("Enter")
    wrong["editor"] = findings(page)
    page.keyboard.press("Escape")
    page.locator(".draft-table .cell[data-field=institutions]").first.focus()
    page.keyboard.press("Enter")
    wrong["institutions"] = findings(page)
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.wait_for_timeout(200)
    wrong["doubt"] = findings(page)
    page.locator(".draft-table .cell[data-field=activities]").first.focus()
    page.keyboard.press("v")
    wrong["titles"] = findings(page)
    page.keyboard.press("Escape")
    for name in ("document", "doubts", "texts", "names", "history"):
        page.locator(f'[data-panel-link="{name}"]').click()
        page.wait_for_timeout(300)
        wrong[name] = findings(page)
    assert {name: found for name, found in wrong.items() if found} == {}


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_the_plain_pages_of_a_draft_are_clean(
    open_page: Open, owner: User, draft: Draft, width: int, dark: bool
) -> None:
    base = f"/drafts/{draft.pk}/"
    row = draft.rows.first()
    assert row is not None
    parts = ["rows/", f"rows/{row.key}/", "document/", "texts/", "history/", "source/", "columns/"]
    parts += ["read-again/", "publish/", "discard/"]
    page = open_page(base, user=owner, width=width, dark=dark)
    wrong = {}
    for part in parts:
        page.goto(f"{base}{part}")
        found = findings(page)
        if found:
            wrong[part] = found
    assert wrong == {}


def test_without_javascript_the_draft_leads_to_its_plain_list(
    chromium: object, live_server: object, owner: User, draft: Draft
) -> None:
    from .conftest import _session

    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)  # type: ignore[attr-defined]
    context.add_cookies([_session(owner, live_server.url)])  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(f"/drafts/{draft.pk}/")
    page.wait_for_url("**/rows/")
    page.get_by_role("link", name=re.compile("Edit ?: row 2")).click()
    page.get_by_label("Activity").fill("Lend three hundred blankets")
    page.get_by_label("2031-1").uncheck()
    page.get_by_role("button", name="Save").click()
    assert "Lend three hundred blankets" in page.inner_text("main")
    page.get_by_role("button", name="Undo").click()
    assert "Lend two hundred blankets" in page.inner_text("main")
    context.close()
