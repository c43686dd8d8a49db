"""Reads of plans that cross relations. Every page asks once and gets a dataclass of `pages`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from naveza.accounts.models import User
from naveza.documents.operations import kept_blocks
from naveza.institutions.models import Institution
from naveza.lib.text import fold

from . import pages, printed, rules, wording
from .models import Activity, Draft, DraftRow, Level, Node, Period, Plan, PlannedCell, Responsibility, Version
from .states import DraftState, PlanState

PAGE_SIZE = 50


def visible_plans(user: Any) -> QuerySet[Plan]:
    """Plans that this person may see: published ones, and those of their teams and institutions."""
    if user is None or getattr(user, "is_administrator", False):
        return Plan.objects.all()
    published = Q(state=PlanState.PUBLISHED)
    if not isinstance(user, User) or not user.is_active:
        return Plan.objects.filter(published)
    return Plan.objects.filter(published | Q(team__user=user)).distinct()


def latest_version(plan: Plan, number: int | None = None) -> Version | None:
    """The version of that number, or what is in force: the highest one. Its plan and all versions come with it."""
    versions = list(plan.versions.order_by("number"))
    for version in versions:
        version.plan = plan
    plan.all_versions = versions  # type: ignore[attr-defined]
    if number is None:
        return versions[-1] if versions else None
    return next((version for version in versions if version.number == number), None)


@dataclass(frozen=True)
class Skeleton:
    """What never changes about a version: its levels, periods, and for each node the nodes from the top to it."""

    levels: Sequence[str]
    periods: Sequence[Period]
    paths: Mapping[int, Sequence[Node]]

    @property
    def tops(self) -> list[Node]:
        return [path[0] for path in self.paths.values() if len(path) == 1]


@lru_cache(maxsize=64)
def _skeleton(pk: int, sha256: str) -> Skeleton:
    nodes = list(Node.objects.filter(version=pk).order_by("position"))
    paths: dict[int, list[Node]] = {}
    for node in nodes:  # a title stands before those below it
        paths[node.pk] = [*(paths[node.parent_id] if node.parent_id else []), node]
    levels = list(Level.objects.filter(version=pk).order_by("depth").values_list("name", flat=True))
    return Skeleton(levels, list(Period.objects.filter(version=pk).order_by("position")), paths)


def skeleton(version: Version) -> Skeleton:
    """Levels, periods and titles of a version; read once in a process, since a version never changes."""
    return _skeleton(version.pk, version.sha256)


def plan_list(user: Any, *, text: str = "", state: str = "") -> list[pages.PlanCard]:
    """Plans with their counts, for the list of plans. Three statements."""
    plans = visible_plans(user).select_related("owner").order_by("-period_start", "title")
    if state:
        plans = plans.filter(state=state)
    found = [plan for plan in plans if not text or fold(text) in fold(f"{plan.title} {plan.region}")]
    latest: dict[int, Version] = {}
    for version in Version.objects.filter(plan__in=found).annotate(rows=Count("activities")).order_by("number"):
        latest[version.plan_id] = version
    drafts = {draft.plan_id: draft for draft in Draft.objects.filter(plan__in=found, state=DraftState.OPEN)}
    return [pages.PlanCard(plan, latest.get(plan.pk), drafts.get(plan.pk)) for plan in found]


def filtered(version: Version, chosen: pages.Filters) -> QuerySet[Activity]:
    """Activities of a version in the document's order, under the filters of the address."""
    rows = Activity.objects.filter(version=version)
    for word in fold(chosen.text).split():
        rows = rows.filter(search__contains=word)
    if chosen.period:
        rows = rows.filter(Exists(PlannedCell.objects.filter(activity=OuterRef("pk"), period__label=chosen.period)))
    if chosen.number is not None:
        rows = rows.filter(number=chosen.number)
    if chosen.node is not None:
        rows = rows.filter(node__in=_subtree(version, chosen.node))
    if chosen.institution or chosen.role:
        named = Responsibility.objects.filter(activity=OuterRef("pk"))
        if chosen.institution:
            by_id = Q(institution__slug=chosen.institution) | Q(name=chosen.institution)
            named = named.filter(by_id)
        if chosen.role == "lead":
            named = named.filter(is_lead=True)
        elif chosen.role == "partner":
            named = named.filter(is_lead=False)
        rows = rows.filter(Exists(named))
    return rows.order_by("position")


def _subtree(version: Version, position: int) -> list[int]:
    """Keys of the node at a position and of everything below it."""
    paths = skeleton(version).paths
    return [key for key, path in paths.items() if any(node.position == position for node in path)]


def _loaded(rows: QuerySet[Activity]) -> list[Activity]:
    """The rows with their crosses and organisations: three statements whatever the number."""
    named = Responsibility.objects.select_related("institution").order_by("position")
    cells = PlannedCell.objects.select_related("period").order_by("period__position")
    return list(rows.prefetch_related(Prefetch("responsibilities", named), Prefetch("planned_cells", cells)))


