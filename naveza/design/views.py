"""The gallery of components and the choice of a theme."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from naveza.design.gallery.pages import gallery_page
from naveza.design.templatetags.design import THEMES

YEAR = 365 * 24 * 3600


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in every state; `?theme=both` lays light and dark side by side."""
    return render(request, "design/gallery.html", gallery_page(request.GET.get("theme", "")))


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or "as this device" in a cookie and go back to the page the visitor came from."""
    address = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure()):
        address = "/"
    response = HttpResponseRedirect(address)
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie("theme", chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response
