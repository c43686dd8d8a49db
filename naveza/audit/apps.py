from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "naveza.audit"
    label = "audit"
