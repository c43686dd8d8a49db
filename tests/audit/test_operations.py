import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection, connections, transaction
from django.db.models import QuerySet

from naveza import settings as naveza_settings
from naveza.accounts.models import User
from naveza.audit.models import AppendOnlyError, Event
from naveza.audit.operations import forget_name, record
from naveza.audit.privacy import UnclassifiedError
from naveza.audit.queries import events_after, history, verify_chain
from naveza.institutions.models import Institution


def happen(times: int = 3) -> list[Event]:
    return [record(by="tests", verb="tried", thing=("test.thing", str(n)), about=f"č{n}") for n in range(times)]


@pytest.mark.django_db
def test_events_are_numbered_and_each_seals_the_one_before() -> None:
    first, second, third = happen()
    assert [e.sequence for e in (first, second, third)] == [1, 2, 3]
    assert (second.previous_hash, third.previous_hash) == (first.hash, second.hash)
    assert verify_chain() is None


@pytest.mark.django_db
def test_an_event_is_neither_changed_nor_removed_through_the_model() -> None:
    event = happen(1)[0]
    refusals: list[Callable[[], object]] = [
        event.save,
        event.delete,
        Event.objects.all().delete,
        lambda: Event.objects.update(verb="other"),
        lambda: Event.objects.create(verb="other"),
        lambda: Event.objects.bulk_create([]),
    ]
    for attempt in refusals:
        with pytest.raises(AppendOnlyError):
            attempt()
    assert Event.objects.get().verb == "tried"


@pytest.mark.django_db
@pytest.mark.parametrize("field, value", [("verb", "other"), ("about", "x"), ("after", {"a": 1}), ("who", "user:9")])
def test_a_changed_event_breaks_the_chain_where_it_stands(field: str, value: object) -> None:
    happen()
    QuerySet(Event).filter(sequence=2).update(**{field: value})
    broken = verify_chain()
    assert broken is not None
    assert broken.sequence == 2


@pytest.mark.django_db
def test_a_removed_event_breaks_the_chain_at_the_next_one() -> None:
    happen()
    QuerySet(Event).filter(sequence=2).delete()
    broken = verify_chain()
    assert broken is not None
    assert broken.sequence == 3


@pytest.mark.django_db
def test_an_event_of_a_rolled_back_transaction_never_happened() -> None:
    def fail_after_recording() -> None:
        with transaction.atomic():
            happen(1)
            raise LookupError

    with pytest.raises(LookupError):
        fail_after_recording()
    happen(1)
    assert [event.sequence for event in Event.objects.all()] == [1]


def test_who_is_a_key_and_a_name_and_the_name_can_be_forgotten(administrator: User) -> None:
    event = record(by=administrator, verb="tried", thing=administrator)
    assert (event.who, event.who_name) == (f"user:{administrator.pk}", "Dana Upravnik")
    forget_name(by="tests", who=event.who)
    assert not Event.objects.filter(who_name="Dana Upravnik").exists()
    assert verify_chain() is None


def test_before_and_after_keep_only_what_is_not_personal(administrator: User) -> None:
    event = record(
        by=None,
        verb="changed",
        thing=administrator,
        before={"name": "Dana", "is_active": True},
        after={"email": "dana@example.org", "language": "sl"},
    )
    assert (event.before, event.after) == ({"is_active": True}, {"language": "sl"})


def test_a_field_that_nobody_classified_is_refused(monkeypatch: pytest.MonkeyPatch, ministry: Institution) -> None:
    monkeypatch.delitem(__import__("naveza.institutions.models", fromlist=["PRIVACY"]).PRIVACY, "Institution.*")
    with pytest.raises(UnclassifiedError):
        record(by=None, verb="changed", thing=ministry, after={"kind": "agency"})


@pytest.mark.django_db
def test_values_of_every_kind_keep_their_seal_in_the_database() -> None:
    thing = ("audit.event", "1")
    after = {
        "sequence": 3,
        "at": 1.50,
        "about": None,
        "why": ["ș", {"b": True}],
        "before": 10**17,
        "verb": 1e20,
    }
    record(by=None, verb="tried", thing=thing, after=after)
    assert verify_chain() is None


def test_the_history_of_a_thing_tells_only_of_it(ministry: Institution) -> None:
    happen()
    record(by="tests", verb="looked at", thing=ministry)
    assert [event.verb for event in history(ministry)] == ["created institution", "looked at"]


@pytest.mark.django_db
def test_a_cursor_reads_each_event_once() -> None:
    happen(5)
    first = events_after(0, limit=3)
    assert [e.sequence for e in first] == [1, 2, 3]
    assert [e.sequence for e in events_after(first[-1].sequence)] == [4, 5]


def record_in_threads(open_connection: Callable[[], None]) -> None:
    """Four writers of ten events each, begun together."""
    together = threading.Barrier(4)
    errors: list[BaseException] = []

    def write() -> None:
        try:
            open_connection()
            together.wait(timeout=20)
            for number in range(10):
                record(by="tests", verb="tried", thing=("test.thing", str(number)))
        except BaseException as error:
            errors.append(error)
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert errors == []


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_make_one_chain_on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("the database of this run is SQLite; its own test is the next one")
    record_in_threads(lambda: None)
    assert Event.objects.count() == 40
    assert verify_chain() is None


@pytest.mark.django_db
def test_writers_at_once_make_one_chain_in_a_sqlite_file(tmp_path: Path) -> None:
    values = connections["default"].settings_dict | naveza_settings.database(f"sqlite:///{tmp_path / 'chain.sqlite3'}")
    from naveza.lib.sqlite.base import DatabaseWrapper

    def own_connection() -> None:
        connections["default"] = DatabaseWrapper(dict(values), "default")

    def prepare_and_check() -> None:
        own_connection()
        with connections["default"].schema_editor() as editor:
            editor.create_model(Event)
        record_in_threads(own_connection)
        counted.append((Event.objects.count(), verify_chain()))
        connections["default"].close()

    counted: list[tuple[int, Event | None]] = []
    thread = threading.Thread(target=prepare_and_check)
    thread.start()
    thread.join(timeout=90)
    assert counted == [(40, None)]
