"""Whom a newcomer can be in the demo."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from naveza.demo.texts import content

PASSWORD = "rope-team-2026"  # noqa: S105 - everybody's in the invented country, printed at its start

# What `content/people.json` says of them, for translation.
DOINGS = (
    gettext_noop("looks after the installation"),
    gettext_noop("coordinates the national action plan"),
    gettext_noop("coordinates the early-warning plan"),
    gettext_noop("reports for the Institute of Public Health"),
    gettext_noop("reports for an association"),
    gettext_noop("sits on the Government Commission"),
    gettext_noop("coordinates the regional strategy"),
    gettext_noop("coordinates the county plan"),
)


@dataclass(frozen=True)
class SignIn:
    """Somebody of the invented country; `about` says in a few words what she does there."""

    email: str
    password: str
    about: str


def sign_ins() -> list[SignIn]:
    """The people whom the start of the demo and its sign-in page name."""
    people = content("people")["people"]
    return [SignIn(person["email"], PASSWORD, gettext(person["shown"])) for person in people if person["shown"]]
