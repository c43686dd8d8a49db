"""Every address of Naveza, in the order of the design."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.defaults import page_not_found

handler404 = page_not_found


def _health(request: HttpRequest) -> HttpResponse:
    """For the operator's monitoring: the process answers."""
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [
    path("health/", _health, name="health"),
    path("design/", include("naveza.design.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
