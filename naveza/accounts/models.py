"""A person with a sign-in. Rights in an institution or a plan live there (Membership, TeamMember)."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from naveza.lib import clock

PRIVACY = {
    "User.*": "personal",
    "User.is_active": "open",
    "User.is_administrator": "open",
    "User.language": "open",
}


class UserManager(BaseUserManager["User"]):
    """Finds people by their e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **values: Any) -> "User":
        """A row without an audit event, for libraries that expect this method; Naveza calls
        operations.create_user."""
        user = self.model(email=normal_email(email), **values)
        user.set_password(password)
        user.save(using=self._db)
        return user


def normal_email(email: str) -> str:
    """One spelling for one letter box: mail servers that tell case apart are not met in practice."""
    return email.strip().casefold()


class User(AbstractBaseUser):
    """One account. It is anonymised, never deleted: rows elsewhere keep pointing at it."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(pgettext_lazy("person", "name"), max_length=200)
    language = models.CharField(_("language"), max_length=5, default="en")
    is_active = models.BooleanField(default=True)
    is_administrator = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=clock.now)
    anonymised_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(anonymised_at=None) | models.Q(is_active=False, is_administrator=False),
                name="anonymised_user_cannot_act",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name
