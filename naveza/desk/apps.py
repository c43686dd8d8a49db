from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "naveza.desk"
    label = "desk"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from naveza.design.ports import NavigationItem, add_navigation, signed_in

        add_navigation(NavigationItem("desk", _("My desk"), order=0, visible=signed_in))
