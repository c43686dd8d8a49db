"""The command line `naveza`: own commands with one line each; everything of Django's stays reachable."""

import os
import sys
from importlib.resources import files

OWN_APPS = ("jobs", "institutions", "documents", "plans", "accounts", "audit", "mail", "desk", "demo")


def own_commands() -> dict[str, str]:
    """Name -> one line of help, in the order of the design."""
    from django.core.management import load_command_class

    found: dict[str, str] = {}
    for app in OWN_APPS:
        folder = files("naveza") / app / "management" / "commands"
        if not folder.is_dir():
            continue
        for entry in sorted(item.name for item in folder.iterdir()):
            if entry.endswith(".py") and not entry.startswith("_"):
                name = entry.removesuffix(".py")
                found[name] = str(load_command_class(f"naveza.{app}", name).help)
    return found


def print_help() -> None:
    print("naveza COMMAND [options]      `naveza COMMAND --help` tells more\n")
    commands = own_commands()
    width = max(map(len, commands), default=0)
    for name, line in commands.items():
        print(f"  {name.ljust(width)}  {line}")
    print("\nDjango's own commands (migrate, shell, …) work too: `naveza help --commands`.")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naveza.settings")
    if len(sys.argv) < 2 or sys.argv[1] in {"-h", "--help"}:
        import django

        django.setup()
        print_help()
        return
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
