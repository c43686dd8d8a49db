import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries, Settings

from naveza.accounts.models import User
from naveza.accounts.operations import create_user
from naveza.mail.models import Message
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db

Browser = Callable[[User | None], Client]


def test_a_person_signs_in_with_address_and_password(client: Client) -> None:
    create_user(by="tests", email="ana@example.org", name="Ana", password=PASSWORD)
    answer = client.post("/accounts/login/", {"login": "ANA@example.org", "password": PASSWORD})
    assert answer.status_code == 302
    assert client.get("/accounts/profile/").status_code == 200


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: Client) -> None:
    create_user(by="tests", email="ana@example.org", name="Ana", password=PASSWORD)
    errors = [
        client.post("/accounts/login/", {"login": login, "password": "no such word"}).context["form"].errors
        for login in ("ana@example.org", "eva@example.org")
    ]
    assert errors[0]
    assert errors[0] == errors[1]


def test_a_closed_account_does_not_sign_in(client: Client) -> None:
    user = create_user(by="tests", email="ana@example.org", name="Ana", password=PASSWORD)
    user.is_active = False
    user.save()
    client.post("/accounts/login/", {"login": "ana@example.org", "password": PASSWORD})
    assert client.get("/accounts/profile/").status_code == 302


def test_guessing_passwords_is_stopped(client: Client) -> None:
    create_user(by="tests", email="ana@example.org", name="Ana", password=PASSWORD)
    for _ in range(5):
        client.post("/accounts/login/", {"login": "ana@example.org", "password": "a guess"})
    client.post("/accounts/login/", {"login": "ana@example.org", "password": PASSWORD})
    assert client.get("/accounts/profile/").status_code == 302


def test_a_forgotten_password_is_reset_by_the_link_in_the_mail(client: Client) -> None:
    create_user(by="tests", email="ana@example.org", name="Ana", language="sl")
    client.post("/accounts/password/reset/", {"email": "ana@example.org"})
    message = Message.objects.get()
    assert (message.kind, message.language) == ("password_reset", "sl")
    found = re.search(r"http://testserver(/\S+)", message.body)
    assert found is not None
    form = client.get(found[1], follow=True)
    address = form.redirect_chain[-1][0]
    answer = client.post(address, {"password1": PASSWORD, "password2": PASSWORD}, follow=True)
    assert answer.status_code == 200
    assert client.login(email="ana@example.org", username="ana@example.org", password=PASSWORD)
    again = client.get(found[1], follow=True)
    with translation.override("sl"):  # in the language of the person
        assert translation.gettext("This link no longer works") in again.content.decode()


def test_an_unknown_address_gets_a_mail_without_a_link(client: Client) -> None:
    answer = client.post("/accounts/password/reset/", {"email": "eva@example.org"})
    assert answer.status_code == 302
    message = Message.objects.get()
    assert message.kind == "account"
    assert "http" not in message.body


def test_there_is_no_open_sign_up(client: Client) -> None:
    values = {"email": "eva@example.org", "password1": PASSWORD, "password2": PASSWORD}
    assert client.get("/accounts/signup/").status_code == 200
    client.post("/accounts/signup/", values)
    assert not User.objects.exists()


def test_a_password_is_changed_with_the_present_one(client: Client) -> None:
    create_user(by="tests", email="ana@example.org", name="Ana", password=PASSWORD)
    client.post("/accounts/login/", {"login": "ana@example.org", "password": PASSWORD})
    new = "eight-short-firs"
    values = {"oldpassword": "not this one", "password1": new, "password2": new}
    assert client.post("/accounts/password/change/", values).status_code == 200
    assert client.post("/accounts/password/change/", values | {"oldpassword": PASSWORD}).status_code == 302
    assert User.objects.get().check_password(new)


def test_the_language_of_the_account_wins_over_the_browser(client_of: Browser, owner: User) -> None:
    owner.language = "sl"
    owner.save()
    answer = client_of(owner).get("/accounts/profile/", headers={"accept-language": "cs"})
    assert answer.headers["Content-Language"] == "sl"


def test_the_language_menu_wins_over_the_account(client_of: Browser, owner: User) -> None:
    browser = client_of(owner)
    browser.post("/i18n/setlang/", {"language": "ro", "next": "/"})
    assert browser.get("/accounts/profile/").headers["Content-Language"] == "ro"
    browser.post("/accounts/profile/", {"name": "Ana", "language": "cs"})
    assert browser.get("/accounts/profile/").headers["Content-Language"] == "cs"


def test_a_stranger_is_sent_to_the_sign_in_and_back(client: Client) -> None:
    answer = client.get("/accounts/profile/?x=1")
    assert answer.headers["Location"] == "/accounts/login/?next=/accounts/profile/%3Fx%3D1"


@pytest.mark.parametrize("path", ["/accounts/people/", "/accounts/people/new/", "/accounts/people/1/"])
def test_only_administrators_see_people(path: str, client_of: Browser, owner: User) -> None:
    assert client_of(owner).get(path).status_code == 403
    assert client_of(None).get(path).status_code == 302


def test_an_administrator_makes_an_account_and_invites(client_of: Browser, administrator: User) -> None:
    values = {"name": "Eva", "email": "eva@example.org", "language": "ro"}
    answer = client_of(administrator).post("/accounts/people/new/", values, follow=True)
    assert answer.status_code == 200
    assert User.objects.get(email="eva@example.org").language == "ro"
    assert Message.objects.get().kind == "invitation"


def test_an_address_that_is_taken_is_said_beside_its_field(
    client_of: Browser, administrator: User, owner: User
) -> None:
    values = {"name": "Ana", "email": owner.email.upper(), "language": "en"}
    answer = client_of(administrator).post("/accounts/people/new/", values)
    assert "email" in answer.context["form"].errors


@pytest.mark.parametrize(
    "step, field, value",
    [
        ("deactivate", "is_active", False),
        ("make-administrator", "is_administrator", True),
        ("anonymise", "is_active", False),
    ],
)
def test_an_administrator_changes_an_account(
    step: str, field: str, value: bool, client_of: Browser, administrator: User, owner: User
) -> None:
    address = f"/accounts/people/{owner.pk}/{step}/"
    assert client_of(owner).post(address).status_code == 403
    client_of(administrator).post(address, {"why": "a reason"})
    owner.refresh_from_db()
    assert getattr(owner, field) is value


def test_a_step_that_does_not_exist_is_not_found(client_of: Browser, administrator: User) -> None:
    assert client_of(administrator).post(f"/accounts/people/{administrator.pk}/promote/").status_code == 404


def test_the_last_administrator_reads_why_she_stays(client_of: Browser, administrator: User) -> None:
    address = f"/accounts/people/{administrator.pk}/deactivate/"
    answer = client_of(administrator).post(address, follow=True)
    assert "last administrator" in answer.content.decode()


def test_the_list_of_people_takes_the_same_queries_whatever_its_length(
    client_of: Browser, administrator: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = client_of(administrator)
    for n in range(20):
        create_user(by="tests", email=f"p{n}@example.org", name=f"Person {n}")
    with django_assert_num_queries(4):
        browser.get("/accounts/people/")


def test_the_demo_shows_where_the_mail_went(client: Client, settings: Settings) -> None:
    settings.DEMO = True
    assert "/outbox/" in client.get("/accounts/password/reset/done/").content.decode()
