from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "naveza.plans"
    label = "plans"
