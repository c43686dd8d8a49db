"""Template tags of the review screen: codes of changes, doubts and reasons as sentences."""

from collections.abc import Mapping
from typing import Any

from django import template

from .. import review_texts
from ..draft_queries import plain
from ..models import Change
from ..rules import RowChange

register = template.Library()


@register.simple_tag
def change_sentence(change: Change) -> str:
    """What a change was."""
    return review_texts.what(change)


@register.simple_tag
def doubt_sentence(doubt: Mapping[str, Any]) -> str:
    """Why a person should look."""
    return review_texts.doubt_sentence(doubt)


@register.simple_tag
def lost_reason(item: Mapping[str, Any]) -> str:
    """Why a text went nowhere."""
    return review_texts.reason_words(item)


@register.filter
def field_name(name: str) -> str:
    """What a field of a row or of the document is called."""
    return str(review_texts.FIELDS.get(name, name))


@register.filter
def row_differences(change: RowChange) -> list[tuple[str, str, str]]:
    """For each field that differs: its name, how it was and how it is, as one line each."""
    before, after = change.before or {}, change.after or {}
    return [(name, plain(before.get(name)), plain(after.get(name))) for name in change.fields]
