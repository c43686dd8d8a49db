"""Adding to the chain. Call record() last inside an operation's transaction: it holds the tip until the
commit."""

import hashlib
import json
from typing import Any, Protocol

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models import Model, QuerySet

from naveza.audit.models import Event
from naveza.audit.privacy import open_part
from naveza.lib import clock

# The number of the advisory lock that guards the tip of the chain on PostgreSQL; "naveza" read as bytes.
CHAIN_LOCK = int.from_bytes(b"naveza")


class Person(Protocol):
    """What audit needs of a user: the accounts app stands to the right and is not imported."""

    pk: Any
    name: str


By = Person | str | None
Thing = Model | tuple[str, str]


def record(
    *,
    by: By,
    verb: str,
    thing: Thing,
    about: str = "",
    why: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> Event:
    """Add one event in the caller's transaction.

    `by` is a user, the name of a part of the system, or None. `thing` is a saved row or (type, id). `before`
    and `after` are kept only for fields classified as open beside the model; an unclassified key raises
    UnclassifiedError. `about` and `why` are sentences; put no name of a person into `about`.
    """
    thing_type, thing_id, model = identify_thing(thing)
    who, who_name = identify_person(by)
    with transaction.atomic():
        _hold_tip()
        tip = Event.objects.order_by("-sequence").values("sequence", "hash").first()
        event = Event(
            sequence=tip["sequence"] + 1 if tip else 1,
            at=clock.now(),
            who=who,
            who_name=who_name,
            verb=verb,
            thing_type=thing_type,
            thing_id=thing_id,
            about=about,
            why=why,
            before=_plain(model, before),
            after=_plain(model, after),
            previous_hash=tip["hash"] if tip else "",
        )
        event.hash = digest(event)
        Model.save(event, force_insert=True)
    return event


def forget_name(*, by: By, who: str) -> None:
    """Empty the readable name beside an account's events; the chain does not cover it. Used when an account
    is anonymised."""
    with transaction.atomic():
        QuerySet(Event).filter(who=who).exclude(who_name="").update(who_name="")
        record(by=by, verb="forgot name", thing=("audit.event", who))


def digest(event: Event) -> str:
    """SHA-256 over everything in the event but the person's name, in one fixed spelling."""
    values = [
        event.sequence,
        event.at.isoformat(),
        event.who,
        event.verb,
        event.thing_type,
        event.thing_id,
        event.about,
        event.why,
        event.before,
        event.after,
        event.previous_hash,
    ]
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def identify_person(by: By) -> tuple[str, str]:
    """The stable key and the readable name of who did it."""
    if by is None:
        return "", ""
    if isinstance(by, str):
        return f"system:{by}", by
    return f"user:{by.pk}", by.name


def identify_thing(thing: Thing) -> tuple[str, str, type[Model] | None]:
    if isinstance(thing, Model):
        # not type(thing): the user of a request is wrapped in a lazy object
        return thing._meta.label_lower, str(thing.pk), thing._meta.concrete_model
    label, identity = thing
    try:
        return label.lower(), identity, apps.get_model(label)
    except (LookupError, ValueError):
        return label.lower(), identity, None


def _plain(model: type[Model] | None, values: dict[str, Any] | None) -> dict[str, Any] | None:
    if values is None:
        return None
    kept = open_part(model, values) if model else {}
    # Decimal text instead of floats: PostgreSQL spells some floats in another way, and the hash would not
    # match.
    plain: dict[str, Any] = json.loads(json.dumps(kept, cls=DjangoJSONEncoder), parse_float=str)
    return plain


def _hold_tip() -> None:
    """One writer at the tip at a time. SQLite's IMMEDIATE transaction already is the only writer."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
