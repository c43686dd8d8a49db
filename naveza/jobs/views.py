"""The page of a job: how far it is, cancel, and on to its result."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from naveza.jobs.models import Job
from naveza.jobs.operations import request_cancel
from naveza.jobs.pages import JobPage, job_page
from naveza.jobs.permissions import check_can_cancel_job, check_can_see_job


@require_safe
@never_cache
def job(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Progress with a sentence; a finished job leads to its result."""
    page = _load(request, pk)
    if _leads_on(request, page):
        return redirect(page.next_url)
    return render(request, "jobs/job.html", {"job": page})


@require_safe
@never_cache
def progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The part of the page that changes, asked for every two seconds by htmx."""
    page = _load(request, pk)
    response = render(request, "jobs/progress.html", {"job": page})
    if _leads_on(request, page):
        response["HX-Redirect"] = page.next_url
    return response


@require_POST
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask the job to stop."""
    found = get_object_or_404(Job, pk=pk)
    by = check_can_cancel_job(request.user, found)
    request_cancel(found, by=by)
    return redirect("job", pk=pk)


def _load(request: HttpRequest, pk: UUID) -> JobPage:
    found = get_object_or_404(Job, pk=pk)
    check_can_see_job(request.user, found)
    return job_page(found)


def _leads_on(request: HttpRequest, page: JobPage) -> bool:
    return url_has_allowed_host_and_scheme(page.next_url, {request.get_host()}, request.is_secure())
