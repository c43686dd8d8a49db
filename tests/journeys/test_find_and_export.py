"""A citizen looks for something in the plans in force and takes it home as a file."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from naveza.plans import operations
from tests.plans.test_publishing import content, row

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., Page]


@pytest.fixture
def plan() -> str:
    given = content(12)
    given["rows"][4] = row(4, activities=["Vzpostavitev varne sobe v središču mesta"])  # type: ignore[index]
    return operations.publish_content(given, by=None).plan.slug


def test_a_citizen_finds_an_activity_without_typing_diacritics(open_page: Open, plan: str) -> None:
    page = open_page("/")
    page.get_by_role("searchbox").last.fill("varna soba sredisce")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing found")).to_be_visible()
    page.get_by_role("searchbox").last.fill("varn sob sredisc")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Vzpostavitev varne sobe v središču mesta").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vzpostavitev varne sobe v središču mesta")
    expect(page.get_by_text("Institute of Public Health")).to_be_visible()


def test_filters_stay_in_the_address_and_in_the_export(open_page: Open, plan: str) -> None:
    page = open_page(f"/plans/{plan}/")
    page.get_by_label("Words").fill("number 7")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("status").first).to_contain_text("1 of 12 activities")
    assert "q=number+7" in page.url
    page.get_by_text("Download", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").click()
    sheet = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).active
    cells = [str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value]
    assert any("Open a drop-in number 7" in text for text in cells)
    assert not any("number 8" in text for text in cells)


def test_the_views_of_a_plan_are_reached_by_keyboard(open_page: Open, plan: str) -> None:
    page = open_page(f"/plans/{plan}/")
    page.get_by_role("link", name="Timeline").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("table")).to_be_visible()
    page.get_by_role("link", name="By institution").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ministry of Health")).to_be_visible()
