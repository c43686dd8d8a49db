from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from naveza.accounts.models import User
from naveza.audit.queries import history, verify_chain
from naveza.jobs.models import Job
from naveza.jobs.operations import (
    LOST_AFTER,
    MOST_ATTEMPTS,
    STALE_AFTER,
    Superseded,
    claim_job,
    finish_job,
    report,
    request_cancel,
    start_job,
    take_over_stale_jobs,
)
from naveza.jobs.ports import KINDS, JobRefused, register
from naveza.jobs.states import JobState
from naveza.lib import clock
from tests.conftest import NOW

pytestmark = pytest.mark.django_db

Start = Callable[[Callable[[Job], dict[str, Any]]], Job]


@pytest.fixture(autouse=True)
def _kinds() -> Iterator[None]:
    before = dict(KINDS)
    yield
    KINDS.clear()
    KINDS.update(before)


@pytest.fixture
def start(owner: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Start:
    """Start a job that does `function` and let it run to its end."""

    def run(function: Callable[[Job], dict[str, Any]]) -> Job:
        register("trial", function)
        with django_capture_on_commit_callbacks(execute=True):
            job = start_job(by=owner, kind="trial", title="A trial", arguments={"n": 3})
        job.refresh_from_db()
        return job

    return run


def waiting_job(owner: User) -> Job:
    register("trial", lambda job: {})
    return start_job(by=owner, kind="trial", title="A trial", arguments={})


def test_a_job_runs_after_the_commit_and_keeps_its_result(start: Start) -> None:
    def work(job: Job) -> dict[str, Any]:
        report(job, progress=40, sentence="Half way")
        return {"url": "/plans/", "rows": job.arguments["n"]}

    job = start(work)
    assert (job.state, job.progress, job.sentence) == (JobState.DONE, 100, "Half way")
    assert job.result == {"url": "/plans/", "rows": 3}
    assert [event.verb for event in history(job)] == ["started job", "done job"]
    assert verify_chain() is None


def test_a_kind_that_nobody_registered_is_refused(owner: User) -> None:
    with pytest.raises(LookupError):
        start_job(by=owner, kind="nothing", title="Nothing", arguments={})
    assert not Job.objects.exists()


def test_a_kind_is_registered_once() -> None:
    register("trial", lambda job: {})
    with pytest.raises(ValueError, match="registered twice"):
        register("trial", lambda job: {})


def test_a_refusal_is_shown_as_it_is(start: Start) -> None:
    def work(job: Job) -> dict[str, Any]:
        raise JobRefused("The file is empty.")

    job = start(work)
    assert (job.state, job.error) == (JobState.FAILED, "The file is empty.")


def test_a_defect_is_logged_and_shown_as_a_sentence_only(start: Start, caplog: pytest.LogCaptureFixture) -> None:
    def work(job: Job) -> dict[str, Any]:
        raise ZeroDivisionError("secret detail")

    job = start(work)
    assert job.state == JobState.FAILED
    assert "Something went wrong" in job.error
    assert "secret detail" not in job.error
    assert "secret detail" in caplog.text


def test_a_job_speaks_the_language_of_its_person(start: Start, owner: User) -> None:
    from django.utils.translation import get_language

    owner.language = "sl"
    owner.save()
    assert start(lambda job: {"language": get_language()}).result == {"language": "sl"}


def test_a_waiting_job_is_cancelled_at_once(owner: User) -> None:
    job = request_cancel(waiting_job(owner), by=owner)
    assert job.state == JobState.CANCELLED
    assert claim_job(str(job.pk)) is None


def test_a_running_job_stops_at_its_next_report(start: Start, owner: User) -> None:
    reached = []

    def work(job: Job) -> dict[str, Any]:
        request_cancel(job, by=owner)
        reached.append("before")
        report(job, progress=50)
        reached.append("after")
        return {}

    assert start(work).state == JobState.CANCELLED
    assert reached == ["before"]


def test_a_finished_job_is_not_cancelled(start: Start, owner: User) -> None:
    job = start(lambda job: {})
    assert request_cancel(job, by=owner).state == JobState.DONE


def test_a_job_is_claimed_once(owner: User) -> None:
    job = waiting_job(owner)
    assert claim_job(str(job.pk)) is not None
    assert claim_job(str(job.pk)) is None


def test_a_job_of_a_dead_worker_is_taken_over_and_the_dead_one_stays_dead(
    owner: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    left = claim_job(str(waiting_job(owner).pk))
    assert left is not None
    assert take_over_stale_jobs() == 0
    with clock.standing(NOW + STALE_AFTER * 2), django_capture_on_commit_callbacks(execute=True):
        assert take_over_stale_jobs() == 1
    taken = Job.objects.get()
    assert (taken.state, taken.attempts) == (JobState.DONE, 2)
    with pytest.raises(Superseded):
        report(left, progress=99)
    assert finish_job(left, JobState.FAILED, error="too late") is False


def test_after_three_dead_workers_the_job_fails_with_a_sentence(owner: User) -> None:
    job = waiting_job(owner)
    for attempt in range(MOST_ATTEMPTS):
        with clock.standing(NOW + STALE_AFTER * 2 * attempt):
            assert claim_job(str(job.pk)) is not None
        with clock.standing(NOW + STALE_AFTER * 2 * (attempt + 1)):
            take_over_stale_jobs()
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "stopped three times" in job.error


def test_a_cancelled_job_of_a_dead_worker_is_not_started_again(owner: User) -> None:
    job = claim_job(str(waiting_job(owner).pk))
    assert job is not None
    request_cancel(job, by=owner)
    with clock.standing(NOW + STALE_AFTER * 2):
        take_over_stale_jobs()
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_a_job_whose_queueing_was_lost_is_queued_again(
    owner: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    job = waiting_job(owner)
    late = NOW + LOST_AFTER + timedelta(seconds=1)
    with clock.standing(late), django_capture_on_commit_callbacks(execute=True):
        take_over_stale_jobs()
    job.refresh_from_db()
    assert job.state == JobState.DONE
