from django.apps import AppConfig
from django.http import HttpRequest


class MailConfig(AppConfig):
    name = "naveza.mail"
    label = "mail"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from naveza.design.ports import NavigationItem, add_navigation
        from naveza.mail.permissions import can_see_outbox

        def for_its_readers(request: HttpRequest) -> bool:
            return can_see_outbox(request.user)

        add_navigation(NavigationItem("outbox", _("Outbox"), order=95, visible=for_its_readers))
