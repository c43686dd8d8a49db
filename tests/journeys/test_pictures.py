"""The pictures that the documents show, taken of the invented country. They are written into docs/pictures when
NAVEZA_PICTURES is set, else only looked at."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from naveza.accounts.models import User
from naveza.demo.world import make_world
from naveza.plans.models import Draft, Plan
from naveza.plans.states import DraftState

from .conftest import PICTURES

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_review_screen_and_a_published_plan_show_dolina(open_page: Callable[..., Page], tmp_path: Path) -> None:
    make_world()
    folder = PICTURES if os.environ.get("NAVEZA_PICTURES") else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    neza = User.objects.get(email__startswith="neza.")
    draft = Draft.objects.get(state=DraftState.OPEN)
    review = open_page(f"/drafts/{draft.pk}/", user=neza, width=1440, height=900)
    expect(review.get_by_text(draft.rows.order_by("position")[0].content["activities"][0]).first).to_be_visible()
    review.wait_for_load_state("networkidle")
    review.screenshot(path=folder / "review.png")
    plan = Plan.objects.get(versions__number=2)
    table = open_page(f"/plans/{plan.slug}/", width=1280, height=900)
    expect(table.get_by_role("heading", level=1)).to_have_text(plan.title)
    table.screenshot(path=folder / "plan.png")
    assert all(path.stat().st_size > 20_000 for path in (folder / "review.png", folder / "plan.png"))
