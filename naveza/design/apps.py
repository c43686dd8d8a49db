"""Django's card of the app."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """The design system; it has no models."""

    name = "naveza.design"
    label = "design"
    verbose_name = "Design"
