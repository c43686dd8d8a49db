"""A job shows the work of the person who asked for it, and nobody else's eyes but an administrator's."""

from django.utils.translation import gettext as _

from naveza.accounts.models import User
from naveza.accounts.permissions import Anyone, Denied, allows, check_is_signed_in, is_administrator
from naveza.jobs.models import Job


def check_can_see_job(user: Anyone, job: Job) -> User:
    """Its owner and administrators."""
    person = check_is_signed_in(user)
    if job.created_by_id == person.pk or is_administrator(person):
        return person
    raise Denied(_("Only the person who started this work sees it."))


def check_can_cancel_job(user: Anyone, job: Job) -> User:
    """Whoever may see it; what is finished stays as it is."""
    return check_can_see_job(user, job)


can_see_job = allows(check_can_see_job)
can_cancel_job = allows(check_can_cancel_job)
