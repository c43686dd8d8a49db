"""One event in the chain. Rows are written by operations.record() and by nothing else."""

from typing import Any, NoReturn

from django.db import models

PRIVACY = {
    "Event.*": "open",
    "Event.who": "personal",
    "Event.who_name": "personal",
    "Event.about": "personal",
    "Event.why": "personal",
}


class AppendOnlyError(TypeError):
    """Somebody tried to change or remove what happened."""


def _refuse(*_: Any, **__: Any) -> NoReturn:
    raise AppendOnlyError("Audit events are only ever added, by naveza.audit.operations.record().")


class EventQuerySet(models.QuerySet["Event"]):
    """Reads as any queryset; refuses every write."""

    update = delete = bulk_create = bulk_update = create = get_or_create = update_or_create = _refuse
    _raw_delete = _refuse

    def by_thing(self, thing_type: str, thing_id: str) -> "EventQuerySet":
        return self.filter(thing_type=thing_type, thing_id=thing_id)


class Event(models.Model):
    """What happened. `hash` covers every field but `who_name`: a name may be forgotten on request, the key
    `who` (`user:17`, `system:worker`) stays, so the chain still proves that the same account did it."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    who = models.CharField(max_length=100, blank=True)
    who_name = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=60)
    thing_type = models.CharField(max_length=100)
    thing_id = models.CharField(max_length=100)
    about = models.TextField(blank=True)
    why = models.TextField(blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, unique=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["sequence"]
        indexes = [
            models.Index(fields=["thing_type", "thing_id", "sequence"], name="event_by_thing"),
            models.Index(fields=["who", "sequence"], name="event_by_who"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.verb} {self.thing_type} {self.thing_id}"

    save = delete = _refuse
