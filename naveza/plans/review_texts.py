"""The words of the review screen in the reader's language: fields, doubts, reasons, what a change was.

The reader of plans is pure and speaks English; here its codes become sentences that are translated.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from . import review
from .models import Change
from .note_words import note_detail
from .reading.doubts import SENTENCES
from .rules import RowProblem

FIELDS: dict[str, Promise | str] = {
    "path": gettext_lazy("Titles above"),
    "path_codes": gettext_lazy("Numbers of the titles"),
    "code": gettext_lazy("Number"),
    "activities": gettext_lazy("Activity"),
    "periods": gettext_lazy("Periods"),
    "deadline": gettext_lazy("Deadline"),
    "expected_results": gettext_lazy("Expected results"),
    "indicators": gettext_lazy("Indicators"),
    "evaluation_term": gettext_lazy("Evaluation term"),
    "lead": gettext_lazy("Lead"),
    "institutions": gettext_lazy("Institutions"),
    "institution_ids": gettext_lazy("Links to the registry"),
    "budget": gettext_lazy("Budget"),
    "title": gettext_lazy("Title"),
    "kind": gettext_lazy("Kind of document"),
    "language": gettext_lazy("Language of the text"),
    "vision": gettext_lazy("Vision"),
    "region": gettext_lazy("Region"),
    "legal_basis": gettext_lazy("Legal basis"),
    "period_start": gettext_lazy("First day"),
    "period_end": gettext_lazy("Last day"),
    "level_names": gettext_lazy("Names of the levels"),
    "abbreviations": gettext_lazy("Abbreviations"),
}

DOUBTS: dict[str, Promise | str] = {
    "lead_by_first_name": gettext_lazy("The institution named first was taken for the lead."),
    "lead_ambiguous": gettext_lazy("The document marks leads, but not clearly here."),
    "no_period_ticked": gettext_lazy("No period is ticked in this row."),
    "unclear_tick": gettext_lazy("A period cell holds something that is not a plain tick."),
    "merged_cell_assumed": gettext_lazy("An empty cell was read as a continuation of the cell above."),
    "header_missing": gettext_lazy("The table has no header; its columns follow the table before."),
    "column_by_shape": gettext_lazy("A column’s meaning was guessed from its content."),
    "column_unknown": gettext_lazy("A column’s meaning is not known."),
    "columns_uneven": gettext_lazy("The row has more or fewer cells than the header."),
    "glued_organisations": gettext_lazy("Names of institutions stood without a separator and were cut."),
    "organisation_unsure": gettext_lazy("It is not sure where one institution ends and the next begins."),
    "no_institution": gettext_lazy("No institution is named in this row."),
    "no_activity": gettext_lazy("The row has no activity."),
    "title_cut": gettext_lazy("The title seems to be cut off in the document."),
    "title_guessed": gettext_lazy("The title was guessed from its place."),
    "chapter_assumed": gettext_lazy("The chapter of this row was assumed from what stands near by."),
    "row_joined": gettext_lazy("The row was joined over a page break."),
    "row_order_guessed": gettext_lazy("The order of rows was guessed."),
    "cell_assigned_by_position": gettext_lazy("The text was given to this row by its position only."),
    "period_unsure": gettext_lazy("The period is not stated clearly."),
    "amount_unsure": gettext_lazy("An amount of money is not stated clearly."),
    "language_unknown": gettext_lazy("There is no word list for the language of this document; it was read by shape."),
    "language_guessed": gettext_lazy("The language was guessed from the text."),
    "no_rows": gettext_lazy("No row of work was found in this document."),
    "text_unplaced": gettext_lazy("Some text could not be placed."),
    "parser_note": gettext_lazy("The document held something that had to be decided or left out."),
    "reader_disagrees": gettext_lazy("A newer reading of the document differs from your correction here."),
    "only_in_new_reading": gettext_lazy("Only the newer reading of the document has this row."),
    "not_in_new_reading": gettext_lazy("The newer reading of the document no longer has this row."),
}

REASONS: dict[str, Promise | str] = {
    "page_number": gettext_lazy("Page number"),
    "header": gettext_lazy("Header of a table or a list"),
    "heading": gettext_lazy("Heading over several tables"),
    "furniture": gettext_lazy("Header or footer of the page"),
    "header_or_footer": gettext_lazy("Header or footer of the page"),
    "footer": gettext_lazy("Header or footer of the page"),
    "navigation": gettext_lazy("Navigation"),
    "separator": gettext_lazy("Sign between two institutions"),
    "legend": gettext_lazy("Legend"),
    "level_name": gettext_lazy("Name of a level, repeated"),
    "title": gettext_lazy("Title that is repeated or has no rows"),
    "debris": gettext_lazy("Mark of a word processor"),
    "contents": gettext_lazy("Table of contents"),
    "introduction": gettext_lazy("Text before the first row"),
    "label": gettext_lazy("Name of a field"),
    "lead_rule": gettext_lazy("Sentence that says who leads"),
    "signature": gettext_lazy("Signature"),
    "table": gettext_lazy("Table that is no part of the rows"),
    "text": gettext_lazy("Text beside the rows"),
    "total": gettext_lazy("Row of sums"),
}

_PROBLEMS: dict[str, Promise | str] = {
    "action": gettext_lazy("This page is older than the server. Load it again; what you typed is kept."),
    "key": gettext_lazy("This page is older than the server. Load it again; what you typed is kept."),
}


def doubt_words() -> dict[str, list[str]]:
    """For each code of a doubt: the reader's English sentence, which may be followed by details, and ours."""
    english = {code.value: sentence for code, (_level, sentence) in SENTENCES.items()}
    return {code: [english.get(code, ""), str(sentence)] for code, sentence in DOUBTS.items()}


