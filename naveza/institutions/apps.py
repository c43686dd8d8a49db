from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    name = "naveza.institutions"
    label = "institutions"
