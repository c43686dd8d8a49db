"""Reads of accounts."""

from django.db.models import Q, QuerySet

from naveza.accounts.models import User


def find_people(*, text: str = "", state: str = "") -> QuerySet[User]:
    """Accounts sorted by name. `text` is looked for in name and address; `state` is "", "active", "closed" or
    "administrators"."""
    found = User.objects.order_by("name", "pk")
    for word in text.split():
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
    if state == "active":
        found = found.filter(is_active=True)
    elif state == "closed":
        found = found.filter(is_active=False)
    elif state == "administrators":
        found = found.filter(is_active=True, is_administrator=True)
    return found
