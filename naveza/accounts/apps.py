from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "naveza.accounts"
    label = "accounts"
