"""Rows of a document. The bytes stand in a table of their own, so that no list ever drags them along."""

import uuid

from django.conf import settings
from django.db import models

# What a field holds about people; see tests/architecture/test_privacy.py
PRIVACY = {"Document.*": "open", "Content.*": "personal", "Blocks.*": "personal", "Upload.*": "personal"}


class Document(models.Model):
    """The bytes of one file, named by their SHA-256. The same bytes twice are one document."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    format = models.CharField(max_length=20, blank=True)
    refusal = models.CharField(max_length=40, blank=True)  # code of the parser's refusal; empty: it could be read
    refusal_values = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.sha256[:12]


class Content(models.Model):
    """The bytes themselves, written once."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, primary_key=True, related_name="content")
    data = models.BinaryField()


class Blocks(models.Model):
    """The document as neutral blocks: zipped `wire` of `blocks.Parsed`, with the version of the parser that read it."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, primary_key=True, related_name="blocks")
    parser = models.CharField(max_length=40)
    data = models.BinaryField()


class Upload(models.Model):
    """Somebody brought these bytes in under this name. Two people may bring the same document."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="uploads")
    name = models.CharField(max_length=255)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="uploads"
    )
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["-uploaded_at"]
        constraints = [
            models.UniqueConstraint(fields=["document", "uploaded_by", "name"], name="upload_once_by_name_and_person"),
        ]

    def __str__(self) -> str:
        return self.name
