from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from naveza.accounts.models import User
from naveza.jobs.models import Job
from naveza.jobs.operations import claim_job, finish_job, report, start_job
from naveza.jobs.ports import KINDS, register
from naveza.jobs.states import JobState

Browser = Callable[[User | None], Client]


@pytest.fixture
def job(owner: User) -> Iterator[Job]:
    register("trial", lambda job: {})
    yield start_job(by=owner, kind="trial", title="Branje dokumenta", arguments={})
    del KINDS["trial"]


def running(job: Job) -> Job:
    claimed = claim_job(str(job.pk))
    assert claimed is not None
    return claimed


def test_only_its_owner_and_administrators_see_a_job(
    client_of: Browser, job: Job, owner: User, administrator: User, colleague: User, outsider: User
) -> None:
    seen = [client_of(user).get(f"/jobs/{job.pk}/").status_code for user in (owner, administrator, colleague, outsider)]
    assert seen == [200, 200, 403, 403]
    assert client_of(None).get(f"/jobs/{job.pk}/").status_code == 302
    assert client_of(colleague).post(f"/jobs/{job.pk}/cancel/").status_code == 403


def test_a_running_job_shows_its_sentence_and_asks_again(client_of: Browser, job: Job, owner: User) -> None:
    report(running(job), progress=40, sentence="Berem stran 4 od 10")
    page = client_of(owner).get(f"/jobs/{job.pk}/").content.decode()
    assert "Berem stran 4 od 10" in page
    assert 'value="40"' in page
    assert f'hx-get="/jobs/{job.pk}/progress/"' in page
    assert '<noscript><meta http-equiv="refresh"' in page


def test_a_done_job_leads_to_its_result(client_of: Browser, job: Job, owner: User) -> None:
    finish_job(running(job), JobState.DONE, result={"url": "/plans/x/"})
    browser = client_of(owner)
    assert browser.get(f"/jobs/{job.pk}/").headers["Location"] == "/plans/x/"
    assert browser.get(f"/jobs/{job.pk}/progress/").headers["HX-Redirect"] == "/plans/x/"


def test_a_result_never_leads_to_another_site(client_of: Browser, job: Job, owner: User) -> None:
    finish_job(running(job), JobState.DONE, result={"url": "https://elsewhere.example.org/"})
    assert client_of(owner).get(f"/jobs/{job.pk}/").status_code == 200


def test_a_failed_job_shows_its_sentence_and_asks_no_more(client_of: Browser, job: Job, owner: User) -> None:
    finish_job(running(job), JobState.FAILED, error="Datoteka je prazna.")
    page = client_of(owner).get(f"/jobs/{job.pk}/").content.decode()
    assert "Datoteka je prazna." in page
    assert "hx-get" not in page


def test_cancel_works_as_a_plain_form(client_of: Browser, job: Job, owner: User) -> None:
    browser = client_of(owner)
    assert f'action="/jobs/{job.pk}/cancel/"' in browser.get(f"/jobs/{job.pk}/").content.decode()
    browser.post(f"/jobs/{job.pk}/cancel/")
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
