"""`naveza work`."""

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.crypto import get_random_string

from naveza.jobs.worker import Worker


class Command(BaseCommand):
    help = "Run background jobs until stopped; start as many of these as you like."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Do what waits and stop.")
        parser.add_argument("--interval", type=float, default=1.0, help="Seconds between two looks (1).")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verbosity"] > 1:
            logging.getLogger("django_tasks_db").setLevel(logging.INFO)
        worker = Worker(get_random_string(32), interval=options["interval"], once=options["once"])
        worker.listen_to_signals()
        worker.run()
