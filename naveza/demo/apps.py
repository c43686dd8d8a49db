from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest


class DemoConfig(AppConfig):
    name = "naveza.demo"
    label = "demo"

    def ready(self) -> None:
        from naveza.accounts.ports import SIGN_IN_PANELS

        SIGN_IN_PANELS.append(people_of_the_demo)


def people_of_the_demo(request: HttpRequest) -> tuple[str, dict[str, Any]] | None:
    """Beside the sign-in form of the demo, and only there: whom one can be."""
    from django.conf import settings

    if not settings.DEMO:
        return None
    from naveza.demo.people import sign_ins

    return "demo/people.html", {"people": sign_ins()}
