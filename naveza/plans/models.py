"""Rows of plans.

Left half: a `Plan` and its published `Version`s, each complete in itself and never changed (levels, nodes, periods,
activities, planned cells, responsibilities). Right half: a `Draft` on its way to a version, as rows of plan-json with
every `Change` kept.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from naveza.documents.models import Document
from naveza.institutions.models import Institution

from .states import DraftState, PlanKind, PlanState, TeamRole, VersionKind

# Adopted plans are public; who works on one is personal.
PRIVACY = {
    "Plan.*": "open",
    "TeamMember.*": "personal",
    "TeamMember.role": "open",
    "Version.*": "open",
    "Level.*": "open",
    "Node.*": "open",
    "Period.*": "open",
    "Activity.*": "open",
    "PlannedCell.*": "open",
    "Responsibility.*": "open",
    "Reading.*": "open",
    "HeaderMapping.*": "open",
    "Draft.*": "open",
    "DraftRow.*": "open",
    "Change.*": "open",
}


class Plan(models.Model):
    """A plan, strategy or project under its stable address. What it says stands in its versions."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.TextField()
    kind = models.CharField(max_length=20, choices=PlanKind, default=PlanKind.UNKNOWN)
    language = models.CharField(max_length=8, blank=True)
    region = models.TextField(blank=True)
    vision = models.TextField(blank=True)
    legal_basis = models.TextField(blank=True)
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="plans_owned")
    state = models.CharField(max_length=12, choices=PlanState, default=PlanState.DRAFT)
    state_reason = models.TextField(blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_end__isnull=True) | Q(period_end__gte=F("period_start")),
                name="plan_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TeamMember(models.Model):
    """Somebody who works on a plan's drafts."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="team")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="plan_teams")
    role = models.CharField(max_length=12, choices=TeamRole, default=TeamRole.COORDINATOR)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "user"], name="one_role_in_a_plans_team")]

    def __str__(self) -> str:
        return f"{self.user} in {self.plan}"


class Version(models.Model):
    """What was in force from a day on: the adopted text (1), an amendment with its legal act, or an erratum."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=VersionKind)
    legal_act = models.TextField(blank=True)
    in_force_from = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="versions")
    head = models.JSONField(
        default=dict
    )  # the document fields of plan-json: title, periods, abbreviations, unplaced, …
    sha256 = models.CharField(max_length=64)  # of the canonical JSON of head and rows, so that a change would show
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_version_of_a_number"),
            models.CheckConstraint(
                condition=~Q(kind="amendment") | ~Q(legal_act=""), name="an_amendment_has_a_legal_act"
            ),
            models.CheckConstraint(
                condition=Q(kind="adopted", number=1) | (~Q(kind="adopted") & Q(number__gt=1)),
                name="the_first_version_is_the_adopted_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.number}"


class Level(models.Model):
    """The document's own name of a depth of the tree: chapter, goal, … and last the activity."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="levels")
    depth = models.PositiveSmallIntegerField()
    name = models.TextField()

    class Meta:
        ordering = ["version", "depth"]
        constraints = [models.UniqueConstraint(fields=["version", "depth"], name="one_level_name_at_a_depth")]

    def __str__(self) -> str:
        return self.name


class Node(models.Model):
    """A chapter, area or goal: anything above the activities."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="nodes")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="children")
    depth = models.PositiveSmallIntegerField()
    position = models.PositiveIntegerField()  # among all nodes of the version, in the document's order
    code = models.TextField(blank=True)
    title = models.TextField()

    class Meta:
        ordering = ["version", "position"]

    def __str__(self) -> str:
        return self.title


class Period(models.Model):
    """A reporting period in the document's own label, with the days it means where they are known."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="periods")
    position = models.PositiveSmallIntegerField()
    label = models.TextField()
    start = models.DateField(null=True)
    end = models.DateField(null=True)

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "label"], name="one_period_of_a_label"),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")), name="period_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Activity(models.Model):
    """One row of work. `number` is its address in the plan and stays with it through all versions, as does `key`.

    Lists hold one text for each paragraph of the cell, as adopted. `sources` says for each field where in the document
    it stands (places of plan-json).
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="activities")
    node = models.ForeignKey(Node, on_delete=models.CASCADE, null=True, related_name="activities")
    key = models.UUIDField()
    number = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    code = models.TextField(blank=True)
    paragraphs = models.JSONField(default=list)
    period_labels = models.JSONField(default=list)  # as ticked or stated
    deadline = models.TextField(blank=True)
    expected_results = models.JSONField(default=list)
    indicators = models.JSONField(default=list)
    evaluation_term = models.TextField(blank=True)
    budget = models.JSONField(default=list)
    inherits = models.JSONField(default=list)
    sources = models.JSONField(default=dict)
    doubts = models.JSONField(default=list)
    confidence = models.FloatField(default=1.0)
    extra = models.JSONField(default=dict)
    search = models.TextField(blank=True)  # folded words of the row, for search without diacritics and case

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="an_activity_once_in_a_version"),
            models.UniqueConstraint(fields=["version", "number"], name="an_activity_number_once_in_a_version"),
        ]
        indexes = [models.Index(fields=["version", "position"], name="activity_in_order")]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        return " ".join(self.paragraphs)


