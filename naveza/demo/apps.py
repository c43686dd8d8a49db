from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "naveza.demo"
    label = "demo"
