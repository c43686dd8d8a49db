from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "naveza.desk"
    label = "desk"
