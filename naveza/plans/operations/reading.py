"""From a kept document to a draft: the work of the background job, and the job itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from naveza.accounts.models import User
from naveza.accounts.permissions import Denied
from naveza.audit.operations import record
from naveza.documents.models import Document, Upload
from naveza.documents.operations import document_bytes, parse_document
from naveza.documents.parsers import Refusal
from naveza.documents.texts import refusal_sentence
from naveza.institutions.models import Institution
from naveza.institutions.queries import registry
from naveza.jobs.models import Job
from naveza.jobs.operations import report, start_job
from naveza.jobs.ports import JobRefused
from naveza.lib import clock

from .. import reading as plan_reading
from ..models import Draft, HeaderMapping, Reading
from ..permissions import check_can_create_plan, check_can_edit_draft
from ..reading.draft import to_json
from ..reading.mapping import ColumnMapping
from .publishing import create_plan
from .rereading import read_again

READER = "1"  # raised when the reader learns something: drafts of older readings can then be read again
READ_PLAN = "read_plan"
READ_AGAIN = "read_plan_again"


def read_document(
    document: Document, *, by: User | None, name: str, mappings: Sequence[ColumnMapping] | None = None
) -> Reading:
    """Read a kept document as a plan and keep what came out. Raises Refusal where it cannot be read.

    `mappings` are the columns that people have mapped; all that are remembered, if none are given.
    """
    parsed = parse_document(document, name=name)
    known: Any = registry()  # the reader only asks whether a name is known, not by what it is known
    draft = plan_reading.read(
        parsed,
        name=name,
        data=document_bytes(document),
        registry=known,
        mappings=remembered_mappings() if mappings is None else mappings,
    )
    content = to_json(draft)
    with transaction.atomic():
        made = Reading.objects.create(document=document, reader=READER, content=content, created_at=clock.now())
        record(by=by, verb="document.read", thing=made, after={"reader": READER, "document": document.pk})
    return made


def remembered_mappings() -> list[ColumnMapping]:
    """Columns that people have mapped before; one that this reader no longer understands is left out."""
    found = []
    for kept in HeaderMapping.objects.order_by("-created_at"):
        try:
            found.append(ColumnMapping.from_json(kept.mapping))
        except (ValueError, TypeError):
            continue
    return found


@transaction.atomic
def remember_mapping(mapping: ColumnMapping, *, by: User | None) -> HeaderMapping:
    """Keep what a person said about the columns of one kind of table, for this document and the next of its kind."""
    kept, _made = HeaderMapping.objects.update_or_create(
        signature=_fitting(mapping.signature),
        defaults={"mapping": mapping.as_json(), "created_at": clock.now(), "created_by": by},
    )
    record(by=by, verb="mapping.remembered", thing=kept, after={"mapping": mapping.as_json()})
    return kept


def _fitting(signature: str) -> str:
    """The signature of a header may be as long as the header; its fingerprint always fits the column."""
    from naveza.lib.hashing import sha256_hex

    return sha256_hex(signature.encode())


def start_reading(upload: Upload, *, by: User, owner: Institution | None) -> Job:
    """Read a kept document in the background and make a draft of a new plan from it."""
    check_can_create_plan(by, owner)
    title = _("Reading “%(name)s”") % {"name": upload.name}
    arguments = {"upload": upload.pk, "owner": owner.pk if owner else None}
    return start_job(by=by, kind=READ_PLAN, title=title[:300], arguments=arguments)


def start_reading_again(draft: Draft, *, by: User) -> Job:
    """Read the document of a draft again in the background; corrections stay."""
    check_can_edit_draft(by, draft)
    if draft.document is None or draft.base is not None:
        raise ValueError(_("This draft was not read from a document, so it cannot be read again."))
    title = _("Reading the document of “%(plan)s” again") % {"plan": draft.plan.title}
    return start_job(by=by, kind=READ_AGAIN, title=title[:300], arguments={"draft": draft.pk})


def run_reading(job: Job) -> dict[str, Any]:
    """The work of `read_plan`. May run again from the start: a draft that it has made already is found."""
    upload = Upload.objects.select_related("document").get(pk=job.arguments["upload"])
    made = Draft.objects.filter(pk=job.arguments.get("draft")).first()
    if made is None:
        reading = _read(job, upload.document, upload.name)
        if not reading.content["rows"]:
            return {"url": reverse("plan-columns", args=[upload.pk]), "rows": 0}
        made = _make_draft(job, upload, reading)
    return {"url": reverse("draft", args=[made.pk]), "draft": made.pk}


def _read(job: Job, document: Document, name: str) -> Reading:
    report(job, progress=10, sentence=_("Opening the document and finding its tables and paragraphs …"))
    try:
        parse_document(document, name=name)
        report(job, progress=50, sentence=_("Looking for the rows of the plan …"))
        return read_document(document, by=job.created_by, name=name)
    except Refusal as refusal:
        kept = _("The file is kept under “My documents”.")
        raise JobRefused(f"{refusal_sentence(refusal.code, refusal.values)} {kept}") from refusal


def _make_draft(job: Job, upload: Upload, reading: Reading) -> Draft:
    report(job, progress=85, sentence=_("Laying out the draft …"))
    owner = Institution.objects.filter(pk=job.arguments.get("owner")).first()
    try:
        with transaction.atomic():
            draft = create_plan(
                by=job.created_by, content=reading.content, owner=owner, document=upload.document, reading=reading
            )
            job.arguments = {**job.arguments, "draft": draft.pk}
            job.save(update_fields=["arguments"])
    except Denied as denied:
        raise JobRefused(str(denied)) from denied
    return draft


def run_reading_again(job: Job) -> dict[str, Any]:
    """The work of `read_plan_again`: a fresh reading is laid under the corrections."""
    draft = Draft.objects.select_related("plan", "document").get(pk=job.arguments["draft"])
    if draft.document is None:
        raise JobRefused(_("This draft was not read from a document, so it cannot be read again."))
    name = draft.head.get("document") or str(draft.document)
    reading = _read(job, draft.document, name)
    report(job, progress=85, sentence=_("Keeping your corrections …"))
    try:
        read_again(draft, by=job.created_by, reading=reading)
    except (ValueError, Denied) as problem:
        raise JobRefused(str(problem)) from problem
    return {"url": reverse("draft", args=[draft.pk]), "draft": draft.pk}
