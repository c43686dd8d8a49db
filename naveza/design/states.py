"""How the state of an activity looks: one word and one shape for each code.

The codes are those of the work that is done; which state an activity has is decided elsewhere.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class StateLook:
    """`code` picks the colour, `word` is read, `sign` is the shape as one character for plain text."""

    code: str
    word: str | Promise
    sign: str


STATES: dict[str, StateLook] = {
    look.code: look
    for look in (
        StateLook("done", _("done"), "●"),
        StateLook("under_way", _("under way"), "◐"),
        StateLook("not_begun", _("not begun"), "○"),
        StateLook("late", _("late"), "▲"),
        StateLook("given_up", _("given up"), "✕"),
        StateLook("not_due", _("not due"), "–"),
    )
}
