"""What waits for a person, from all apps."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from naveza.accounts.models import User
from naveza.documents.models import Upload
from naveza.institutions.models import Institution
from naveza.institutions.queries import institutions_of
from naveza.jobs.models import Job
from naveza.jobs.states import JobState
from naveza.plans.models import Draft, Plan, Responsibility
from naveza.plans.queries import doubts_left, draft_rows, visible_plans
from naveza.plans.states import DraftState, PlanState


@dataclass(frozen=True)
class WaitingDraft:
    """A draft that the person may correct, with how much of it still needs a look."""

    draft: Draft
    rows: int
    doubts: int


@dataclass(frozen=True)
class MyInstitution:
    """One of the person's institutions and what the plans in force ask of it."""

    institution: Institution
    leads: int
    takes_part: int


@dataclass(frozen=True)
class DeskPage:
    drafts: list[WaitingDraft]
    jobs: list[Job]
    refused: list[Upload]
    institutions: list[MyInstitution]
    plans: list[Plan]

    @property
    def waiting(self) -> int:
        return len(self.drafts) + len(self.jobs) + len(self.refused)


def desk_page(user: User) -> DeskPage:
    """Everything for one person's desk."""
    open_drafts = Draft.objects.filter(state=DraftState.OPEN).select_related("plan")
    if not user.is_administrator:
        open_drafts = open_drafts.filter(plan__team__user=user)
    drafts = []
    for draft in open_drafts[:20]:
        rows = draft_rows(draft)
        drafts.append(WaitingDraft(draft, len(rows), doubts_left(rows)))
    running = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING)
    jobs = list(Job.objects.filter(running, created_by=user).order_by("-created_at")[:10])
    refused = list(
        Upload.objects.filter(uploaded_by=user).exclude(document__refusal="").select_related("document")[:10]
    )
    mine = [_my_institution(institution) for institution in institutions_of(user)]
    plans = list(visible_plans(user).filter(state=PlanState.PUBLISHED).order_by("-period_start")[:6])
    return DeskPage(drafts, jobs, refused, mine, plans)


def _my_institution(institution: Institution) -> MyInstitution:
    named = Responsibility.objects.filter(
        institution=institution, activity__version__plan__state=PlanState.PUBLISHED
    ).values("activity__key", "is_lead")
    rows = {(entry["activity__key"], entry["is_lead"]) for entry in named}
    leads = sum(1 for _, is_lead in rows if is_lead)
    return MyInstitution(institution, leads, len(rows) - leads)
