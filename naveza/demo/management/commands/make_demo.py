from typing import Any

from django.core.management.base import BaseCommand

from naveza.demo.world import make_world


class Command(BaseCommand):
    help = "Load the invented country; done once, however often it is called."

    def handle(self, *args: Any, **options: Any) -> None:
        made = make_world()
        self.stdout.write("The invented country is loaded" if made else "The invented country stands already")
