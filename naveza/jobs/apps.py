from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "naveza.jobs"
    label = "jobs"
