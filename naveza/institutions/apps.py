from typing import Any

from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    name = "naveza.institutions"
    label = "institutions"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from naveza.accounts.models import User
        from naveza.accounts.ports import PERSON_PANELS
        from naveza.design.ports import NavigationItem, add_navigation
        from naveza.institutions.queries import memberships_of

        def roles(person: User, administrator: User) -> tuple[str, dict[str, Any]]:
            return "institutions/roles.html", {"person": person, "memberships": memberships_of(person)}

        PERSON_PANELS.append(roles)
        add_navigation(NavigationItem("institutions", _("Institutions"), order=10))
