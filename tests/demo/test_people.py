"""Whom a newcomer can be is said in her language."""

from django.utils import translation

from naveza.demo.people import DOINGS, sign_ins
from naveza.demo.texts import content


def test_what_each_person_does_is_marked_for_translation() -> None:
    assert {person["shown"] for person in content("people")["people"]} - {""} == set(DOINGS)


def test_people_are_described_in_the_language_of_the_page() -> None:
    with translation.override("sl"):
        assert sign_ins()[0].about == "skrbi za namestitev"
