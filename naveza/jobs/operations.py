"""Starting, reporting, cancelling and taking over jobs."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext as _

from naveza.accounts.models import User
from naveza.audit.operations import record
from naveza.jobs.models import Job
from naveza.jobs.ports import KINDS
from naveza.jobs.states import JobState, check_transition
from naveza.lib import clock

STALE_AFTER = timedelta(seconds=30)
LOST_AFTER = timedelta(seconds=60)
MOST_ATTEMPTS = 3


class Cancelled(Exception):
    """Raised by report() inside a job that its person cancelled; let it pass, so that the job ends."""


class Superseded(Exception):
    """This worker was taken for dead and another one has the job; let it pass."""


@transaction.atomic
def start_job(*, by: User | None, kind: str, title: str, arguments: dict[str, Any] | None = None) -> Job:
    """Write the job and put it into the queue after the commit. Raises LookupError for a kind nobody
    registered."""
    if kind not in KINDS:
        raise LookupError(f"No app has registered the kind {kind!r} of a job.")
    job = Job.objects.create(kind=kind, title=title, created_by=by, arguments=arguments or {})
    record(by=by, verb="started job", thing=job, about=kind)
    transaction.on_commit(lambda: _enqueue(job))
    return job


def report(job: Job, *, progress: int | None = None, sentence: str | None = None) -> None:
    """Say how far the job is (0 to 100) and that its worker lives. Raises Cancelled or Superseded."""
    values: dict[str, Any] = {"heartbeat_at": clock.now()}
    if progress is not None:
        values["progress"] = job.progress = max(0, min(100, progress))
    if sentence is not None:
        values["sentence"] = job.sentence = sentence
    if not _mine(job).update(**values):
        raise Superseded
    if Job.objects.filter(pk=job.pk, cancel_requested=True).exists():
        raise Cancelled


@transaction.atomic
def request_cancel(job: Job, *, by: User) -> Job:
    """Cancel at once what waits; ask what runs to stop at its next report. A finished job stays as it is."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.is_final:
        return job
    job.cancel_requested = True
    job.save(update_fields=["cancel_requested"])
    if job.state == JobState.QUEUED:
        _end(job, JobState.CANCELLED)
    record(by=by, verb="cancelled job", thing=job)
    return job


def claim_job(pk: str) -> Job | None:
    """Make a waiting job this worker's own; None when it no longer waits."""
    now = clock.now()
    taken = Job.objects.filter(pk=pk, state=JobState.QUEUED).update(
        state=JobState.RUNNING, started_at=now, heartbeat_at=now, attempts=F("attempts") + 1
    )
    return Job.objects.select_related("created_by").get(pk=pk) if taken else None


def beat(job: Job) -> bool:
    """Sign of life between two reports; False when the job is no longer this worker's."""
    return bool(_mine(job).update(heartbeat_at=clock.now()))


def finish_job(job: Job, state: JobState, *, result: dict[str, Any] | None = None, error: str = "") -> bool:
    """End a job that this worker runs; False when another worker has taken it over."""
    with transaction.atomic():
        mine = _mine(job).select_for_update().first()
        if mine is None:
            return False
        _end(mine, state, result=result or {}, error=error)
        record(by="worker", verb=f"{state.value} job", thing=mine, about=mine.kind)
    job.refresh_from_db()
    return True


def take_over_stale_jobs() -> int:
    """Queue again what a dead worker left and what was never queued; give up after the third start.

    Returns how many jobs were touched. Safe in several workers at once.
    """
    now = clock.now()
    dead = Q(state=JobState.RUNNING, heartbeat_at__lt=now - STALE_AFTER)
    lost = Q(state=JobState.QUEUED, queued_at__lt=now - LOST_AFTER)
    touched = 0
    for pk in list(Job.objects.filter(dead | lost).values_list("pk", flat=True)):
        with transaction.atomic():
            job = Job.objects.select_for_update(skip_locked=True).filter(dead | lost, pk=pk).first()
            if job is not None:
                _take_over(job)
                touched += 1
    return touched


def language_of(job: Job) -> str:
    """The language in which the job speaks to the person who asked for it."""
    return job.created_by.language if job.created_by else settings.LANGUAGE_CODE


def _take_over(job: Job) -> None:
    if job.cancel_requested:
        _end(job, JobState.CANCELLED)
    elif job.attempts >= MOST_ATTEMPTS:
        with translation.override(language_of(job)):
            error = _("The work stopped three times before it was done. Tell an administrator.")
        _end(job, JobState.FAILED, error=error)
    else:
        if job.state == JobState.RUNNING:
            check_transition(job.state, JobState.QUEUED)
        job.state, job.queued_at = JobState.QUEUED, clock.now()
        job.save(update_fields=["state", "queued_at"])
        transaction.on_commit(lambda: _enqueue(job))
        return
    record(by="worker", verb=f"{job.state} job", thing=job, about=job.kind)


def _end(job: Job, state: JobState, *, result: dict[str, Any] | None = None, error: str = "") -> None:
    check_transition(job.state, state)
    job.state, job.finished_at, job.error = state, clock.now(), error
    job.result = result or {}
    if state == JobState.DONE:
        job.progress = 100
    job.save(update_fields=["state", "finished_at", "error", "result", "progress"])


def _mine(job: Job) -> Any:
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)


def _enqueue(job: Job) -> None:
    from naveza.jobs.tasks import run_job

    run_job.enqueue(str(job.pk))
