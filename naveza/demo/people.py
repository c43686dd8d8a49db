"""Whom a newcomer can be in the demo."""

from __future__ import annotations

from dataclasses import dataclass

from naveza.demo.texts import content

PASSWORD = "rope-team-2026"  # noqa: S105 - everybody's in the invented country, printed at its start


@dataclass(frozen=True)
class SignIn:
    """Somebody of the invented country; `about` says in a few words what she does there."""

    email: str
    password: str
    about: str


def sign_ins() -> list[SignIn]:
    """The people whom the start of the demo and its sign-in page name."""
    people = content("people")["people"]
    return [SignIn(person["email"], PASSWORD, person["shown"]) for person in people if person["shown"]]
