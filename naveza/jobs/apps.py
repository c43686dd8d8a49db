from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "naveza.jobs"
    label = "jobs"

    def ready(self) -> None:
        from naveza.jobs.ports import register_upkeep
        from naveza.mail.operations import deliver_when_possible

        register_upkeep("deliver mail", deliver_when_possible)
