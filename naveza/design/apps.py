from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "naveza.design"
    label = "design"