def plan_frame(version: Version, chosen: pages.Filters) -> pages.Frame:
    """What stands around every view of a plan: title, counts, the choices of the filters."""
    bones = skeleton(version)
    versions = getattr(version.plan, "all_versions", None) or list(version.plan.versions.order_by("number"))
    organisations = (
        Responsibility.objects.filter(activity__version=version)
        .values("name", "institution__slug")
        .annotate(rows=Count("activity", distinct=True))
        .order_by("-rows", "name")
    )
    named = [entry | {"key": entry["institution__slug"] or entry["name"]} for entry in organisations]
    total = Activity.objects.filter(version=version).count()
    return pages.Frame(version.plan, version, versions, bones.levels, bones.periods, bones.tops, named, total, chosen)


def plan_table(version: Version, chosen: pages.Filters, page: int = 1, size: int = PAGE_SIZE) -> pages.TablePage:
    """One page of the plan as the printed table."""
    frame = plan_frame(version, chosen)
    rows = filtered(version, chosen)
    count = rows.count() if chosen else frame.total
    last = max(1, -(-count // size))
    page = min(max(page, 1), last)
    shown = _loaded(rows[(page - 1) * size : page * size])
    table = printed.build_table(
        version, shown, skeleton(version).paths, frame.periods, levels=frame.levels, is_latest=frame.is_latest
    )
    return pages.TablePage(frame, table, count, page, last, size)


def all_rows(version: Version, chosen: pages.Filters | None = None) -> list[pages.Line]:
    """Every row under the filters with its path, for exports and views that show all."""
    paths = skeleton(version).paths
    return [
        pages.Line(activity, paths.get(activity.node_id or 0, []))
        for activity in _loaded(filtered(version, chosen or pages.Filters()))
    ]


def activity_page(version: Version, number: int) -> pages.ActivityPage | None:
    """One activity with its neighbours and what it was in the other versions."""
    found = _loaded(Activity.objects.filter(version=version, number=number).select_related("node"))
    if not found:
        return None
    activity = found[0]
    near = Activity.objects.filter(version=version)
    before = near.filter(position__lt=activity.position).order_by("-position").first()
    after = near.filter(position__gt=activity.position).order_by("position").first()
    others = Activity.objects.filter(version__plan=version.plan, key=activity.key).select_related("version")
    path = skeleton(version).paths.get(activity.node_id or 0, [])
    periods = skeleton(version).periods
    return pages.ActivityPage(
        version.plan,
        version,
        pages.Line(activity, path),
        periods,
        before,
        after,
        list(others.order_by("version__number")),
        skeleton(version).levels,
    )


def by_institution(version: Version, chosen: pages.Filters) -> list[pages.InstitutionGroup]:
    """Who leads and who takes part: one group an organisation, those with most to lead first."""
    groups: dict[str, pages.InstitutionGroup] = {}
    for line in all_rows(version, chosen):
        for named in line.activity.responsibilities.all():
            key = named.institution.slug if named.institution else named.name
            group = groups.setdefault(key, pages.InstitutionGroup(key, named.name, named.institution, [], []))
            (group.leads if named.is_lead else group.takes_part).append(line)
    return sorted(groups.values(), key=lambda g: (-len(g.leads), -len(g.takes_part), fold(g.name)))


def search(user: Any, text: str, limit: int = 100) -> list[Activity]:
    """Activities of the versions in force of all plans that this person may see, whose words contain all of these."""
    words = fold(text).split()
    if not words:
        return []
    newer = Version.objects.filter(plan=OuterRef("version__plan"), number__gt=OuterRef("version__number"))
    rows = Activity.objects.filter(~Exists(newer), version__plan__in=visible_plans(user).values("pk"))
    for word in words:
        rows = rows.filter(search__contains=word)
    return list(rows.select_related("version__plan", "node").order_by("version__plan__title", "position")[:limit])


def version_content(version: Version) -> dict[str, Any]:
    """A version as plan-json again, with `key` and `number` of each activity: what exports write, what an amendment
    starts from, and what its hash is checked against."""
    rows = []
    for line in all_rows(version):
        rows.append(row_content(line) | {"key": str(line.activity.key), "number": line.activity.number})
    return {**version.head, "rows": rows}


def row_content(line: pages.Line) -> dict[str, Any]:
    """One activity as a row of plan-json, exactly as it was published."""
    activity = line.activity
    named = list(activity.responsibilities.all())
    return {
        "path": [node.title for node in line.path],
        "path_codes": [node.code or None for node in line.path],
        "code": activity.code or None,
        "activities": activity.paragraphs,
        "periods": activity.period_labels,
        "deadline": activity.deadline or None,
        "expected_results": activity.expected_results,
        "indicators": activity.indicators,
        "evaluation_term": activity.evaluation_term or None,
        "lead": next((r.name for r in named if r.is_lead), None),
        "institutions": [r.name for r in named],
        "budget": activity.budget,
        "inherits": activity.inherits,
        "sources": activity.sources,
        "doubts": activity.doubts,
        "confidence": activity.confidence,
        **activity.extra,
    }


def is_unchanged(version: Version) -> bool:
    """Whether the rows of a version still say what was published: its hash is computed anew."""
    rows = [row_content(line) for line in all_rows(version)]
    return rules.content_hash(version.head, rows) == version.sha256


def compare_versions(before: Version, after: Version) -> list[rules.RowChange]:
    """How each activity differs between two versions of a plan."""
    contents = []
    for version in (before, after):
        contents.append({str(line.activity.key): row_content(line) for line in all_rows(version)})
    return rules.compare(contents[0], contents[1])


def draft_rows(draft: Draft, *, since: int | None = None) -> list[DraftRow]:
    """Rows of a draft in order; with `since`, those changed after that revision, deleted ones too."""
    rows = draft.rows.order_by("position")
    return list(rows.filter(revision__gt=since) if since is not None else rows.filter(deleted=False))


def doubts_left(rows: Iterable[DraftRow]) -> int:
    return sum(len(rules.open_doubts(row.content)) for row in rows)


def unknown_names(version: Version) -> Sequence[dict[str, Any]]:
    """Organisations named in a version that nobody has linked to the registry yet."""
    named = Responsibility.objects.filter(activity__version=version, institution=None)
    return list(named.values("name").annotate(rows=Count("activity", distinct=True)).order_by("-rows", "name"))


def plan_tree(version: Version, chosen: pages.Filters) -> list[pages.Branch]:
    """The tree of titles with the activities that hang from each; empty branches are left out."""
    lines = all_rows(version, chosen)
    roots: list[pages.Branch] = []
    made: dict[int, pages.Branch] = {}
    for line in lines:
        above: pages.Branch | None = None
        for node in line.path:
            branch = made.get(node.pk)
            if branch is None:
                branch = made[node.pk] = pages.Branch(node, [], [])
                (above.branches if above else roots).append(branch)
            above = branch
        if above is None:
            if not roots or roots[-1].node is not None:
                roots.append(pages.Branch(None, [], []))
            above = roots[-1]
        above.lines.append(line)
    return roots


def period_loads(version: Version) -> list[tuple[Period, int]]:
    """How many activities are planned in each period."""
    return [
        (period, period.rows)
        for period in Period.objects.filter(version=version).annotate(rows=Count("planned_cells")).order_by("position")
    ]


def passages(activity: Activity, version: Version) -> list[pages.Passage]:
    """Where in the document each field of an activity stands, in the words of the document's blocks."""
    parsed = kept_blocks(version.document) if version.document else None
    texts = {pages.place_key(text.place.as_json()): text.text for text in parsed.texts()} if parsed else {}
    result = []
    for name, places in activity.sources.items():
        found = [(wording.place_text(place), texts.get(pages.place_key(place), "")) for place in places]
        result.append(pages.Passage(wording.field_label(name), found))
    return result


API_FIELDS = (
    "pk",
    "number",
    "key",
    "code",
    "node_id",
    "paragraphs",
    "period_labels",
    "deadline",
    "expected_results",
    "indicators",
    "evaluation_term",
    "budget",
)


def activity_values(
    version: Version, chosen: pages.Filters, *, page: int = 1, size: int = 100
) -> tuple[int, list[pages.ActivityValues]]:
    """How many activities there are under the filters, and one page of them as plain values: three statements."""
    rows = filtered(version, chosen)
    shown = list(rows.values(*API_FIELDS)[(page - 1) * size : page * size])
    named: dict[int, list[dict[str, Any]]] = {}
    values = Responsibility.objects.filter(activity__in=[row["pk"] for row in shown]).order_by("activity", "position")
    for entry in values.values("activity_id", "name", "is_lead", "institution__slug"):
        named.setdefault(entry["activity_id"], []).append(dict(entry))
    paths = skeleton(version).paths
    return rows.count(), [
        pages.ActivityValues(row, paths.get(row["node_id"], []), named.get(row["pk"], [])) for row in shown
    ]


def institution_panel(institution: Institution, reader: Any) -> tuple[str, dict[str, Any]] | None:
    """What the plans in force ask of an institution, for its page: two statements."""
    newer = Version.objects.filter(plan=OuterRef("plan"), number__gt=OuterRef("number"))
    versions = Version.objects.filter(~Exists(newer), plan__in=visible_plans(reader).values("pk"))
    counted = versions.annotate(
        leads=Count(
            "activities__responsibilities",
            filter=Q(activities__responsibilities__institution=institution, activities__responsibilities__is_lead=True),
        ),
        parts=Count(
            "activities__responsibilities",
            filter=Q(
                activities__responsibilities__institution=institution, activities__responsibilities__is_lead=False
            ),
        ),
    ).filter(Q(leads__gt=0) | Q(parts__gt=0))
    found = list(counted.select_related("plan").order_by("-plan__period_start"))
    return ("plans/institution_panel.html", {"versions": found, "institution": institution}) if found else None
