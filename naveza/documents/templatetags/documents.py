"""Template tags of documents."""

from django import template

from naveza.documents.models import Document
from naveza.documents.texts import SENTENCES, refusal_sentence

register = template.Library()


@register.simple_tag
def refusal(document: Document, name: str) -> str:
    """Why a document was not read, with the name under which this person brought it in."""
    if document.refusal not in SENTENCES:
        return document.refusal
    return refusal_sentence(document.refusal, {**document.refusal_values, "name": name})
