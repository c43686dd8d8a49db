"""Three fixed people for every test: `owner` coordinates for a ministry, `colleague` reports for the same
ministry, `outsider` reads for an institution that has nothing to do with it. `administrator` looks after the
installation."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from naveza.accounts.models import User
from naveza.accounts.operations import create_user
from naveza.institutions.models import Institution, Territory
from naveza.institutions.operations import add_member, create_institution, create_territory
from naveza.lib import clock

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PASSWORD = "seven-tall-pines"


@pytest.fixture(autouse=True)
def _quick_and_quiet(settings: Settings) -> Iterator[None]:
    """Cheap password hashes, rate limits that start at zero, English until a test says otherwise, a clock that stands
    still."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "naveza.mail.backends.RecordingBackend"  # Django's test runner puts another one
    cache.clear()
    with translation.override("en"), clock.standing(NOW):
        yield


@pytest.fixture
def country(db: None) -> Territory:
    return create_territory(by="tests", kind="country", name="Dolina", code="DL")


@pytest.fixture
def region(country: Territory) -> Territory:
    return create_territory(by="tests", kind="region", name="Zgornja Dolina", code="DL01", parent=country)


@pytest.fixture
def ministry(country: Territory) -> Institution:
    return create_institution(
        by="tests",
        name="Ministrstvo za skrb",
        abbreviation="MZS",
        kind="ministry",
        language="sl",
        territory=country,
        valid_from=date(2010, 1, 1),
    )


@pytest.fixture
def association(region: Territory) -> Institution:
    return create_institution(
        by="tests", name="Društvo Čista reka", kind="association", language="sl", territory=region
    )


@pytest.fixture
def administrator(db: None) -> User:
    return create_user(by="tests", email="dana@example.org", name="Dana Upravnik", administrator=True)


@pytest.fixture
def owner(ministry: Institution) -> User:
    return _member("ana@example.org", "Ana Vodja", ministry, "coordinator")


@pytest.fixture
def colleague(ministry: Institution) -> User:
    return _member("bor@example.org", "Bor Sodelavec", ministry, "reporter")


@pytest.fixture
def outsider(association: Institution) -> User:
    return _member("cene@example.org", "Cene Tujec", association, "reader")


@pytest.fixture
def client_of() -> Callable[[User | None], Client]:
    """A browser in which a person is signed in; nobody for None."""

    def browser(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    return browser


def _member(email: str, name: str, institution: Institution, role: str) -> User:
    user = create_user(by="tests", email=email, name=name)
    add_member(by="tests", user=user, institution=institution, role=role, since=date(2020, 1, 1))
    return user
