"""One piece of background work."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from naveza.jobs.states import FINAL, JobState
from naveza.lib import clock

PRIVACY = {
    "Job.*": "open",
    "Job.created_by": "personal",
    "Job.title": "personal",
    "Job.arguments": "personal",
    "Job.result": "personal",
    "Job.sentence": "personal",
    "Job.error": "personal",
}


class Job(models.Model):
    """Work asked for by a person. `sentence` says where it stands, `error` why it failed, both in her
    language.

    `result["url"]` is where to go when it is done. `attempts` counts the starts; a worker that was taken for
    dead and wakes up finds another number and stops.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="jobs", null=True, blank=True
    )
    created_at = models.DateTimeField(default=clock.now)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0)
    sentence = models.TextField(blank=True)
    result: Any = models.JSONField(default=dict, blank=True)
    error = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField(default=clock.now)
    started_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    cancel_requested = models.BooleanField(default=False)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="job_by_state")]
        constraints = [
            models.CheckConstraint(condition=models.Q(progress__lte=100), name="job_progress_is_a_percentage"),
            models.CheckConstraint(condition=models.Q(state__in=JobState.values), name="job_state_is_known"),
            models.CheckConstraint(
                condition=models.Q(state__in=FINAL, finished_at__isnull=False)
                | (~models.Q(state__in=FINAL) & models.Q(finished_at=None)),
                name="job_finished_when_final",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    def get_absolute_url(self) -> str:
        return reverse("job", args=[self.pk])

    @property
    def is_final(self) -> bool:
        return self.state in FINAL
