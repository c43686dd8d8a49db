"""What apps to the right hang in by AppConfig.ready(): panels on the page of an institution, and their part in
folding a duplicate."""

from collections.abc import Callable
from typing import Any

from naveza.accounts.permissions import Anyone
from naveza.institutions.models import Institution

# (institution, reader) -> (template, context) or None where there is nothing to show. The template sees the
# context as `panel` and begins with an h2.
Panel = tuple[str, dict[str, Any]]
PANELS: list[Callable[[Institution, Anyone], Panel | None]] = []
# (duplicate, kept): point your own rows at the kept one; called inside the transaction of the folding.
FOLDING: list[Callable[[Institution, Institution], None]] = []


def panels_for(institution: Institution, reader: Anyone) -> list[Panel]:
    """What the apps to the right show of an institution to this reader, in their order."""
    return [panel for make in PANELS if (panel := make(institution, reader)) is not None]
