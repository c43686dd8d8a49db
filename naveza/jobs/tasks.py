"""The one task that the queue knows: run a job of any kind."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from naveza.jobs.models import Job
from naveza.jobs.operations import (
    STALE_AFTER,
    Cancelled,
    Superseded,
    beat,
    claim_job,
    finish_job,
    language_of,
)
from naveza.jobs.ports import KINDS, JobRefused
from naveza.jobs.states import JobState

logger = logging.getLogger(__name__)


@task()
def run_job(pk: str) -> None:
    """Run one job to its end. Whatever happens inside becomes a state and a sentence; nothing is raised."""
    job = claim_job(pk)
    if job is None:
        return
    with translation.override(language_of(job)), _heartbeat(job):
        try:
            result = KINDS[job.kind](job)
        except Superseded:
            return
        except Cancelled:
            finish_job(job, JobState.CANCELLED)
        except JobRefused as refusal:
            finish_job(job, JobState.FAILED, error=str(refusal))
        except Exception:
            logger.exception("Job %s of kind %s failed.", job.pk, job.kind)
            finish_job(
                job,
                JobState.FAILED,
                error=_("Something went wrong on our side. Try again; if it stays so, tell an administrator."),
            )
        else:
            finish_job(job, JobState.DONE, result=result)


@contextmanager
def _heartbeat(job: Job) -> Iterator[None]:
    """A thread that gives signs of life while the job computes, so that only a dead worker is taken for
    dead."""
    ended = threading.Event()

    def run() -> None:
        try:
            while not ended.wait(STALE_AFTER.total_seconds() / 4):
                if not beat(job):
                    return
        finally:
            connection.close()

    thread = threading.Thread(target=run, daemon=True, name=f"heartbeat-{job.pk}")
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(timeout=5)
