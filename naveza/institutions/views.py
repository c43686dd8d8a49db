"""The registry of institutions: list, one institution, and the forms that change it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naveza.accounts.models import User
from naveza.accounts.permissions import check_is_administrator
from naveza.institutions import exports
from naveza.institutions.forms import (
    AliasForm,
    CorrectionForm,
    DetailsForm,
    DuplicateForm,
    InstitutionFilter,
    MemberForm,
    NewInstitutionForm,
    PersonRoleForm,
    RenameForm,
    SuccessionForm,
)
from naveza.institutions.models import Alias, Institution, Membership
from naveza.institutions.operations import (
    add_alias,
    add_member,
    change_institution,
    correct_name,
    create_institution,
    end_institution,
    end_membership,
    fold_duplicate,
    merge_institutions,
    remove_alias,
    rename_institution,
    split_institution,
    succeed_institution,
)
from naveza.institutions.pages import PER_PAGE, count_text, institution_page, institution_table
from naveza.institutions.permissions import (
    can_add_alias,
    can_change_institution,
    can_change_members,
    can_create_institution,
    can_see_members,
    check_can_add_alias,
    check_can_change_institution,
    check_can_change_members,
    check_can_create_institution,
)
from naveza.institutions.ports import panels_for
from naveza.institutions.queries import find_institutions, members_of


@require_safe
def institutions(request: HttpRequest) -> HttpResponse:
    """The registry, filtered by the address."""
    form, chosen = _chosen(request)
    page = Paginator(find_institutions(**chosen), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "table": institution_table(page),
        "count_text": count_text(page.paginator.count, any(chosen.values())),
        "filtered": any(chosen.values()),
        "can_create": can_create_institution(request.user),
        "exports": [
            {"label": label, "href": f"{reverse('institutions-export', args=[format])}?{request.GET.urlencode()}"}
            for format, label in exports.FORMATS.items()
        ],
    }
    return render(request, "institutions/institutions.html", context)


@require_safe
def export(request: HttpRequest, format: str) -> HttpResponse:
    """The whole list under the same filters, as a file."""
    if format not in exports.FORMATS:
        raise Http404
    data, media_type = exports.write(find_institutions(**_chosen(request)[1]), format)
    return HttpResponse(
        data,
        content_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="institutions.{format}"'},
    )


@require_safe
def institution(request: HttpRequest, slug: str) -> HttpResponse:
    """One institution: its names through time, its people for those who may see them, what other apps show of
    it."""
    found = _load(slug)
    user = request.user
    context = {
        "page": institution_page(found),
        "panels": panels_for(found, user),
        "members": members_of(found) if can_see_members(user, found) else None,
        "member_form": MemberForm() if can_change_members(user, found) else None,
        "alias_form": AliasForm() if can_add_alias(user, found) else None,
        "can_change": can_change_institution(user, found),
    }
    return render(request, "institutions/institution.html", context)


@require_http_methods(["GET", "POST"])
def new_institution(request: HttpRequest) -> HttpResponse:
    """Add an institution."""
    by = check_can_create_institution(request.user)
    initial = {"name": request.GET.get("name", ""), "language": get_language(), "kind": "other"}
    form = NewInstitutionForm(request.POST or None, initial=initial)
    made = _apply(request, form, lambda values: create_institution(by=by, **values))
    if made:
        messages.success(request, _("The institution is in the registry."))
        return redirect(made)
    context = {"form": form, "title": _("New institution"), "back": None}
    return render(request, "institutions/form.html", context)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Kind, territory, what it is a part of, website."""
    found = _load(slug)
    by = check_can_change_institution(request.user, found)
    form = DetailsForm(request.POST or None, instance=Institution.objects.get(pk=found.pk))
    return _form_page(
        request,
        found,
        form,
        _("Change the details"),
        lambda values: change_institution(by=by, institution=found, **values),
    )


@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, slug: str) -> HttpResponse:
    """A new name from a day on; the former one is kept."""
    found = _load(slug)
    by = check_can_change_institution(request.user, found)
    form = RenameForm(request.POST or None, initial={"language": found.language})
    return _form_page(
        request,
        found,
        form,
        _("Rename"),
        lambda values: rename_institution(by=by, institution=found, **values),
        lead=_("The former name is kept with its dates, so that older documents still find their institution."),
    )


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, slug: str) -> HttpResponse:
    """Repair a typing error in a name."""
    found = _load(slug)
    by = check_can_change_institution(request.user, found)
    present = found.names.order_by("valid_to").last()
    initial = {"name": present, "text": found.name, "abbreviation": found.abbreviation}
    form = CorrectionForm(request.POST or None, initial=initial)
    form.fields["name"].queryset = found.names.all()  # type: ignore[attr-defined]
    return _form_page(
        request,
        found,
        form,
        _("Correct a name"),
        lambda values: correct_name(by=by, **values),
        lead=_("For typing errors. If the law changed the name, rename the institution instead."),
    )


@require_http_methods(["GET", "POST"])
def succession(request: HttpRequest, slug: str) -> HttpResponse:
    """Merge, split, succeed or end."""
    found = _load(slug)
    by = check_can_change_institution(request.user, found)
    form = SuccessionForm(request.POST or None)

    lead = _("It keeps its page and its history; what pointed at it still does.")
    return _form_page(
        request,
        found,
        form,
        _("Merged, split, succeeded or ended"),
        lambda values: _succeed(by, found, values),
        lead=lead,
    )


