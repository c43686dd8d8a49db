from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "naveza.mail"
    label = "mail"
