"""The words that the review screen's scripts say, in the reader's language. `{name}` is filled in by the script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from . import note_words, review_texts

TEXTS: dict[str, Promise | str] = {
    "add_institution": _("Add an institution"),
    "add_to_registry": _("Add to the registry"),
    "all_right": _("All look right"),
    "as_written": _("“{name}” as written"),
    "badge_look": _("Must be looked at"),
    "badge_out": _("Saved here. You are signed out: sign in again in another tab."),
    "badge_sending": _("Sending …"),
    "badge_sent": _("All sent"),
    "changed_by": _("changed by {who}, {when}"),
    "close": _("Close"),
    "conflict_keep": _("Keep what I chose"),
    "conflict_lead": _("Nothing has been overwritten. Choose what shall stand in the draft."),
    "done": _("Done"),
    "doubts_lead": _(
        "What the reader was not sure of, by kind. Go through them one by one, or say at once that all are right."
    ),
    "down": _("Move down"),
    "editor_help": _("One paragraph a line. Escape saves and leaves."),
    "empty": _("empty"),
    "go_through": _("Go through"),
    "institutions": _("Institutions"),
    "lead": _("lead"),
    "looks_right": _("Looks right"),
    "lost_lead": _(
        "These texts of the document found no row. Put each where it belongs: "
        "choose a cell in the table first, or drag the text onto it."
    ),
    "lost_leave": _("May stay out"),
    "lost_new_row": _("a new row below the current one"),
    "lost_no_row": _("Choose a row in the table first."),
    "lost_none": _("Every text of the document has found its place."),
    "lost_put": _("Put into …"),
    "lost_show": _("Show in the document"),
    "lost_where": _("Where “{text}” belongs"),
    "make_lead": _("Leads this activity"),
    "names_choose": _("Who is meant?"),
    "names_lead": _(
        "These institutions are not in the registry. Say who each one is; the text of the document stays as it is."
    ),
    "names_nobody": _("Nobody in the registry has a name like this."),
    "names_none": _("Every institution named in this draft is known."),
    "names_remember": _("Remember this way of writing for other plans"),
    "needs_look": _("Needs a look"),
    "new_institution": _("New institution …"),
    "no_connection": _("The server does not answer. Nothing is lost; try again in a moment."),
    "no_doubts": _("Nothing is in doubt any more."),
    "no_titles": _("No title above this row"),
    "not_planned": _("not planned"),
    "parties_help": _("Escape saves. L marks the lead, Alt ↑ ↓ moves, Delete takes out."),
    "place_cell": _("Table {table}, row {row}, column {column}"),
    "place_line": _("Line {line}"),
    "place_none": _("Not from the document"),
    "place_page": _("Page {page}"),
    "place_paragraph": _("Paragraph {paragraph}"),
    "place_sheet": _("{sheet}, cell {cell}"),
    "planned": _("planned"),
    "refused_lead": _("The server cannot keep this change."),
    "refused_title": _("This change was not kept"),
    "refused_typed": _("What you typed"),
    "row_number": _("Row {n}"),
    "said_closed": _("Somebody has published this draft or put it aside. Nothing can be changed here any more."),
    "said_deleted": _("Deleted: {what}"),
    "said_level": _("Level changed."),
    "said_linked": _("“{name}” is known now."),
    "said_moved_down": _("Moved down."),
    "said_moved_under": _("Moved below another title."),
    "said_moved_up": _("Moved up."),
    "said_new_row": _("The text is a row now."),
    "said_no_doubt": _("Nothing is in doubt any more."),
    "said_no_level": _("There is no title to which this could go."),
    "said_no_merge": _("There is no row below to merge with."),
    "said_no_split": _("Put the caret where the second row shall begin."),
    "said_placed": _("Put into: {field}"),
    "said_row": _("The title is a row now."),
    "said_split": _("Split into two rows."),
    "said_ticked": _("{label}: planned"),
    "said_title": _("The row is a title now."),
    "said_unticked": _("{label}: not planned"),
    "source_failed": _("The document could not be loaded. Open this part again to try once more."),
    "split_help": _("Put the caret where the second row shall begin, then press Enter."),
    "suggestions": _("Similar institutions"),
    "take_out": _("Take out"),
    "title_help": _("For all rows below it. Empty takes this level away."),
    "to_fields": _("To the document’s fields"),
    "typed_back": _("Put it back into the cell"),
    "typed_drop": _("Drop it"),
    "typed_lead": _("When this page closed, this was being typed into “{field}” of “{row}” and had not been sent."),
    "typed_title": _("Unfinished text from last time"),
    "under_add": _("New title"),
    "under_new": _("A new title below the present one"),
    "under_search": _("Find a title"),
    "under_title": _("Move below which title?"),
    "understood": _("Understood"),
    "undo": _("Undo"),
    "unlinked": _("not in the registry"),
    "up": _("Move up"),
    "version_before": _("Before: {text}"),
    "version_deleted": _("The row is deleted"),
    "version_kept": _("The row stays"),
    "version_mine": _("Yours"),
    "version_theirs": _("Theirs"),
    "version_theirs_by": _("{who}, {when}"),
    "whole_document": _("about the whole document"),
    "who_is_this": _("Who is this?"),
    # the help that “?” shows
    "key_add": _("Add a row below"),
    "key_arrows": _("Go from cell to cell"),
    "key_choose": _("Choose several rows"),
    "key_delete": _("Delete the row"),
    "key_edit": _("Edit the cell"),
    "key_former": _("To the doubt before"),
    "key_leave": _("Save and leave the cell"),
    "key_level": _("One level up or down"),
    "key_merge": _("Merge with the row below"),
    "key_move": _("Move the row up or down"),
    "key_next": _("To the next doubt (also F8)"),
    "key_redo": _("Do again what was undone"),
    "key_right": _("Looks right: settle the doubt and go on"),
    "key_split": _("Split the row at the caret"),
    "key_tick": _("Put or take away the cross of a period"),
    "key_turn": _("Make the row a title, or the title a row"),
    "key_under": _("Move below another title"),
    "key_undo": _("Undo"),
}

PLURALS: dict[str, Callable[[int], str]] = {
    "badge_kept": lambda n: ngettext(
        "Saved here, not sent yet: {n} change", "Saved here, not sent yet: {n} changes", n
    ),
    "conflict_title": lambda n: ngettext(
        "Somebody else has changed the same cell", "Somebody else has changed the same {n} cells", n
    ),
    "in_rows": lambda n: ngettext("in {n} row", "in {n} rows", n),
    "lost_rest": lambda n: ngettext(
        "{n} text that is no content or was left out", "{n} texts that are no content or were left out", n
    ),
    "progress": lambda n: ngettext("{doubted} of {n} row needs a look", "{doubted} of {n} rows need a look", n),
    "progress_none": lambda n: ngettext("{n} row, nothing in doubt", "{n} rows, nothing in doubt", n),
    "right_in_all": lambda n: ngettext("Right in {n} row", "Right in all {n} rows", n),
    "said_changed": lambda n: ngettext("{who} has changed {n} row.", "{who} has changed {n} rows.", n),
    "said_deleted_rows": lambda n: ngettext("Deleted {n} row.", "Deleted {n} rows.", n),
    "said_merged": lambda n: ngettext("Merged {n} row.", "Merged {n} rows.", n),
    "said_restored": lambda n: ngettext(
        "{n} change from last time is being sent.", "{n} changes from last time are being sent.", n
    ),
    "said_settled_rows": lambda n: ngettext("Settled in {n} row.", "Settled in {n} rows.", n),
}

# A number of each grammatical category of the languages of the screens (CLDR): 1, 2, 3 and 20 tell them apart.
_SAMPLES = {"one": 1, "two": 2, "few": 3, "many": 20, "other": 20}


def words() -> dict[str, Any]:
    """Everything that the scripts of the review screen say."""
    return {
        "texts": {name: str(text) for name, text in TEXTS.items()},
        "plurals": {name: {category: of(n) for category, n in _SAMPLES.items()} for name, of in PLURALS.items()},
        "fields": {name: str(text) for name, text in review_texts.FIELDS.items()},
        "doubts": review_texts.doubt_words(),
        "reasons": review_texts.reason_names(),
        "notes": note_words.note_names(),
    }
