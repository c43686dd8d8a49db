"""`naveza create_user`."""

from getpass import getpass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from naveza.accounts.models import User, normal_email
from naveza.accounts.operations import create_user


class Command(BaseCommand):
    help = "Make an account; --administrator for the first one of an installation."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("--language", default="en", help="Language of the screens (en).")
        parser.add_argument("--administrator", action="store_true", help="Looks after the installation.")
        parser.add_argument("--no-password", action="store_true", help="Ask for none; set later by a reset link.")

    def handle(self, *args: Any, **options: Any) -> None:
        email = normal_email(options["email"])
        if User.objects.filter(email=email).exists():
            self.stdout.write(f"{email} already has an account.")
            return
        password = None if options["no_password"] else getpass("Password: ")
        try:
            create_user(
                by="create_user",
                email=email,
                name=options["name"],
                language=options["language"],
                password=password,
                administrator=options["administrator"],
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{email} has an account.")
