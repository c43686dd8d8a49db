"""Writing accounts."""

import secrets
from urllib.parse import urljoin

from allauth.account import app_settings as allauth
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from naveza.accounts.models import User, normal_email
from naveza.audit.operations import By, forget_name, identify_person, record
from naveza.lib import clock
from naveza.mail.models import Message
from naveza.mail.operations import forget_address, post_message


@transaction.atomic
def create_user(
    *,
    by: By,
    email: str,
    name: str,
    language: str = "en",
    password: str | None = None,
    administrator: bool = False,
) -> User:
    """Open an account. Without a password its person sets one through the password reset.

    Raises ValidationError for an address that is none or already has an account, a weak password, an unknown
    language.
    """
    email = normal_email(email)
    validate_email(email)
    _check_language(language)
    if User.objects.filter(email=email).exists():
        raise ValidationError({"email": _("This address already has an account.")})
    user = User(email=email, name=name.strip(), language=language, is_administrator=administrator)
    if password is not None:
        validate_password(password, user)
        user.set_password(password)
    else:
        # A random password, not an unusable one: the password reset passes over accounts with an unusable
        # password.
        user.set_password(secrets.token_urlsafe(40))
    user.full_clean(exclude=["password"])
    user.save()
    record(by=by, verb="created account", thing=user, after=_open_values(user))
    return user


@transaction.atomic
def invite_user(*, by: By, user: User, site: str) -> Message:
    """Send the link by which a person sets her first password. `site` is the address of the installation."""
    if not user.is_active:
        raise ValidationError(_("This account is closed."))
    key = f"{user_pk_to_url_str(user)}-{allauth.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)}"
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"}).replace("UID-KEY", key)
    with translation.override(user.language):
        context = {"person": user, "link": urljoin(site, path), "site": site}
        body = render_to_string("accounts/mail/invitation.txt", context)
        subject = _("Your account in Naveza")
    message = post_message(to=user.email, subject=subject, body=body, language=user.language, kind="invitation")
    record(by=by, verb="invited", thing=user)
    return message


@transaction.atomic
def change_profile(*, by: By, user: User, name: str, language: str) -> User:
    """Change how a person is called and spoken to."""
    _check_language(language)
    before = _open_values(user)
    user.name, user.language = name.strip(), language
    user.full_clean(exclude=["password"])
    user.save(update_fields=["name", "language"])
    record(by=by, verb="changed profile", thing=user, before=before, after=_open_values(user))
    return user


@transaction.atomic
def set_administrator(*, by: By, user: User, administrator: bool) -> User:
    """Give or take the administrator's right; the last administrator keeps it (ValidationError)."""
    if not administrator:
        _refuse_last_administrator(user)
    return _change(by, user, "changed rights", is_administrator=administrator)


@transaction.atomic
def deactivate_user(*, by: By, user: User, why: str = "") -> User:
    """Close an account for sign-in at once; it can be opened again."""
    _refuse_last_administrator(user)
    return _change(by, user, "deactivated account", why=why, is_active=False)


@transaction.atomic
def activate_user(*, by: By, user: User) -> User:
    """Open a closed account again; an anonymised one stays closed (ValidationError)."""
    if user.anonymised_at:
        raise ValidationError(_("An anonymised account cannot be opened again."))
    return _change(by, user, "activated account", is_active=True)


@transaction.atomic
def anonymise_user(*, by: By, user: User, why: str = "") -> User:
    """Take the person out of the account for good. What she did stays, under no name."""
    _refuse_last_administrator(user)
    before = _open_values(user)
    who, _name = identify_person(user)
    forget_address(user.email)
    user.email = f"anonymised-{user.pk}@invalid.invalid"
    user.name = f"({user.pk})"
    user.is_active = user.is_administrator = False
    user.last_login = None
    user.anonymised_at = clock.now()
    user.set_unusable_password()
    user.save()
    EmailAddress.objects.filter(user=user).delete()
    forget_name(by=by, who=who)
    record(by=by, verb="anonymised account", thing=user, why=why, before=before, after=_open_values(user))
    return user


def _change(by: By, user: User, verb: str, why: str = "", **values: bool) -> User:
    before = _open_values(user)
    for field, value in values.items():
        setattr(user, field, value)
    user.save(update_fields=list(values))
    record(by=by, verb=verb, thing=user, why=why, before=before, after=_open_values(user))
    return user


def _check_language(language: str) -> None:
    if language not in dict(settings.LANGUAGES):
        raise ValidationError({"language": _("Naveza does not speak this language.")})


def _open_values(user: User) -> dict[str, object]:
    return {"is_active": user.is_active, "is_administrator": user.is_administrator, "language": user.language}


def _refuse_last_administrator(user: User) -> None:
    others = User.objects.filter(is_administrator=True, is_active=True).exclude(pk=user.pk)
    if user.is_administrator and user.is_active and not others.exists():
        raise ValidationError(_("This is the last administrator. Name another one first."))
