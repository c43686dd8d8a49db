"""The states of a job and the legal ways between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


# from -> to. Running goes back to queued when its worker died and another one takes over.
TRANSITIONS: dict[JobState, frozenset[JobState]] = {
    JobState.QUEUED: frozenset({JobState.RUNNING, JobState.CANCELLED, JobState.FAILED}),
    JobState.RUNNING: frozenset({JobState.DONE, JobState.FAILED, JobState.CANCELLED, JobState.QUEUED}),
    JobState.DONE: frozenset(),
    JobState.FAILED: frozenset(),
    JobState.CANCELLED: frozenset(),
}
FINAL = tuple(state for state, following in TRANSITIONS.items() if not following)


class IllegalTransition(ValueError):
    """A state was asked to become one that does not follow it."""


def check_transition(old: str, new: str) -> None:
    """Raises IllegalTransition unless `new` follows `old`."""
    if JobState(new) not in TRANSITIONS[JobState(old)]:
        raise IllegalTransition(f"A job that is {old} does not become {new}.")
