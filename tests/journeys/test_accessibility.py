"""No page has an automatic finding of axe, none scrolls sideways; wide and narrow, light and dark."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from naveza.accounts.models import User
from naveza.documents.operations import bring_in
from naveza.institutions.models import Institution
from naveza.plans import operations
from tests.plans.test_publishing import content

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., Page]

PUBLIC = [
    "/",
    "/plans/",
    "/search/?q=drop-in",
    "/search/?q=zzz",
    "/privacy/",
    "/accessibility/",
    "/about/",
    "/institutions/",
]
PUBLIC += ["/accounts/login/", "/accounts/password/reset/"]
OF_PLAN = ["", "tree/", "timeline/", "institutions/", "activities/2/", "versions/", "?q=zzz", "manage/"]
SIGNED_IN = ["/desk/", "/plans/new/", "/plans/new/documents/", "/accounts/profile/", "/accounts/password/change/"]
ADMINISTRATOR = ["/audit/", "/accounts/people/", "/accounts/people/new/", "/institutions/new/", "/outbox/"]
LOOKS = [(1280, False), (360, True)]


def findings(page: Page) -> list[str]:
    """Every finding of axe as one line, and whether the page scrolls sideways."""
    found = [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in Axe().run(page).response["violations"]]
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found + ([f"scrolls sideways by {over} px"] if over > 0 else [])


def _check(open_page: Open, addresses: list[str], user: User | None) -> None:
    wrong = {}
    for width, dark in LOOKS:
        page = open_page(addresses[0], user=user, width=width, dark=dark)
        for address in addresses:
            page.goto(address)
            found = findings(page)
            if found:
                wrong[f"{address} at {width}"] = found
    assert wrong == {}


@pytest.fixture
def plan(owner: User, ministry: Institution) -> str:
    draft = operations.create_plan(by=owner, content=content(9), owner=ministry)
    version = operations.publish_draft(draft, by=owner)
    operations.open_amendment(version.plan, by=owner)
    return f"/plans/{version.plan.slug}/"


def test_public_pages_have_no_findings(open_page: Open, plan: str) -> None:
    _check(open_page, PUBLIC, None)


def test_pages_of_a_plan_have_no_findings(open_page: Open, plan: str, owner: User) -> None:
    _check(open_page, [plan + part for part in OF_PLAN], owner)


def test_pages_of_somebody_signed_in_have_no_findings(open_page: Open, plan: str, owner: User) -> None:
    bring_in(b"\xd0\xcf\x11\xe0", name="old.doc", by=owner)
    _check(open_page, SIGNED_IN, owner)


def test_pages_of_an_administrator_have_no_findings(
    open_page: Open, plan: str, administrator: User, ministry: Institution
) -> None:
    _check(open_page, [*ADMINISTRATOR, ministry.get_absolute_url()], administrator)
