"""The invented country, loaded the way a real one would be."""

import pytest

from naveza.accounts.models import User
from naveza.audit.queries import verify_chain
from naveza.demo.documents import PLANS
from naveza.demo.people import sign_ins
from naveza.demo.texts import content
from naveza.demo.world import make_world
from naveza.institutions.models import Institution
from naveza.plans.models import Draft, Plan, Version
from naveza.plans.queries import is_unchanged, latest_version, unknown_names
from naveza.plans.states import DraftState, PlanState

pytestmark = pytest.mark.django_db


def test_the_country_is_loaded_once_and_says_what_its_documents_say() -> None:
    assert make_world() is True
    assert make_world() is False
    assert verify_chain() is None
    assert Plan.objects.filter(state=PlanState.PUBLISHED).count() == len(PLANS) - 1
    waiting = Draft.objects.get(state=DraftState.OPEN)
    assert waiting.plan.title == content("national-early-warning")["title"]
    assert all(is_unchanged(version) for version in Version.objects.all())
    for name in PLANS[:-1]:
        plan = content(name)
        version = Version.objects.filter(document__uploads__name=plan["document"], number=1).first()
        if version is not None:
            assert version.activities.count() == len(plan["rows"]), name
    amended = Plan.objects.get(versions__number=2)
    assert amended.title == content("national-2026")["title"]
    _everybody_can_sign_in()
    _the_registry_knows_most_names(amended)


def _everybody_can_sign_in() -> None:
    for person in sign_ins():
        user = User.objects.get(email=person.email)
        assert user.check_password(person.password), person.email


def _the_registry_knows_most_names(plan: Plan) -> None:
    version = latest_version(plan)
    assert version is not None
    named = version.activities.values_list("responsibilities__name", flat=True).distinct()
    assert len(unknown_names(version)) < len(set(named)) / 4
    assert Institution.objects.count() > 50
