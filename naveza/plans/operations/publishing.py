"""Publishing: a draft becomes a version that nobody changes any more."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext

from naveza.accounts.models import User
from naveza.audit.operations import record
from naveza.documents.models import Document
from naveza.institutions.models import Institution
from naveza.institutions.queries import registry
from naveza.institutions.registry import Registry
from naveza.lib import clock, dates
from naveza.lib.text import fold, slug

from .. import rules
from ..models import (
    Activity,
    Draft,
    Level,
    Node,
    Period,
    Plan,
    PlannedCell,
    Reading,
    Responsibility,
    TeamMember,
    Version,
)
from ..permissions import check_can_create_plan, check_can_manage_plan, check_can_publish
from ..states import PLAN_TRANSITIONS, DraftState, PlanKind, PlanState, TeamRole, VersionKind
from .drafts import open_draft


def _free_slug(title: str) -> str:
    base = slug(title) or "plan"
    taken = set(Plan.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    free, number = base, 2
    while free in taken:
        free, number = f"{base}-{number}", number + 1
    return free


def _head_fields(head: Mapping[str, Any]) -> dict[str, Any]:
    """Columns of a plan from the document fields of plan-json."""
    kind = head.get("kind") or PlanKind.UNKNOWN
    start, end = rules.iso_date(head.get("period_start")), rules.iso_date(head.get("period_end"))
    return {
        "title": head.get("title") or head.get("document") or "",
        "kind": kind if kind in PlanKind.values else PlanKind.UNKNOWN,
        "language": (head.get("language") or "")[:8],
        "region": head.get("region") or "",
        "vision": head.get("vision") or "",
        "legal_basis": head.get("legal_basis") or "",
        "period_start": start,
        "period_end": end if not (start and end and end < start) else None,
    }


@transaction.atomic
def create_plan(
    *,
    by: User | None,
    content: Mapping[str, Any],
    owner: Institution | None = None,
    document: Document | None = None,
    reading: Reading | None = None,
) -> Draft:
    """A new plan with an open draft of `content` (plan-json). Whoever makes it is its coordinator."""
    check_can_create_plan(by, owner)
    fields = _head_fields(content)
    fields["title"] = fields["title"] or "Plan"
    plan = Plan.objects.create(
        slug=_free_slug(fields["title"]), owner=owner, created_at=clock.now(), created_by=by, **fields
    )
    if by is not None:
        TeamMember.objects.create(plan=plan, user=by, role=TeamRole.COORDINATOR)
    record(by=by, verb="plan.created", thing=plan, about=plan.title)
    return open_draft(plan, by=by, content=content, document=document, reading=reading)


@transaction.atomic
def publish_draft(
    draft: Draft,
    *,
    by: User | None,
    kind: str = VersionKind.ADOPTED,
    legal_act: str = "",
    in_force_from: date | None = None,
    note: str = "",
) -> Version:
    """Make the draft the plan's next version. Raises ValueError with a sentence where that cannot be."""
    check_can_publish(by, draft)
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    plan = Plan.objects.select_for_update().get(pk=draft.plan_id)
    rows = list(draft.rows.filter(deleted=False).order_by("position"))
    number = (plan.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    _check_publishable(draft, rows, number, kind, legal_act)
    contents = [row.content for row in rows]
    version = Version.objects.create(
        plan=plan,
        number=number,
        kind=kind,
        legal_act=legal_act.strip(),
        in_force_from=in_force_from,
        note=note.strip(),
        document=draft.document,
        head=draft.head,
        sha256=rules.content_hash(draft.head, contents),
        published_at=clock.now(),
        published_by=by,
    )
    _write_rows(version, draft, [(row.key, row.content) for row in rows])
    _close(draft, plan, by=by, version=version)
    return version


def _check_publishable(draft: Draft, rows: Sequence[Any], number: int, kind: str, legal_act: str) -> None:
    if draft.state != DraftState.OPEN:
        raise ValueError(gettext("This draft is closed."))
    if not rows:
        raise ValueError(gettext("A plan without a single activity cannot be published."))
    if number == 1 and kind != VersionKind.ADOPTED:
        raise ValueError(gettext("The first version of a plan is the adopted one."))
    if number > 1 and kind == VersionKind.ADOPTED:
        raise ValueError(gettext("This plan is published already: publish an amendment or an erratum."))
    if kind == VersionKind.AMENDMENT and not legal_act.strip():
        raise ValueError(gettext("An amendment needs its legal act. A correction of mistakes is an erratum."))
    for index, row in enumerate(rows, start=1):
        if not row.content.get("activities"):
            raise ValueError(gettext("Row %(row)s has no activity text. Type it or delete the row.") % {"row": index})


def _close(draft: Draft, plan: Plan, *, by: User | None, version: Version) -> None:
    draft.state = DraftState.PUBLISHED
    draft.save(update_fields=["state"])
    for name, value in _head_fields(draft.head).items():
        setattr(plan, name, value or getattr(plan, name))
    before = plan.state
    plan.state, plan.state_reason = PlanState.PUBLISHED, ""
    plan.save()
    record(
        by=by,
        verb="plan.published",
        thing=plan,
        about=f"{plan.title}, version {version.number}",
        why=version.legal_act,
        before={"state": before},
        after={"state": plan.state, "version": version.number, "sha256": version.sha256},
    )


def _write_rows(version: Version, draft: Draft, rows: Sequence[tuple[uuid.UUID, dict[str, Any]]]) -> None:
    """Levels, nodes, periods, activities, crosses and responsibilities: a fixed number of statements."""
    names = draft.head.get("level_names") or []
    Level.objects.bulk_create([Level(version=version, depth=d, name=n) for d, n in enumerate(names)])
    periods = _write_periods(version, draft.head, [content for _, content in rows])
    nodes = _write_nodes(version, [content for _, content in rows])
    activities = _write_activities(version, draft.plan_id, rows, nodes)
    who = registry()
    cells, named = [], []
    for activity, (_, content) in zip(activities, rows, strict=True):
        labels = rules.planned_labels(content["periods"], list(periods))
        cells += [PlannedCell(activity=activity, period=periods[label]) for label in labels]
        named += _responsibilities(activity, content, who)
    PlannedCell.objects.bulk_create(cells)
    Responsibility.objects.bulk_create(named)


def _write_periods(version: Version, head: Mapping[str, Any], rows: Sequence[dict[str, Any]]) -> dict[str, Period]:
    periods = []
    for position, label in enumerate(rules.plan_labels(head, rows)):
        days = dates.bounds(label)
        periods.append(
            Period(
                version=version,
                position=position,
                label=label,
                start=days[0] if days else None,
                end=days[1] if days else None,
            )
        )
    Period.objects.bulk_create(periods)
    return {period.label: period for period in periods}


def _write_nodes(version: Version, rows: Sequence[dict[str, Any]]) -> list[Node | None]:
    """The tree of titles, one statement a depth; for each row the node that it hangs from. A title that comes again
    directly below the same parent is the same node only while rows follow each other in it."""
    depth_of_tree = max((len(row["path"]) for row in rows), default=0)
    starts = _starts(rows)
    position = 0
    layers: list[list[Node]] = [[] for _ in range(depth_of_tree)]
    current: list[Node | None] = [None] * depth_of_tree
    hangs_from: list[Node | None] = []
    for index, row in enumerate(rows):
        for depth in range(starts[index], len(row["path"])):
            node = Node(
                version=version,
                depth=depth,
                position=position,
                code=row["path_codes"][depth] or "",
                title=row["path"][depth],
            )
            node.parent = current[depth - 1] if depth else None
            current[depth] = node
            layers[depth].append(node)
            position += 1
        hangs_from.append(current[len(row["path"]) - 1] if row["path"] else None)
    for layer in layers:
        for node in layer:
            node.parent = node.parent  # the parent has its key by now
        Node.objects.bulk_create(layer)
    return hangs_from


def _starts(rows: Sequence[dict[str, Any]]) -> list[int]:
    """For each row the depth from which its path differs from the row before."""
    starts: list[int] = []
    before: tuple[list[str], list[str | None]] = ([], [])
    for row in rows:
        path, codes = row["path"], row["path_codes"]
        depth = 0
        while (
            depth < min(len(path), len(before[0]))
            and path[depth] == before[0][depth]
            and codes[depth] == before[1][depth]
        ):
            depth += 1
        starts.append(depth)
        before = (path, codes)
    return starts


def _write_activities(
    version: Version, plan_id: int, rows: Sequence[tuple[uuid.UUID, dict[str, Any]]], nodes: Sequence[Node | None]
) -> list[Activity]:
    earlier = Activity.objects.filter(version__plan_id=plan_id)
    numbers: dict[uuid.UUID, int] = dict(earlier.values_list("key", "number"))
    last = max(numbers.values(), default=0)
    activities = []
    for position, ((key, content), node) in enumerate(zip(rows, nodes, strict=True), start=1):
        if key not in numbers:
            last += 1
            numbers[key] = last
        activities.append(_activity(version, node, key, numbers[key], position, content))
    return Activity.objects.bulk_create(activities)


ROW_KEYS = {*rules.CONTENT_FIELDS, "inherits", "sources", "doubts", "confidence"}


def _activity(
    version: Version, node: Node | None, key: uuid.UUID, number: int, position: int, content: dict[str, Any]
) -> Activity:
    words = [*content["path"], content["code"] or "", *content["activities"], *content["expected_results"]]
    words += [*content["indicators"], *content["institutions"], content["deadline"] or ""]
    extra = {name: value for name, value in content.items() if name not in ROW_KEYS}
    return Activity(
        version=version,
        node=node,
        key=key,
        number=number,
        position=position,
        code=content["code"] or "",
        paragraphs=content["activities"],
        period_labels=content["periods"],
        deadline=content["deadline"] or "",
        expected_results=content["expected_results"],
        indicators=content["indicators"],
        evaluation_term=content["evaluation_term"] or "",
        budget=content["budget"],
        inherits=content["inherits"],
        sources=content["sources"],
        doubts=content["doubts"],
        confidence=content["confidence"],
        extra=extra,
        search=fold(" ".join(words)),
    )


def _responsibilities(activity: Activity, content: dict[str, Any], who: Registry) -> list[Responsibility]:
    chosen = content.get("institution_ids") or {}  # name -> institution picked by a person in the review
    lead_seen = False
    result = []
    for position, name in enumerate(content["institutions"]):
        is_lead = name == content["lead"] and not lead_seen
        lead_seen = lead_seen or is_lead
        institution = chosen.get(name) or who.resolve(name)
        result.append(
            Responsibility(activity=activity, institution_id=institution, name=name, position=position, is_lead=is_lead)
        )
    return result


@transaction.atomic
def publish_content(content: Mapping[str, Any], *, by: User | None, owner: Institution | None = None) -> Version:
    """Plan-json straight to version 1: what `naveza publish` does with a file that somebody has checked already."""
    draft = create_plan(by=by, content=content, owner=owner)
    return publish_draft(draft, by=by)


@transaction.atomic
def withdraw_plan(plan: Plan, *, by: User | None, why: str) -> Plan:
    """Take a published plan from the public. It stays for its team; the reason stays with it."""
    check_can_manage_plan(by, plan)
    if not why.strip():
        raise ValueError(gettext("Say why the plan is withdrawn: the reason stays with it."))
    return _move_plan(plan, PlanState.WITHDRAWN, by=by, why=why.strip())


@transaction.atomic
def restore_plan(plan: Plan, *, by: User | None) -> Plan:
    """Show a withdrawn plan to the public again."""
    check_can_manage_plan(by, plan)
    return _move_plan(plan, PlanState.PUBLISHED, by=by, why="")


def _move_plan(plan: Plan, state: str, *, by: User | None, why: str) -> Plan:
    if state not in PLAN_TRANSITIONS[plan.state]:
        raise ValueError(gettext("The plan is not in a state in which this can be done."))
    before, plan.state, plan.state_reason = plan.state, state, why
    plan.save(update_fields=["state", "state_reason"])
    record(
        by=by,
        verb=f"plan.{state}",
        thing=plan,
        about=plan.title,
        why=why,
        before={"state": before},
        after={"state": state},
    )
    return plan


@transaction.atomic
def add_team_member(plan: Plan, *, by: User | None, user: User, role: str) -> TeamMember:
    """Let somebody work on the plan's drafts (coordinator) or see them (reader)."""
    check_can_manage_plan(by, plan)
    member, _ = TeamMember.objects.update_or_create(plan=plan, user=user, defaults={"role": role})
    record(by=by, verb="plan.member_added", thing=plan, about=plan.title, after={"user": user.pk, "role": role})
    return member


@transaction.atomic
def remove_team_member(member: TeamMember, *, by: User | None) -> None:
    """Take somebody off a plan's team. The last coordinator stays until there is another."""
    check_can_manage_plan(by, member.plan)
    others = member.plan.team.filter(role=TeamRole.COORDINATOR).exclude(pk=member.pk)
    if member.role == TeamRole.COORDINATOR and not others.exists():
        raise ValueError(gettext("A plan needs a coordinator: add another one first."))
    record(by=by, verb="plan.member_removed", thing=member.plan, before={"user": member.user_id, "role": member.role})
    member.delete()


@transaction.atomic
def link_name(plan: Plan, *, by: User | None, name: str, institution: Institution | None) -> int:
    """Say who an organisation named in the plan is, in all its versions. The text stays. Returns rows linked."""
    check_can_manage_plan(by, plan)
    rows = Responsibility.objects.filter(activity__version__plan=plan, name=name)
    count = rows.update(institution=institution)
    record(
        by=by,
        verb="plan.name_linked",
        thing=plan,
        about=name,
        after={"institution": institution.pk if institution else None},
    )
    return count


def fold_institution(duplicate: Institution, kept: Institution) -> None:
    """Part of folding a duplicate in the registry: plans point at the institution that is kept. The words stay."""
    Responsibility.objects.filter(institution=duplicate).update(institution=kept)
    Plan.objects.filter(owner=duplicate).update(owner=kept)