class PlannedCell(models.Model):
    """A cross in the grid: this activity is planned in this period."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="planned_cells")
    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="planned_cells")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "period"], name="one_cross_in_a_cell")]

    def __str__(self) -> str:
        return f"{self.activity_id} in {self.period_id}"


class Responsibility(models.Model):
    """An organisation named for an activity: as adopted (`name`), and who that is in the registry, if known."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="responsibilities")
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="responsibilities"
    )
    name = models.TextField()
    position = models.PositiveSmallIntegerField()
    is_lead = models.BooleanField(default=False)

    class Meta:
        ordering = ["activity", "position"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "position"], name="one_organisation_at_a_place"),
            models.UniqueConstraint(fields=["activity"], condition=Q(is_lead=True), name="one_lead_of_an_activity"),
        ]

    def __str__(self) -> str:
        return self.name


class Reading(models.Model):
    """What the reader made of a document, kept as it came: the base that corrections are merged over."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="readings")
    reader = models.CharField(max_length=40)
    content = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.document} {self.reader}"


class HeaderMapping(models.Model):
    """Which column means what, said once by a person for headers that the vocabulary does not know."""

    signature = models.CharField(max_length=64, unique=True)
    mapping = models.JSONField()
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.signature


class Draft(models.Model):
    """A plan being corrected before it is published, or amended afterwards. `revision` counts its changes."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="drafts")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="drafts")
    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, null=True, related_name="drafts")
    base = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, related_name="drafts")  # being amended
    state = models.CharField(max_length=12, choices=DraftState, default=DraftState.OPEN)
    head = models.JSONField(default=dict)  # document fields of plan-json, without rows
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["plan"], condition=Q(state="open"), name="one_open_draft_of_a_plan"),
        ]

    def __str__(self) -> str:
        return f"{self.plan} ({self.state})"


class DraftRow(models.Model):
    """One row of work in a draft, as plan-json. A deleted row stays, so that deleting can be undone."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="rows")
    key = models.UUIDField(default=uuid.uuid4)
    position = models.FloatField()  # between its neighbours; renumbered when the gaps become too small
    content = models.JSONField()
    base = models.JSONField(null=True)  # the row as the reader gave it: what corrections are measured against
    deleted = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)  # of the draft at this row's last change

    class Meta:
        ordering = ["draft", "position"]
        constraints = [models.UniqueConstraint(fields=["draft", "key"], name="a_row_once_in_a_draft")]
        indexes = [models.Index(fields=["draft", "revision"], name="draft_rows_changed_since")]

    def __str__(self) -> str:
        return " ".join(self.content.get("activities", []))


class Change(models.Model):
    """One thing that somebody did to a draft: for each row touched, how it was and how it is. Can be undone once."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="changes")
    number = models.PositiveIntegerField()  # the draft's revision after it
    action = models.CharField(max_length=20)
    entries = models.JSONField()
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="undone_by")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["draft", "number"]
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="one_change_of_a_number")]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.number} {self.action}"
