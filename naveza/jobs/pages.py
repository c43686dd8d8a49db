"""One job as its page shows it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from naveza.jobs.models import Job
from naveza.jobs.states import JobState


@dataclass(frozen=True)
class JobPage:
    """`outcome` is empty while the job is under way. `next_url` is where its result is, when it is done."""

    title: str
    sentence: str
    detail: str
    value: int
    maximum: int
    outcome: str
    poll_url: str
    cancel_url: str
    next_url: str


def job_page(job: Job) -> JobPage:
    """The page of a job at this moment."""
    outcome = job.state if job.is_final else ""
    return JobPage(
        title=job.title,
        sentence=_sentence(job),
        detail=_("%(progress)d %% done") % {"progress": job.progress} if job.state == JobState.RUNNING else "",
        value=job.progress,
        # A bar without a length moves to and fro: nothing is known yet about how long it takes.
        maximum=100 if job.progress else 0,
        outcome=outcome,
        poll_url="" if outcome else reverse("job-progress", args=[job.pk]),
        cancel_url="" if outcome or job.cancel_requested else reverse("job-cancel", args=[job.pk]),
        next_url=str(job.result.get("url", "")) if job.state == JobState.DONE else "",
    )


def _sentence(job: Job) -> str:
    if job.state == JobState.FAILED:
        return job.error
    if job.state == JobState.CANCELLED:
        return _("Cancelled. Nothing was changed after that.")
    if job.cancel_requested and not job.is_final:
        return _("It stops at the next safe point.")
    if job.state == JobState.QUEUED:
        return _("Waiting for its turn.")
    return job.sentence or (_("Done.") if job.state == JobState.DONE else _("At work."))
