"""The worker with the real queue in the database."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from naveza.accounts.models import User
from naveza.jobs.models import Job
from naveza.jobs.operations import STALE_AFTER, claim_job, start_job
from naveza.jobs.ports import KINDS, UPKEEP, register, register_upkeep
from naveza.jobs.states import JobState
from naveza.jobs.worker import TASKS_KEPT_FOR, Worker, forget_finished_tasks
from naveza.lib import clock
from tests.conftest import NOW


@pytest.fixture(autouse=True)
def _queue(settings: Settings) -> Iterator[None]:
    from django_tasks import task_backends

    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    kinds, upkeep = dict(KINDS), dict(UPKEEP)
    yield
    for registry, before in ((KINDS, kinds), (UPKEEP, upkeep)):
        registry.clear()
        registry.update(before)  # type: ignore[arg-type]
    assert task_backends is not None


def work(job: Job) -> dict[str, Any]:
    return {"doubled": job.arguments["n"] * 2}


@pytest.mark.django_db(transaction=True)
def test_a_worker_does_what_is_queued_and_stops_when_asked_to_do_it_once(owner: User) -> None:
    register("trial", work)
    jobs = [start_job(by=owner, kind="trial", title="A trial", arguments={"n": n}) for n in range(3)]
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.QUEUED}
    call_command("work", "--once")
    assert [Job.objects.get(pk=job.pk).result for job in jobs] == [{"doubled": n} for n in (0, 2, 4)]


@pytest.mark.django_db(transaction=True)
def test_a_worker_takes_over_from_a_dead_one(owner: User) -> None:
    register("trial", work)
    job = start_job(by=owner, kind="trial", title="A trial", arguments={"n": 1})
    DBTaskResult.objects.all().delete()
    claim_job(str(job.pk))
    with clock.standing(NOW + STALE_AFTER * 2):
        Worker("second", once=True).run()
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 2)


@pytest.mark.django_db(transaction=True)
def test_the_queue_forgets_old_tasks_and_keeps_the_jobs(owner: User) -> None:
    register("trial", work)
    start_job(by=owner, kind="trial", title="A trial", arguments={"n": 1})
    Worker("first", once=True).run()
    DBTaskResult.objects.update(finished_at=NOW)
    assert forget_finished_tasks() == 0
    with clock.standing(NOW + TASKS_KEPT_FOR * 2):
        assert forget_finished_tasks() == 1
    assert Job.objects.get().state == JobState.DONE


@pytest.mark.django_db
def test_one_upkeep_that_fails_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []

    def fail() -> None:
        raise ZeroDivisionError

    register_upkeep("first", fail)
    register_upkeep("second", lambda: done.append("second"))
    Worker("one").look_after()
    assert done == ["second"]
    assert "The upkeep 'first' failed" in caplog.text


@pytest.mark.django_db
def test_a_job_waits_in_the_queue_until_the_commit(
    owner: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    register("trial", work)
    with django_capture_on_commit_callbacks(execute=True):
        start_job(by=owner, kind="trial", title="A trial", arguments={"n": 1})
        assert not DBTaskResult.objects.exists()
    assert DBTaskResult.objects.count() == 1
