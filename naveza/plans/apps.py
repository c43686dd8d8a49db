from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "naveza.plans"
    label = "plans"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from naveza.design.ports import NavigationItem, add_navigation
        from naveza.documents.ports import READERS
        from naveza.institutions.ports import FOLDING, PANELS
        from naveza.jobs.ports import register
        from naveza.plans.operations import fold_institution
        from naveza.plans.operations.reading import READ_AGAIN, READ_PLAN, run_reading, run_reading_again
        from naveza.plans.permissions import reads_plan_of
        from naveza.plans.queries import institution_panel

        add_navigation(NavigationItem("plans", _("Plans"), order=30))
        READERS.append(reads_plan_of)
        PANELS.append(institution_panel)
        FOLDING.append(fold_institution)
        register(READ_PLAN, run_reading)
        register(READ_AGAIN, run_reading_again)
