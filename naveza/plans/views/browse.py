"""Published plans: the list, one plan in four views, one activity, comparison, search, exports."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from .. import exports, queries, wording
from ..models import Draft, Plan, Version
from ..pages import Filters
from ..permissions import can_create_plan, can_edit_draft, can_manage_plan, check_can_view_plan
from ..states import DraftState


def _number(request: HttpRequest, name: str, default: int | None = None) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else default


def _words(request: HttpRequest) -> str:
    """What somebody searches for; NUL, which PostgreSQL cannot take, is left out."""
    return request.GET.get("q", "").replace("\0", "").strip()


def load_plan(request: HttpRequest, slug: str) -> Plan:
    """The plan at this address; 404 where there is none, 403 with a sentence where it is not for this person."""
    plan = get_object_or_404(Plan.objects.select_related("owner"), slug=slug)
    check_can_view_plan(request.user, plan)
    return plan


def load_version(request: HttpRequest, slug: str) -> Version:
    """The version that the address asks for (`?version=`), or the one in force; 404 where there is none to see."""
    version = queries.latest_version(load_plan(request, slug), _number(request, "version"))
    if version is None:
        raise Http404
    return version


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """All plans that the person may see, newest first."""
    text = _words(request)
    cards = queries.plan_list(request.user, text=text)
    context = {"cards": cards, "text": text, "may_create": can_create_plan(request.user)}
    return render(request, "plans/plans.html", context)


def _draft_of(request: HttpRequest, plan: Plan) -> Draft | None:
    """The plan's open draft, for those who may correct it."""
    if not request.user.is_authenticated:
        return None
    draft = plan.drafts.filter(state=DraftState.OPEN).first()
    return draft if draft and can_edit_draft(request.user, draft) else None


def _show(request: HttpRequest, view: str, version: Version, **context: object) -> HttpResponse:
    """One of the views of a plan, with what all of them need."""
    context |= {
        "view": view,
        "plan": version.plan,
        "version": version,
        "asked_version": request.GET.get("version", ""),
        "may_manage": request.user.is_authenticated and can_manage_plan(request.user, version.plan),
        "draft": _draft_of(request, version.plan),
        "formats": exports.FORMATS,
    }
    return render(request, f"plans/{view}.html", context)


@require_safe
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan as the printed table. A plan that is only a draft leads its team to the draft."""
    found = load_plan(request, slug)
    version = queries.latest_version(found, _number(request, "version"))
    if version is None:
        draft = _draft_of(request, found)
        if draft is None:
            raise Http404
        return redirect("draft", draft_id=draft.pk)
    page = queries.plan_table(version, Filters.of(request.GET), _number(request, "page", 1) or 1)
    return _show(request, "table", version, page=page, frame=page.frame)


@require_safe
def tree(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan as a tree that opens and closes."""
    version = load_version(request, slug)
    frame = queries.plan_frame(version, Filters.of(request.GET))
    branches = queries.plan_tree(version, frame.filters)
    return _show(request, "tree", version, frame=frame, branches=branches)


@require_safe
def timeline(request: HttpRequest, slug: str) -> HttpResponse:
    """What is planned in each period."""
    version = load_version(request, slug)
    page = queries.plan_table(version, Filters.of(request.GET), _number(request, "page", 1) or 1, size=100)
    return _show(request, "timeline", version, page=page, frame=page.frame, loads=queries.period_loads(version))


@require_safe
def institutions(request: HttpRequest, slug: str) -> HttpResponse:
    """Who leads what, and who takes part where."""
    version = load_version(request, slug)
    frame = queries.plan_frame(version, Filters.of(request.GET))
    groups = queries.by_institution(version, frame.filters)
    return _show(request, "institutions", version, frame=frame, groups=groups)


@require_safe
def activity(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One activity with the passage of the document that it came from."""
    version = load_version(request, slug)
    page = queries.activity_page(version, number)
    if page is None:
        raise Http404
    return _show(request, "activity", version, page=page, passages=queries.passages(page.line.activity, version))


@require_safe
def versions(request: HttpRequest, slug: str) -> HttpResponse:
    """All versions of a plan, and what changed between two of them."""
    version = load_version(request, slug)
    frame = queries.plan_frame(version, Filters())
    numbered = {v.number: v for v in version.plan.versions.all()}
    after = numbered.get(_number(request, "after") or max(numbered))
    before = numbered.get(_number(request, "before") or (after.number - 1 if after else 0))
    changes = queries.compare_versions(before, after) if before and after and before != after else []
    changed = [wording.changed(change) for change in changes if change.kind != "same"]
    context = {"versions": list(numbered.values()), "before": before, "after": after, "changes": changed}
    return _show(request, "versions", version, frame=frame, **context, same=len(changes) - len(changed))


@require_safe
def export(request: HttpRequest, slug: str, format: str) -> HttpResponse:
    """What the address shows, as a file."""
    version = load_version(request, slug)
    if format not in exports.FORMATS:
        raise Http404
    filters = Filters.of(request.GET)
    data, content_type = exports.write(version, filters, format)
    response = HttpResponse(data, content_type=content_type)
    name = f"{version.plan.slug}-v{version.number}{'-part' if filters else ''}.{format}"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Activities of all plans by their words, without diacritics and case."""
    text = _words(request)
    if len(text) > 200:
        raise BadRequest("The search text is longer than 200 characters.")
    found = queries.search(request.user, text) if text else []
    return render(request, "plans/search.html", {"text": text, "found": found, "limit": 100})
