"""A message and each attempt to deliver it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from naveza.lib import clock

PRIVACY = {"Message.*": "personal", "Attempt.*": "personal"}


class MessageState(models.TextChoices):
    """What became of a message; told from its times, never stored twice."""

    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    RETURNED = "returned", _("could not be delivered")


class MessageQuerySet(models.QuerySet["Message"]):
    def waiting(self) -> "MessageQuerySet":
        return self.filter(sent_at=None, given_up_at=None)


class Message(models.Model):
    """One letter to one address. `body` is emptied when a letter that carries a secret was delivered."""

    to = models.EmailField()
    subject = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    language = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sent_at=None) | models.Q(given_up_at=None), name="message_sent_or_given_up"
            )
        ]
        indexes = [models.Index(fields=["sent_at", "given_up_at", "due_at"], name="message_waiting")]

    def __str__(self) -> str:
        return f"{self.kind or 'message'} {self.pk}"

    @property
    def state(self) -> MessageState:
        if self.sent_at:
            return MessageState.SENT
        return MessageState.RETURNED if self.given_up_at else MessageState.WAITING


class Attempt(models.Model):
    """One try at the mail server; an empty `error` is a success."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField(default=clock.now)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"attempt {self.pk} for message {self.message_id}"
