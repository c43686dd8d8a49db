from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "naveza.plans"
    label = "plans"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from naveza.design.ports import NavigationItem, add_navigation
        from naveza.documents.ports import READERS
        from naveza.plans.permissions import reads_plan_of

        add_navigation(NavigationItem("plans", _("Plans"), order=30))
        READERS.append(reads_plan_of)
