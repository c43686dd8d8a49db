"""How personal a field is, as said beside its model.

Each models.py holds `PRIVACY = {"Model.field": "personal" | "sensitive" | "open"}`; `"Model.*"` answers for the
fields of that model that are not named, except links to accounts: those are personal unless named. Keys that are
no field (a count put into an audit event) may stand there too.
"""

import sys
from typing import Literal, cast

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

Class = Literal["personal", "sensitive", "open"]
CLASSES: frozenset[str] = frozenset({"personal", "sensitive", "open"})


class UnclassifiedError(LookupError):
    """A field nobody has classified; the answer is a line in the PRIVACY of its models.py."""


def classification(model: type[Model], field: str) -> Class:
    """The class of one field of a model; raises UnclassifiedError."""
    said: dict[str, str] = getattr(sys.modules[model.__module__], "PRIVACY", {})
    name = model.__name__
    others = "personal" if _is_account(model, field) and f"{name}.*" in said else said.get(f"{name}.*")
    found = said.get(f"{name}.{field}", others)
    if found not in CLASSES:
        raise UnclassifiedError(f"{model.__module__}: PRIVACY does not say how personal {name}.{field} is.")
    return cast(Class, found)


def open_part(model: type[Model], values: dict[str, object]) -> dict[str, object]:
    """Only those values whose field is classified as open; an unclassified one is an error, not a guess."""
    return {key: value for key, value in values.items() if classification(model, key) == "open"}


def _is_account(model: type[Model], field: str) -> bool:
    try:
        related = model._meta.get_field(field).related_model
    except FieldDoesNotExist:
        return False
    return isinstance(related, type) and issubclass(related, Model) and related._meta.label == settings.AUTH_USER_MODEL
