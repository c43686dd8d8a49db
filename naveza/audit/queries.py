"""Reading the chain."""

from naveza.audit.models import Event, EventQuerySet
from naveza.audit.operations import Thing, digest, identify_thing


def history(thing: Thing) -> EventQuerySet:
    """Everything that happened to one thing, oldest first."""
    thing_type, thing_id, _ = identify_thing(thing)
    return Event.objects.by_thing(thing_type, thing_id)


def events_after(sequence: int, limit: int = 500) -> list[Event]:
    """The next events behind a stored cursor, oldest first; store the last one's sequence when they are dealt
    with."""
    return list(Event.objects.filter(sequence__gt=sequence).order_by("sequence")[:limit])


def verify_chain() -> Event | None:
    """The first event that does not fit the one before it or its own hash; None when the chain is whole.

    A tail cut off whole cannot be seen from inside: keep the last hash that `naveza verify_audit` prints
    elsewhere.
    """
    sequence, previous = 0, ""
    for event in Event.objects.order_by("sequence").iterator(chunk_size=2000):
        if event.sequence != sequence + 1 or event.previous_hash != previous or event.hash != digest(event):
            return event
        sequence, previous = event.sequence, event.hash
    return None
