"""Every address of Naveza, in the order of the design."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.generic import RedirectView
from ninja import NinjaAPI

from naveza.accounts.permissions import Denied
from naveza.institutions.api import router as institutions_router
from naveza.plans.api import router as plans_router

api = NinjaAPI(
    title="Naveza",
    version="1",
    description="Read access to published plans, their activities and the institutions named in them.",
    docs_url="docs",
    urls_namespace="api-1",
)


@api.exception_handler(Denied)
def _denied(request: HttpRequest, denied: Denied) -> HttpResponse:
    """A script is told why; it is not sent to the sign-in as a person is."""
    return api.create_response(request, {"detail": str(denied)}, status=403)


api.add_router("", institutions_router)
api.add_router("", plans_router)


def _health(request: HttpRequest) -> HttpResponse:
    """For the operator's monitoring: the process answers."""
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [
    path("health/", _health, name="health"),
    path("design/", include("naveza.design.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("naveza.mail.urls")),
    path("accounts/", include("naveza.accounts.urls")),
    path("jobs/", include("naveza.jobs.urls")),
    path("institutions/", include("naveza.institutions.urls")),
    path("documents/", include("naveza.documents.urls")),
    path("", include("naveza.plans.urls")),
    path("", include("naveza.desk.urls")),
    path("api/", RedirectView.as_view(url="/api/v1/docs"), name="api-docs"),
    path("api/v1/", api.urls),
]
