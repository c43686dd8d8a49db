"""The audit page says what happened in words."""

import ast
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from naveza.accounts.models import User
from naveza.audit.models import Event
from naveza.desk.audit_words import THINGS, VERBS, thing_words, verb_words
from naveza.desk.translations import ROOT
from naveza.institutions.models import Institution
from naveza.institutions.states import SuccessionKind
from naveza.jobs.states import JobState
from naveza.plans.states import DRAFT_TRANSITIONS, PLAN_TRANSITIONS


def _verbs() -> Iterator[str]:
    """Every verb that the code records as it stands; those made of a state are spelt out in the test."""
    for path in sorted(ROOT.glob("*/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for keyword in node.keywords if isinstance(node, ast.Call) else ():
                if keyword.arg == "verb" and isinstance(keyword.value, ast.Constant):
                    yield str(keyword.value.value)


def test_every_recorded_verb_has_words() -> None:
    made = {f"{kind} institutions" for kind in SuccessionKind.values}
    made |= {f"{state} job" for state in (JobState.DONE, JobState.FAILED, JobState.CANCELLED)}
    made |= {f"plan.{state}" for following in PLAN_TRANSITIONS.values() for state in following}
    made |= {f"draft.{state}" for following in DRAFT_TRANSITIONS.values() for state in following}
    assert sorted((set(_verbs()) | made) - set(VERBS)) == []


def test_a_code_without_words_is_shown_as_it_is() -> None:
    assert verb_words("flew.away") == "flew.away"
    assert thing_words("birds.bird") == "birds.bird"


@pytest.mark.parametrize(("language", "said"), [("sl", "Dodana institucija"), ("cs", "Přidána instituce")])
def test_the_audit_page_speaks_the_readers_language(
    language: str, said: str, administrator: User, ministry: Institution
) -> None:
    client = Client()
    client.force_login(administrator)
    client.cookies["django_language"] = language
    page = client.get(reverse("audit"), {"thing": "institutions.institution"}).content.decode()
    with translation.override(language):
        assert f">{said}</td>" in page
        assert (
            f'<option value="institutions.institution" selected>{THINGS["institutions.institution"]}</option>' in page
        )


@pytest.mark.django_db
def test_every_kind_of_thing_that_is_recorded_has_words(ministry: Institution, administrator: User) -> None:
    kinds = set(Event.objects.values_list("thing_type", flat=True))
    assert kinds
    assert sorted(kinds - set(THINGS)) == []
