import pytest
from django.core.management import CommandError, call_command
from django.db.models import QuerySet

from naveza.audit.models import Event
from naveza.audit.operations import record

pytestmark = pytest.mark.django_db


def test_verify_audit_prints_the_last_hash(capsys: pytest.CaptureFixture[str]) -> None:
    event = record(by="tests", verb="tried", thing=("test.thing", "1"))
    call_command("verify_audit")
    assert capsys.readouterr().out == f"1 events, chain whole; the last hash is {event.hash}.\n"


def test_verify_audit_fails_loudly_on_a_broken_chain() -> None:
    record(by="tests", verb="tried", thing=("test.thing", "1"))
    QuerySet(Event).update(verb="other")
    with pytest.raises(CommandError, match="breaks at event 1"):
        call_command("verify_audit")
