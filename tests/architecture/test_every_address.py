"""Every address with every role: nobody sees what is not theirs, and no address is forgotten here."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from naveza.accounts.models import User
from naveza.desk.reference import addresses
from naveza.documents.operations import bring_in
from naveza.institutions.models import Institution
from naveza.institutions.operations import add_alias
from naveza.jobs.models import Job
from naveza.lib import clock
from naveza.mail.models import Message
from naveza.plans import operations
from naveza.plans.models import Draft, Plan
from tests.plans.test_publishing import content

pytestmark = pytest.mark.django_db

# Roles: nobody, outsider, colleague, owner (coordinates the plan), administrator.
# 200 page, 302 sent on (to sign in, or to where the answer is), 403 not for you, 404 not there, 405 only by a form,
# 401 sign in first (fetched by a script), 204 nothing new.
PUBLIC = (200, 200, 200, 200, 200)
SIGNED_IN = (302, 200, 200, 200, 200)
ADMINISTRATOR = (302, 403, 403, 403, 200)
TEAM = (302, 403, 403, 200, 200)
COORDINATORS = (302, 403, 403, 200, 200)
FETCHED = (401, 403, 403, 200, 200)
BY_FORM = (405, 405, 405, 405, 405)
ONWARD = (302, 302, 302, 302, 302)
NOT_THERE = (404, 404, 404, 404, 404)

EXPECTED: dict[str, tuple[int, ...]] = {
    "health": PUBLIC,
    "design:gallery": PUBLIC,
    "design:theme": BY_FORM,
    "set_language": ONWARD,
    "outbox": (403, 403, 403, 403, 200),
    "message": (403, 403, 403, 403, 403),  # its text may hold a link to set a password: shown in the demo only
    "account_login": (200, 302, 302, 302, 302),
    "account_logout": (302, 200, 200, 200, 200),
    "account_signup": (200, 302, 302, 302, 302),
    "account_inactive": PUBLIC,
    "account_change_password": SIGNED_IN,
    "account_reset_password": PUBLIC,
    "account_reset_password_done": PUBLIC,
    "account_reset_password_from_key_done": PUBLIC,
    "account_reset_password_from_key": PUBLIC,
    "profile": SIGNED_IN,
    "people": ADMINISTRATOR,
    "new-person": ADMINISTRATOR,
    "person": ADMINISTRATOR,
    "person-invite": BY_FORM,
    "person-change": BY_FORM,
    "job": (302, 403, 403, 200, 200),
    "job-progress": (302, 403, 403, 200, 200),
    "job-cancel": BY_FORM,
    "institutions": PUBLIC,
    "new-institution": COORDINATORS,
    "person-role": ADMINISTRATOR,
    "institution": PUBLIC,
    "institutions-export": PUBLIC,
    "institution-duplicate": COORDINATORS,
    "institution-change": COORDINATORS,
    "institution-rename": COORDINATORS,
    "institution-correct": COORDINATORS,
    "institution-succession": COORDINATORS,
    "institution-alias-add": BY_FORM,
    "institution-alias-remove": BY_FORM,
    "institution-member-add": BY_FORM,
    "institution-member-end": BY_FORM,
    "document": TEAM,
    "document-page": (302, 403, 403, 404, 404),
    "search": PUBLIC,
    "plans": PUBLIC,
    "plan-new": COORDINATORS,
    "my-documents": COORDINATORS,
    "plan-known": COORDINATORS,
    "plan-read": BY_FORM,
    "plan-columns": COORDINATORS,
    "draft": TEAM,
    "draft-columns": TEAM,
    "draft-source": TEAM,
    "draft-history": TEAM,
    "draft-undo-plain": BY_FORM,
    "draft-rows": TEAM,
    "draft-row-new": BY_FORM,
    "draft-row": TEAM,
    "draft-head": TEAM,
    "draft-texts": TEAM,
    "draft-read-again": TEAM,
    "draft-publish": TEAM,
    "draft-discard": TEAM,
    "draft-reopen": BY_FORM,
    "draft-edit": BY_FORM,
    "draft-undo": BY_FORM,
    "draft-institutions": FETCHED,
    "draft-new-institution": BY_FORM,
    "draft-remember-name": BY_FORM,
    "draft-data": FETCHED,
    "draft-changes": (401, 403, 403, 204, 204),
    "plan": PUBLIC,
    "plan-tree": PUBLIC,
    "plan-timeline": PUBLIC,
    "plan-institutions": PUBLIC,
    "activity": PUBLIC,
    "plan-versions": PUBLIC,
    "plan-export": PUBLIC,
    "plan-manage": TEAM,
    "plan-amend": BY_FORM,
    "plan-withdraw": BY_FORM,
    "plan-restore": BY_FORM,
    "plan-team-add": BY_FORM,
    "plan-team-remove": BY_FORM,
    "plan-link-name": BY_FORM,
    "home": PUBLIC,
    "desk": SIGNED_IN,
    "privacy": PUBLIC,
    "accessibility": PUBLIC,
    "about": PUBLIC,
    "audit": ADMINISTRATOR,
    "api-docs": ONWARD,
    "api-1:openapi-json": PUBLIC,
    "api-1:openapi-view": PUBLIC,
    "api-1:api-root": NOT_THERE,
    "api-1:list_institutions": PUBLIC,
    "api-1:get_institution": PUBLIC,
    "api-1:list_plans": PUBLIC,
    "api-1:get_plan": PUBLIC,
    "api-1:list_activities": PUBLIC,
    "api-1:get_activity": PUBLIC,
}


@pytest.fixture
def world(owner: User, ministry: Institution, administrator: User) -> dict[str, dict[str, object]]:
    """Arguments for every address that needs some: a published plan, a draft with its document, a job, a message."""
    version = operations.publish_draft(operations.create_plan(by=owner, content=content(4), owner=ministry), by=owner)
    upload = bring_in(b"Goal one", name="plan.txt", by=owner)
    secret = content(2) | {"title": "Secret draft"}
    draft = operations.create_plan(by=owner, content=secret, owner=ministry, document=upload.document)
    job = Job.objects.create(kind="read_plan", title="plan.txt", created_by=owner)
    alias = add_alias(by=owner, institution=ministry, text="Min. za skrb")
    message = Message.objects.create(to="ana@example.org", subject="Hello", body="Text", created_at=clock.now())
    plan = {"slug": version.plan.slug}
    member = version.plan.team.first()
    assert member is not None
    person = {"pk": owner.pk}
    in_draft = {"draft_id": draft.pk}
    here = {"slug": ministry.slug}
    arguments: dict[str, dict[str, object]] = {
        name: plan for name in EXPECTED if name.startswith("plan-") and name != "plan-new"
    }
    arguments |= {name: here for name in EXPECTED if name.startswith("institution-")}
    arguments |= {name: in_draft for name, _ in _drafts()}
    return arguments | {
        "plan": plan,
        "plan-known": {"upload_id": upload.pk},
        "plan-read": {"upload_id": upload.pk},
        "plan-columns": {"upload_id": upload.pk},
        "activity": plan | {"number": 2},
        "plan-export": plan | {"format": "json"},
        "plan-team-remove": plan | {"member_id": member.pk},
        "institution": here,
        "institutions-export": {"format": "csv"},
        "draft-row": in_draft | {"key": str(draft.rows.order_by("position")[0].key)},
        "institution-alias-remove": here | {"pk": alias.pk},
        "institution-member-end": here | {"pk": 1},
        "message": {"pk": message.pk},
        "person": person,
        "person-role": person,
        "person-invite": person,
        "person-change": person | {"step": "close"},
        "job": {"pk": job.pk},
        "job-progress": {"pk": job.pk},
        "job-cancel": {"pk": job.pk},
        "document": {"document_id": upload.document_id},
        "document-page": {"document_id": upload.document_id, "number": 1},
        "account_reset_password_from_key": {"uidb36": "1", "key": "no-such-key"},
        "api-1:get_institution": {"slug": ministry.slug},
        "api-1:get_plan": plan,
        "api-1:list_activities": plan,
        "api-1:get_activity": plan | {"number": 2},
    }


def _drafts() -> list[tuple[str, str]]:
    return [(name, route) for route, name, _ in addresses() if name.startswith("draft")]


def test_every_address_is_expected() -> None:
    named = {name for _, name, _ in addresses()}
    assert named - set(EXPECTED) == set(), "say in EXPECTED who may see these"
    assert set(EXPECTED) - named == set(), "these addresses are gone"


def test_every_address_answers_every_role_as_expected(
    world: dict[str, dict[str, object]],
    outsider: User,
    colleague: User,
    owner: User,
    administrator: User,
    client_of: Callable[[User | None], Client],
) -> None:
    people = [None, outsider, colleague, owner, administrator]
    wrong = []
    for name, expected in EXPECTED.items():
        address = reverse(name, kwargs=world.get(name, {}))
        got = tuple(client_of(person).get(address).status_code for person in people)
        if got != expected:
            wrong.append(f"{name}: {got}, expected {expected}")
    assert not wrong, "\n".join(wrong)


def test_a_form_that_changes_something_is_refused_without_the_right(
    world: dict[str, dict[str, object]], outsider: User, colleague: User, client_of: Callable[[User | None], Client]
) -> None:
    before = (Plan.objects.count(), Draft.objects.count(), Institution.objects.count(), User.objects.count())
    open_to_all = {"design:theme", "set_language", "job-cancel"}
    for name, expected in EXPECTED.items():
        changing = expected == BY_FORM or name.startswith(("draft-", "institution-", "new-", "person", "plan-new"))
        if not changing or name in open_to_all:
            continue
        address = reverse(name, kwargs=world.get(name, {}))
        for person in (None, outsider, colleague):
            status = client_of(person).post(address, {"why": "mischief"}).status_code
            assert status in {302, 401, 403, 404, 405}, f"{name} answered {status}"
            assert status != 302 or person is None, f"{name} let {person} through"
    assert before == (Plan.objects.count(), Draft.objects.count(), Institution.objects.count(), User.objects.count())
