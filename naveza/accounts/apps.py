from django.apps import AppConfig
from django.http import HttpRequest


class AccountsConfig(AppConfig):
    name = "naveza.accounts"
    label = "accounts"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from naveza.accounts.permissions import is_administrator
        from naveza.design.ports import NavigationItem, add_navigation

        def for_administrators(request: HttpRequest) -> bool:
            return is_administrator(request.user)

        add_navigation(NavigationItem("people", _("People"), order=90, visible=for_administrators))
