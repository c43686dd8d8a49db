from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "naveza.documents"
    label = "documents"