def doubt_sentence(doubt: Mapping[str, Any]) -> str:
    """A doubt in the reader's language, with the document's own words where the plan's reader gave any."""
    code, text = str(doubt.get("code", "")), str(doubt.get("text", ""))
    english, ours = doubt_words().get(code, ["", ""])
    if not ours:
        return text
    detail = text.removeprefix(english).strip() if english and text.startswith(english) else ""
    return f"{ours} {note_detail(detail) if code == 'parser_note' else detail}".strip()


def reason_words(item: Mapping[str, Any]) -> str:
    """Why a text went nowhere."""
    return str(REASONS.get(review.reason_code(item), _("No row was found for it")))


def reason_names() -> dict[str, str]:
    """Reasons by code; under the empty code what is said of every other one."""
    return {"": _("No row was found for it")} | {code: str(words) for code, words in REASONS.items()}


def problem(found: RowProblem) -> str:
    """Why a change cannot be kept, in the reader's language."""
    known = _PROBLEMS.get(found.field)
    if known is not None:
        return str(known)
    name = FIELDS.get(found.field, found.field)
    return _("“%(field)s” cannot be kept like this: it is too long or of another kind.") % {"field": name}


def _count(change: Change) -> int:
    return sum(1 for entry in change.entries if entry["key"] not in ("head", "unplaced"))


def _fields(change: Change) -> str:
    names = []
    for entry in change.entries:
        for state in (entry["before"] or {}, entry["after"] or {}):
            names += [name for name in state.get("content") or {} if name in FIELDS and name != "path_codes"]
    return ", ".join(str(FIELDS[name]) for name in dict.fromkeys(names))


def what(change: Change) -> str:
    """What a change was, as half a sentence that can stand behind a name: `Retyped: Activity`."""
    count = _count(change)
    rows = ngettext("%(count)s row", "%(count)s rows", count) % {"count": count}
    known: dict[str, str] = {
        "edit": _("Retyped: %(fields)s") % {"fields": _fields(change)},
        "tick": _("Ticked periods"),
        "add": _("Added: %(rows)s") % {"rows": rows},
        "delete": _("Deleted: %(rows)s") % {"rows": rows},
        "move": _("Moved: %(rows)s") % {"rows": rows},
        "split": _("Split a row"),
        "merge": _("Merged rows"),
        "rename": _("Renamed a title above %(rows)s") % {"rows": rows},
        "level": _("Changed the level of %(rows)s") % {"rows": rows},
        "title": _("Made a row a title"),
        "activity": _("Made a title a row"),
        "place": _("Placed a text"),
        "leave": _("Left a text out"),
        "institutions": _("Changed institutions"),
        "link": _("Said who an institution is in %(rows)s") % {"rows": rows},
        "settle": _("Looks right"),
        "head": _("Changed the document’s fields: %(fields)s") % {"fields": _fields(change)},
        "read_again": _("Read the document again"),
    }
    if change.action == "undo" and change.undoes is not None:
        return undone(change)
    return known.get(change.action, change.action)


def undone(change: Change) -> str:
    """What an undo took back or did again."""
    turns, following = 0, change
    while following.undoes is not None:
        turns, following = turns + 1, following.undoes
    if turns % 2:
        return _("Undone: %(what)s") % {"what": what(following)}
    return _("Done again: %(what)s") % {"what": what(following)}
