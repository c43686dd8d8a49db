"""What apps to the right hang into the pages of this app, in AppConfig.ready()."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from naveza.accounts.models import User

Panel = tuple[str, dict[str, Any]]

# Beside the sign-in form: (request) -> (template, context) or None. The demo shows its people here.
SIGN_IN_PANELS: list[Callable[[HttpRequest], Panel | None]] = []
# On the page of a person, for administrators: (person, administrator) -> (template, context).
PERSON_PANELS: list[Callable[[User, User], Panel]] = []
