"""What a signed-in person brings to each request: her language; and where somebody not signed in is sent."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from naveza.accounts.permissions import Denied

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class AccountMiddleware:
    """The language of the account goes before that of the browser; one chosen in the language menu (a cookie)
    goes before both. A Denied met by somebody not signed in leads to the sign-in and back."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) in dict(settings.LANGUAGES)
        # Without a session cookie nobody is signed in: public pages ask the database nothing about the
        # visitor.
        if not chosen and settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        wants_page = request.method in {"GET", "HEAD"} and not request.headers.get("HX-Request")
        if isinstance(exception, Denied) and not request.user.is_authenticated and wants_page:
            answer: Any = redirect_to_login(request.get_full_path())
            return answer
        return None
