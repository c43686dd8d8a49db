"""What the audit page says of an event: codes of `record()` in the reader's language. Chains keep the codes."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise | str] = {
    "created account": _("Made an account"),
    "invited": _("Invited a person"),
    "changed profile": _("Changed a profile"),
    "changed rights": _("Changed the administrator’s right"),
    "activated account": _("Opened an account again"),
    "deactivated account": _("Closed an account"),
    "anonymised account": _("Anonymised an account"),
    "forgot name": _("Forgot a name"),
    "started job": _("Began a job"),
    "done job": _("Finished a job"),
    "failed job": _("Gave up a job"),
    "cancelled job": _("Cancelled a job"),
    "created territory": _("Added a territory"),
    "imported territories": _("Imported territories"),
    "created institution": _("Added an institution"),
    "changed institution": _("Changed an institution"),
    "renamed institution": _("Renamed an institution"),
    "renamed institutions": _("Renamed an institution"),
    "corrected name": _("Corrected a name"),
    "merged institutions": _("Merged institutions"),
    "split institutions": _("Split an institution"),
    "successor institutions": _("Named a successor"),
    "ended institution": _("Ended an institution"),
    "took in duplicate": _("Took in a duplicate"),
    "removed duplicate": _("Removed a duplicate"),
    "added alias": _("Added another way of writing"),
    "removed alias": _("Removed another way of writing"),
    "added member": _("Gave a role"),
    "ended membership": _("Ended a role"),
    "document.kept": _("Kept a document"),
    "document.read": _("Read a document"),
    "mapping.remembered": _("Remembered what columns mean"),
    "draft.opened": _("Opened a draft"),
    "draft.open": _("Took up a draft again"),
    "draft.discarded": _("Put a draft aside"),
    "draft.published": _("Published a draft"),
    "plan.created": _("Began a plan"),
    "plan.published": _("Published a plan"),
    "plan.withdrawn": _("Withdrew a plan"),
    "plan.member_added": _("Added to the team of a plan"),
    "plan.member_removed": _("Removed from the team of a plan"),
    "plan.name_linked": _("Linked a name to the registry"),
}

THINGS: dict[str, Promise | str] = {
    "accounts.user": _("Account"),
    "audit.event": _("Event"),
    "documents.document": _("Document"),
    "institutions.institution": _("Institution"),
    "institutions.territory": _("Territory"),
    "jobs.job": _("Job"),
    "plans.draft": _("Draft"),
    "plans.headermapping": _("What the columns mean"),
    "plans.plan": _("Plan"),
    "plans.reading": _("Reading"),
    "plans.version": _("Version"),
}


def verb_words(verb: str) -> str:
    """What was done; the code itself where no words are known."""
    return str(VERBS.get(verb, verb))


def thing_words(thing_type: str) -> str:
    """What it was done to."""
    return str(THINGS.get(thing_type, thing_type))
