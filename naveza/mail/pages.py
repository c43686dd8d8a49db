"""The outbox as one value that its page shows."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from naveza.design.tables import Cell, Column, DataTable, Row
from naveza.lib.dates import format_date
from naveza.mail.models import Message, MessageState

PER_PAGE = 25


@dataclass(frozen=True)
class OutboxPage:
    """One page of the outbox; `returned` counts what could not be delivered, over all pages."""

    table: DataTable
    page: Page[Message]
    total: int
    waiting: int
    returned: int


def outbox_page(number: str | None, *, readable: bool) -> OutboxPage:
    """The newest messages first; `readable` makes each one a link to its text."""
    messages = Message.objects.prefetch_related("attempts")
    page = Paginator(messages, PER_PAGE).get_page(number)
    columns = [
        Column(_("Subject")),
        Column(_("To")),
        Column(_("Written")),
        Column(_("State")),
        Column(_("Last answer")),
    ]
    rows = [_row(message, readable) for message in page]
    return OutboxPage(
        table=DataTable(_("Mail"), columns, rows, name="outbox"),
        page=page,
        total=page.paginator.count,
        waiting=Message.objects.waiting().count(),
        returned=Message.objects.exclude(given_up_at=None).count(),
    )


def moment(at: datetime) -> str:
    """The day and time as people of the reader's language write them."""
    local = timezone.localtime(at)
    return f"{format_date(local.date(), get_language() or 'en')}, {local:%H:%M}"


def _row(message: Message, readable: bool) -> Row:
    href = reverse("message", args=[message.pk]) if readable else ""
    errors = [attempt.error for attempt in message.attempts.all() if attempt.error]
    last = errors[-1] if errors and message.state != MessageState.SENT else ""
    cells = [
        Cell(message.subject, href=href, language=message.language),
        Cell(message.to),
        Cell(moment(message.created_at)),
        Cell(message.state.label),
        Cell(last),
    ]
    return Row(cells, href=href)
