"""How django-allauth behaves here: no open sign-up, our subject lines, the kind of each mail."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils import translation

from naveza.accounts.models import User
from naveza.mail.backends import KIND_HEADER

# allauth's template -> our kind of mail; only known kinds are recorded under a name
KINDS = {"account/email/password_reset_key": "password_reset"}


class Adapter(DefaultAccountAdapter):
    """django-allauth's questions, answered for Naveza."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by administrators."""
        return False

    def format_email_subject(self, subject: str) -> str:
        return f"Naveza: {subject}"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        from django.urls import reverse

        return reverse("profile")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The mail in the language of the person it goes to, where she has an account."""
        user = context.get("user")
        language = user.language if isinstance(user, User) else translation.get_language()
        with translation.override(language):
            super().send_mail(template_prefix, email, context)

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """The mail with its kind, by which the outbox knows that its text is a secret."""
        headers = {**(headers or {}), KIND_HEADER: KINDS.get(template_prefix, "account")}
        return super().render_mail(template_prefix, email, context, headers)
