"""Bringing in a document: the bytes are kept first, whatever comes of reading them."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document as WordDocument
from pytest_django import Settings

from naveza.accounts.models import User
from naveza.documents.models import Document, Upload
from naveza.documents.parsers.refusals import SENTENCES
from naveza.documents.texts import SENTENCES as TRANSLATED
from naveza.institutions.models import Institution
from naveza.jobs.models import Job
from naveza.plans import operations
from naveza.plans.models import Draft, HeaderMapping, Plan, Reading
from naveza.plans.operations import RowEdit
from naveza.plans.operations.reading import read_document, run_reading

from .samples import rows_of, texts_of

pytestmark = pytest.mark.django_db(transaction=True)

Browser = Callable[[User | None], Client]

HEADER = ("Goal", "Activity", "2031-1", "2031-2", "Expected result", "Responsible")
ROWS = (
    ("Warm nights", "Open the hall by the river", "X", "", "One hall open", "Ministry of Care, House of the River"),
    ("Warm nights", "Lend two hundred blankets", "X", "X", "Blankets lent", "House of the River"),
    ("Dry days", "Repair the roof of the hall", "", "X", "Roof is tight", "Town of Brook"),
)


def word_file(header: tuple[str, ...] = HEADER, rows: tuple[tuple[str, ...], ...] = ROWS) -> bytes:
    """An invented plan as a Word table."""
    made = WordDocument()
    made.add_heading("Plan of the warm nights 2031", 0)
    table = made.add_table(rows=0, cols=len(header))
    for texts in (header, *rows):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def hand_in(client: Client, owner: Institution | None, **fields: object) -> Any:
    return client.post(reverse("plan-new"), {"owner": owner.pk if owner else "", **fields})


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_a_word_document_becomes_a_draft(owner: User, ministry: Institution, client_of: Browser) -> None:
    client = client_of(owner)
    answer = hand_in(client, ministry, file=upload("plan.docx", word_file()))
    job = Job.objects.get()
    assert answer["Location"] == reverse("job", args=[job.pk])
    assert (job.state, job.error) == ("done", "")
    draft = Draft.objects.get()
    assert client.get(answer["Location"])["Location"] == reverse("draft", args=[draft.pk])
    assert texts_of(draft) == [row[1] for row in ROWS]
    assert rows_of(draft)[1].content["periods"] == ["2031-1", "2031-2"]
    assert (draft.plan.owner, draft.created_by) == (ministry, owner)
    assert draft.reading is not None
    assert draft.plan.team.get().user == owner


def test_a_pasted_table_becomes_a_draft(owner: User, ministry: Institution, client_of: Browser) -> None:
    text = "\n".join("\t".join(cells) for cells in (HEADER, *ROWS))
    hand_in(client_of(owner), ministry, text=text)
    assert texts_of(Draft.objects.get()) == [row[1] for row in ROWS]
    assert Upload.objects.get().name.endswith(".txt")


def test_the_same_bytes_twice_lead_to_the_draft_that_is_there(
    owner: User, ministry: Institution, client_of: Browser
) -> None:
    client = client_of(owner)
    hand_in(client, ministry, file=upload("plan.docx", word_file()))
    data = Upload.objects.get().document.content.data
    answer = hand_in(client, ministry, file=upload("the same plan.docx", bytes(data)))
    again = Upload.objects.get(name="the same plan.docx")
    assert answer["Location"].startswith(reverse("plan-known", args=[again.pk]))
    page = client.get(answer["Location"]).content.decode()
    assert reverse("draft", args=[Draft.objects.get().pk]) in page
    assert (Document.objects.count(), Plan.objects.count()) == (1, 1)
    client.post(reverse("plan-read", args=[again.pk]), {"owner": ministry.pk})
    assert Plan.objects.count() == 2


def test_a_refused_file_is_kept_with_its_sentence_and_can_be_read_again(
    owner: User, ministry: Institution, client_of: Browser
) -> None:
    client = client_of(owner)
    hand_in(client, ministry, file=upload("photo.docx", b"\xff\xd8\xff\xe0" + b"picture" * 200))
    job = Job.objects.get()
    assert job.state == "failed"
    assert "photo.docx" in job.error
    assert "My documents" in job.error
    assert bytes(Document.objects.get().content.data).startswith(b"\xff\xd8")
    page = client.get(reverse("my-documents")).content.decode()
    assert "picture" in page
    assert "Read again" in page
    assert Draft.objects.count() == 0
    client.post(reverse("plan-read", args=[Upload.objects.get().pk]), {"owner": ministry.pk})
    assert Job.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Choose a file or paste a text."),
        ({"text": "   \n "}, "Choose a file or paste a text."),
        ({"file": SimpleUploadedFile("leer.docx", b"")}, "“leer.docx” is empty."),
        ({"file": SimpleUploadedFile("big.txt", b"x" * 3_000_000)}, "“big.txt” has 3 MB; up to 2 MB"),
    ],
)
def test_what_cannot_be_brought_in_says_why_and_keeps_what_was_typed(
    owner: User, ministry: Institution, client_of: Browser, settings: Settings, fields: dict[str, object], words: str
) -> None:
    settings.UPLOAD_LIMIT = 2 * 1024 * 1024
    answer = hand_in(client_of(owner), ministry, **fields)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Upload.objects.count() == 0


def test_only_coordinators_bring_in_plans_and_only_for_their_institutions(
    owner: User, colleague: User, outsider: User, association: Institution, client_of: Browser
) -> None:
    for user in (colleague, outsider):
        assert client_of(user).get(reverse("plan-new")).status_code == 403
    answer = hand_in(client_of(owner), association, text="Goal\tActivity\nA\tB")
    assert answer.status_code == 422
    assert Upload.objects.count() == 0


def test_nobody_reads_what_another_person_brought_in(
    owner: User, ministry: Institution, administrator: User, client_of: Browser
) -> None:
    hand_in(client_of(administrator), ministry, text="Some words that are no plan.")
    foreign = Upload.objects.get()
    client = client_of(owner)
    for address in ("plan-known", "plan-columns"):
        assert client.get(reverse(address, args=[foreign.pk])).status_code == 403
    assert client.post(reverse("plan-read", args=[foreign.pk]), {"owner": ministry.pk}).status_code == 403


def test_a_job_that_runs_twice_makes_one_plan(owner: User, ministry: Institution, client_of: Browser) -> None:
    hand_in(client_of(owner), ministry, file=upload("plan.docx", word_file()))
    job = Job.objects.get()
    assert run_reading(job)["draft"] == Draft.objects.get().pk
    assert Plan.objects.count() == 1


STRANGE = ("Zork", "Blip", "Qux", "Frob", "Plugh", "Wibble")


def test_columns_that_nobody_knows_are_mapped_by_a_person_and_remembered(
    owner: User, ministry: Institution, client_of: Browser
) -> None:
    """Whatever the reader makes of such a document by itself, what the person says about its columns holds."""
    client = client_of(owner)
    hand_in(client, ministry, file=upload("strange.docx", word_file(STRANGE)))
    kept = Upload.objects.get()
    address = reverse("plan-columns", args=[kept.pk])
    assert "Zork" in client.get(address).content.decode()
    roles = ("goal", "activity", "tick", "tick", "result", "responsible")
    sent = {f"role-{index}": role for index, role in enumerate(roles)}
    sent |= {"label-2": "2031-1", "label-3": "2031-2", "header_rows": "1", "owner": str(ministry.pk)}
    preview = client.post(address, {**sent, "do": "look"}, headers={"X-Part": "preview"}).content.decode()
    assert "3 rows are read like this" in preview
    assert "Lend two hundred blankets" in preview
    Draft.objects.all().update(state="discarded")
    answer = client.post(address, {**sent, "do": "read"})
    assert answer.status_code == 302
    draft = Draft.objects.filter(state="open").get()
    assert texts_of(draft) == [row[1] for row in ROWS]
    assert [found.content["periods"] for found in rows_of(draft)] == [["2031-1"], ["2031-1", "2031-2"], ["2031-2"]]
    hand_in(client, ministry, file=upload("next.docx", word_file(STRANGE, ROWS[:2])))
    following = Draft.objects.filter(state="open").latest("pk")
    assert texts_of(following) == [row[1] for row in ROWS[:2]]
    assert rows_of(following)[0].content["institutions"] == ["Ministry of Care", "House of the River"]
    assert HeaderMapping.objects.count() == 1


def test_a_mapping_without_an_activity_is_asked_again(owner: User, ministry: Institution, client_of: Browser) -> None:
    client = client_of(owner)
    hand_in(client, ministry, file=upload("strange.docx", word_file(STRANGE)))
    sent = {f"role-{index}": "note" for index in range(6)} | {"do": "read", "owner": str(ministry.pk)}
    page = client.post(reverse("plan-columns", args=[Upload.objects.get().pk]), sent).content.decode()
    assert "Say which column holds the activities." in page
    assert HeaderMapping.objects.count() == 0


def test_the_columns_of_a_drafts_document_are_read_again_and_corrections_stay(
    owner: User, ministry: Institution, client_of: Browser
) -> None:
    client = client_of(owner)
    hand_in(client, ministry, file=upload("plan.docx", word_file()))
    draft = Draft.objects.get()
    first = rows_of(draft)[0]
    retyped = RowEdit(str(first.key), 0, content={**first.content, "activities": ["Open the great hall by the river"]})
    operations.edit_rows(draft, by=owner, action="edit", edits=[retyped])
    roles = ("goal", "activity", "tick", "tick", "indicator", "responsible")
    sent = {f"role-{index}": role for index, role in enumerate(roles)} | {"do": "read", "header_rows": "1"}
    sent |= {"label-2": "2031-1", "label-3": "2031-2"}
    answer = client.post(reverse("draft-columns", args=[draft.pk]), sent)
    assert answer.status_code == 302
    assert texts_of(draft)[0] == "Open the great hall by the river"
    assert rows_of(draft)[1].content["indicators"] == ["Blankets lent"]
    assert draft.changes.latest("number").action == "read_again"


def test_the_document_is_kept_before_it_is_read(owner: User, ministry: Institution) -> None:
    from naveza.documents.operations import bring_in

    kept = bring_in(word_file(), name="plan.docx", by=owner)
    reading = read_document(kept.document, by=owner, name=kept.name)
    assert reading.content["sha256"] == kept.document.sha256
    assert Reading.objects.count() == 1


def test_every_refusal_has_the_same_sentence_for_translation() -> None:
    assert {code: str(sentence) for code, sentence in TRANSLATED.items()} == SENTENCES
