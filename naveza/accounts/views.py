"""Sign-in, one's own profile, and the people of the installation."""

from collections.abc import Callable
from typing import Any

from allauth.account.views import LoginView, PasswordResetDoneView
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naveza.accounts.forms import PeopleFilter, PersonForm, ProfileForm, ReasonForm
from naveza.accounts.models import User
from naveza.accounts.operations import (
    activate_user,
    anonymise_user,
    change_profile,
    create_user,
    deactivate_user,
    invite_user,
    set_administrator,
)
from naveza.accounts.pages import PER_PAGE, people_table, person_page
from naveza.accounts.permissions import check_is_administrator, check_is_signed_in
from naveza.accounts.ports import PERSON_PANELS, SIGN_IN_PANELS
from naveza.accounts.queries import find_people

STEPS: dict[str, Callable[[User, User, str], User]] = {
    "activate": lambda by, user, why: activate_user(by=by, user=user),
    "deactivate": lambda by, user, why: deactivate_user(by=by, user=user, why=why),
    "make-administrator": lambda by, user, why: set_administrator(by=by, user=user, administrator=True),
    "unmake-administrator": lambda by, user, why: set_administrator(by=by, user=user, administrator=False),
    "anonymise": lambda by, user, why: anonymise_user(by=by, user=user, why=why),
}


class SignIn(LoginView):
    """The sign-in form, with what other apps put beside it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        panels = [panel for make in SIGN_IN_PANELS if (panel := make(self.request))]
        context: dict[str, Any] = super().get_context_data(**kwargs) | {"panels": panels}
        return context


class LinkSent(PasswordResetDoneView):
    """A link is on its way; in the demo, where to."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs) | {"outbox_open": settings.DEMO}
        return context


@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """One's own name and language."""
    user = check_is_signed_in(request.user)
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=user.pk))
    if request.method == "POST" and form.is_valid():
        change_profile(by=user, user=user, **form.cleaned_data)
        with translation.override(user.language):
            messages.success(request, _("Your profile is saved."))
        response = redirect("profile")
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
        return response
    return render(request, "accounts/profile.html", {"form": form})


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """All accounts, for administrators."""
    check_is_administrator(request.user)
    form = PeopleFilter(request.GET or None)
    chosen = form.cleaned_data if form.is_valid() else {}
    page = Paginator(find_people(**chosen), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "table": people_table(page), "form": form, "filtered": any(chosen.values())}
    return render(request, "accounts/people.html", context)


@require_http_methods(["GET", "POST"])
def new_person(request: HttpRequest) -> HttpResponse:
    """Make an account and send its person the link by which she sets a password."""
    by = check_is_administrator(request.user)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        administrator = values.pop("is_administrator")
        try:
            user = create_user(by=by, administrator=administrator, **values)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            invite_user(by=by, user=user, site=request.build_absolute_uri("/"))
            messages.success(request, _("The account is made. The invitation is on its way."))
            return redirect("person", pk=user.pk)
    return render(request, "accounts/new_person.html", {"form": form})


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One account, with what other apps know of it."""
    by = check_is_administrator(request.user)
    found = get_object_or_404(User, pk=pk)
    panels = [make(found, by) for make in PERSON_PANELS]
    context = {"page": person_page(found), "person": found, "panels": panels, "form": ReasonForm()}
    return render(request, "accounts/person.html", context)


@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the invitation again."""
    by = check_is_administrator(request.user)
    user = get_object_or_404(User, pk=pk, is_active=True)
    invite_user(by=by, user=user, site=request.build_absolute_uri("/"))
    messages.success(request, _("The invitation is on its way."))
    return redirect("person", pk=pk)


@require_POST
def change_person(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One step with an account: open, close, give or take rights, anonymise."""
    by = check_is_administrator(request.user)
    user = get_object_or_404(User, pk=pk)
    if step not in STEPS:
        raise Http404
    try:
        STEPS[step](by, user, request.POST.get("why", "").strip())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The account is changed."))
    return redirect("person", pk=pk)
