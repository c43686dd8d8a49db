"""Where in a file something is wrong, in the reader's language.

Parsers are pure and say it in English (`line 12`, `the sheet Plan, line 3`); names of parts inside a file stay as they
are.
"""

from __future__ import annotations

import re

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy

_WHOLE: dict[str, Promise | str] = {
    "the document": gettext_lazy("the document"),
    "the page": gettext_lazy("the page"),
    "the styles": gettext_lazy("the styles"),
    "its beginning": gettext_lazy("its beginning"),
    "its index": gettext_lazy("its index"),
    "its list of pages": gettext_lazy("its list of pages"),
    "its structure": gettext_lazy("its structure"),
    "text": gettext_lazy("text"),
    "spreadsheet": gettext_lazy("spreadsheet"),
    "presentation": gettext_lazy("presentation"),
}
_NUMBERED: list[tuple[str, Promise | str]] = [
    (r"table (?P<table>\d+), row (?P<row>\d+)", gettext_lazy("table %(table)s, row %(row)s")),
    (r"(?P<inside>.+), line (?P<line>\d+)", gettext_lazy("%(inside)s, line %(line)s")),
    (r"line (?P<line>\d+)", gettext_lazy("line %(line)s")),
    (r"page (?P<page>\d+)", gettext_lazy("page %(page)s")),
    (r"table (?P<table>\d+)", gettext_lazy("table %(table)s")),
    (r"(?:the )?sheet (?P<sheet>.+)", gettext_lazy("sheet “%(sheet)s”")),
    (r"the body in (?P<part>.+)", gettext_lazy("the body in %(part)s")),
    (r"the part (?P<part>.+)", gettext_lazy("the part %(part)s")),
]


def place_words(english: str) -> str:
    """A parser's place in the reader's language; a name that is no place of ours comes back as it is."""
    if (get_language() or "en").startswith("en"):
        return english
    whole = _WHOLE.get(english)
    if whole is not None:
        return str(whole)
    for pattern, words in _NUMBERED:
        found = re.fullmatch(pattern, english, re.IGNORECASE | re.DOTALL)
        if found:
            values = found.groupdict()
            if "inside" in values:
                values["inside"] = place_words(values["inside"])
            return str(words) % values
    return english
