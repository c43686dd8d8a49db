"""The states of a plan and of a draft, and which change may follow which."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


PLAN_TRANSITIONS: dict[str, frozenset[str]] = {
    PlanState.DRAFT: frozenset({PlanState.PUBLISHED}),
    PlanState.PUBLISHED: frozenset({PlanState.WITHDRAWN}),
    PlanState.WITHDRAWN: frozenset({PlanState.PUBLISHED}),
}


class DraftState(models.TextChoices):
    OPEN = "open", _("Open")
    PUBLISHED = "published", _("Published")
    DISCARDED = "discarded", _("Discarded")


DRAFT_TRANSITIONS: dict[str, frozenset[str]] = {
    DraftState.OPEN: frozenset({DraftState.PUBLISHED, DraftState.DISCARDED}),
    DraftState.PUBLISHED: frozenset(),
    DraftState.DISCARDED: frozenset({DraftState.OPEN}),
}


class VersionKind(models.TextChoices):
    ADOPTED = "adopted", _("Adopted")
    AMENDMENT = "amendment", _("Amendment")
    ERRATUM = "erratum", _("Erratum")


class TeamRole(models.TextChoices):
    COORDINATOR = "coordinator", _("Coordinator")
    READER = "reader", _("Reader")


class PlanKind(models.TextChoices):
    ACTION_PLAN = "action_plan", _("Action plan")
    STRATEGY = "strategy", _("Strategy")
    PROJECT = "project", _("Project")
    UNKNOWN = "unknown", _("Plan")
