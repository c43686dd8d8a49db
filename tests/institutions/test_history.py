"""Whatever happens to institutions, each one has at most one name in a language on any day, and no name is lost."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from naveza.audit.queries import verify_chain
from naveza.institutions.models import Institution, InstitutionName, Succession
from naveza.institutions.operations import (
    create_institution,
    merge_institutions,
    rename_institution,
    split_institution,
    succeed_institution,
)
from naveza.institutions.queries import history_of

DAYS = [date(2000, 1, 1) + timedelta(days=400 * n) for n in range(8)]
day = st.sampled_from(DAYS)
which = st.integers(0, 3)
step = st.one_of(
    st.tuples(st.just("rename"), which, which, day, st.sampled_from(["en", "sl"])),
    st.tuples(st.just("merge"), which, which, day, st.just("")),
    st.tuples(st.just("split"), which, which, day, st.just("")),
    st.tuples(st.just("succeed"), which, which, day, st.just("")),
)


class _Undo(Exception):
    pass


def apply(number: int, kind: str, here: Institution, there: Institution, on: date, language: str) -> None:
    if kind == "rename":
        name = f"Urad {here.pk}, {number}. ime"
        rename_institution(by="tests", institution=here, name=name, on=on, language=language)
    elif kind == "merge":
        merge_institutions(by="tests", sources=[here], target=there, on=on)
    elif kind == "split":
        split_institution(by="tests", source=here, targets=[there], on=on, source_ends=False)
    else:
        succeed_institution(by="tests", source=here, target=there, on=on)


def check_names(institution: Institution, given_names: list[str]) -> None:
    kept = sorted(institution.names.values_list("name", flat=True))
    assert kept == sorted(given_names), "a name was lost or changed"
    for on in [*DAYS, *(d - timedelta(days=1) for d in DAYS), DAYS[-1] + timedelta(days=1)]:
        for language in ("en", "sl"):
            valid = [n for n in institution.names.all() if n.language == language and n.holds_on(on)]
            assert len(valid) <= 1, "two names on one day"
        if institution.exists_on(on):
            assert institution.name_on(on) is not None, "an institution without a name"


@pytest.mark.django_db
@settings(
    max_examples=25 if connection.vendor == "sqlite" else 10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(step, max_size=8))
def test_names_on_any_day_are_unique_and_history_is_kept(steps: list[tuple[str, int, int, date, str]]) -> None:
    with suppress(_Undo), transaction.atomic():
        bodies = [create_institution(by="tests", name=f"Urad {n}", language="sl") for n in range(4)]
        names = {body.pk: [f"Urad {n}"] for n, body in enumerate(bodies)}
        successions = 0
        for number, (kind, here, there, on, language) in enumerate(steps):
            try:
                apply(number, kind, bodies[here], bodies[there], on, language)
            except ValidationError:
                continue
            if kind == "rename":
                names[bodies[here].pk].append(f"Urad {bodies[here].pk}, {number}. ime")
            successions += kind != "rename" or language == "sl"
        for body in bodies:
            body.refresh_from_db()
            check_names(body, names[body.pk])
        assert Succession.objects.count() == successions
        assert verify_chain() is None
        raise _Undo


@pytest.mark.django_db
def test_the_history_is_told_in_order_from_both_sides(ministry: Institution) -> None:
    rename_institution(by="tests", institution=ministry, name="Ministrstvo za mir", on=date(2015, 1, 1))
    office = create_institution(by="tests", name="Urad za mir", language="sl")
    merge_institutions(by="tests", sources=[office], target=ministry, on=date(2020, 1, 1), legal_act="Zakon")
    told = [(s.on, [n.name for n in s.names], [x.kind for x in s.successions]) for s in history_of(ministry)]
    assert told == [
        (date(2010, 1, 1), ["Ministrstvo za skrb"], []),
        (date(2015, 1, 1), ["Ministrstvo za mir"], ["renamed"]),
        (date(2020, 1, 1), [], ["merged"]),
    ]
    assert [(s.on, len(s.successions)) for s in history_of(office)] == [(None, 0), (date(2020, 1, 1), 1)]


@pytest.mark.django_db
def test_the_database_refuses_two_open_names_of_one_language(ministry: Institution) -> None:
    from django.db import IntegrityError

    with pytest.raises(IntegrityError), transaction.atomic():
        InstitutionName.objects.create(institution=ministry, name="Drugo", language="sl", key="drugo")