@require_http_methods(["GET", "POST"])
def duplicate(request: HttpRequest, slug: str) -> HttpResponse:
    """It stands in the registry twice: fold it into the other one."""
    found = _load(slug)
    by = check_can_change_institution(request.user, found)
    form = DuplicateForm(request.POST or None)

    def write(values: dict[str, Any]) -> Institution:
        check_can_change_institution(by, values["kept"])
        return fold_duplicate(by=by, duplicate=found, **values)

    kept = _apply(request, form, write)
    if kept:
        messages.success(request, _("The two are one now."))
        return redirect(kept)
    lead = _("Its spellings, people and activities move to the other one, and this page disappears.")
    context = {"form": form, "title": _("The same as another one"), "lead": lead, "back": found}
    return render(request, "institutions/form.html", context)


@require_POST
def new_alias(request: HttpRequest, slug: str) -> HttpResponse:
    """Add an alias."""
    found = _load(slug)
    by = check_can_add_alias(request.user, found)
    form = AliasForm(request.POST)
    return _small_form(request, found, form, lambda values: add_alias(by=by, institution=found, **values))


@require_POST
def drop_alias(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take back an alias."""
    found = _load(slug)
    by = check_can_add_alias(request.user, found)
    remove_alias(by=by, alias=get_object_or_404(Alias, pk=pk, institution=found))
    return redirect(found)


@require_POST
def new_member(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a person a role."""
    found = _load(slug)
    by = check_can_change_members(request.user, found)
    form = MemberForm(request.POST)
    return _small_form(request, found, form, lambda values: add_member(by=by, institution=found, **values))


@require_POST
def end_member(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """End a role today."""
    found = _load(slug)
    by = check_can_change_members(request.user, found)
    membership = get_object_or_404(Membership, pk=pk, institution=found)
    end_membership(by=by, membership=membership)
    messages.success(request, _("The role has ended."))
    return redirect(found)


@require_http_methods(["GET", "POST"])
def person_role(request: HttpRequest, pk: int) -> HttpResponse:
    """From the page of a person: give her a role in an institution."""
    person = get_object_or_404(User, pk=pk)
    by = check_is_administrator(request.user)
    form = PersonRoleForm(request.POST or None)
    if _apply(request, form, lambda values: add_member(by=by, user=person, **values)):
        messages.success(request, _("Saved."))
        return redirect("person", pk=pk)
    context = {"form": form, "title": _("A role for %(name)s") % {"name": person.name}, "back": None}
    return render(request, "institutions/form.html", context)


def _chosen(request: HttpRequest) -> tuple[InstitutionFilter, dict[str, Any]]:
    """The filters of the address; one that makes no sense filters nothing."""
    form = InstitutionFilter(request.GET or None)
    return form, form.cleaned_data if form.is_valid() else {}


def _load(slug: str) -> Institution:
    found = Institution.objects.select_related("territory", "parent").with_names()
    return get_object_or_404(found.prefetch_related("aliases", "parent__names"), slug=slug)


def _succeed(by: Any, source: Institution, values: dict[str, Any]) -> object:
    """The one operation of the chosen kind. Raises ValidationError."""
    kind, targets, on, legal_act = values["kind"], values["targets"], values["on"], values["legal_act"]
    if kind == "ended":
        return end_institution(by=by, institution=source, on=on, why=legal_act)
    if kind == "split":
        return split_institution(
            by=by,
            source=source,
            targets=targets,
            on=on,
            legal_act=legal_act,
            source_ends=not values["goes_on"],
        )
    if len(targets) != 1:
        raise ValidationError({"targets": _("Name exactly one institution.")})
    if kind == "merged":
        return merge_institutions(by=by, sources=[source], target=targets[0], on=on, legal_act=legal_act)
    return succeed_institution(by=by, source=source, target=targets[0], on=on, legal_act=legal_act)


def _apply(request: HttpRequest, form: forms.BaseForm, write: Callable[[dict[str, Any]], Any]) -> Any:
    """What `write` gives for a valid form; None after putting its refusals beside their fields."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return write(form.cleaned_data)
    except ValidationError as refusal:
        known = hasattr(refusal, "error_dict") and set(refusal.error_dict) <= set(form.fields)
        form.add_error(None, refusal if known else ValidationError(refusal.messages))
        return None


def _form_page(
    request: HttpRequest,
    found: Institution,
    form: forms.BaseForm,
    title: str,
    write: Callable[[dict[str, Any]], Any],
    *,
    lead: str = "",
) -> HttpResponse:
    if _apply(request, form, write) is not None:
        messages.success(request, _("Saved."))
        return redirect(found)
    context = {"form": form, "title": title, "lead": lead, "back": found}
    return render(request, "institutions/form.html", context)


def _small_form(
    request: HttpRequest, found: Institution, form: forms.BaseForm, write: Callable[[dict[str, Any]], Any]
) -> HttpResponse:
    """A form of one line on the institution's page: a refusal is a message there."""
    if _apply(request, form, write) is not None:
        messages.success(request, _("Saved."))
        return redirect(found)
    title = found.name
    return render(request, "institutions/form.html", {"form": form, "title": title, "back": found})
