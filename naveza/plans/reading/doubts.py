"""Every doubt the reader can have: a stable code and an English sentence. Screens translate by code."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from naveza.plans.reading.draft import Doubt
from naveza.plans.reading.fragments import Span, places_of


class Code(StrEnum):
    """Codes are part of the format: add, never rename."""

    LEAD_BY_FIRST_NAME = "lead_by_first_name"
    LEAD_AMBIGUOUS = "lead_ambiguous"
    NO_PERIOD_TICKED = "no_period_ticked"
    UNCLEAR_TICK = "unclear_tick"
    MERGED_CELL_ASSUMED = "merged_cell_assumed"
    HEADER_MISSING = "header_missing"
    COLUMN_BY_SHAPE = "column_by_shape"
    COLUMN_UNKNOWN = "column_unknown"
    COLUMNS_UNEVEN = "columns_uneven"
    GLUED_ORGANISATIONS = "glued_organisations"
    ORGANISATION_UNSURE = "organisation_unsure"
    NO_INSTITUTION = "no_institution"
    NO_ACTIVITY = "no_activity"
    TITLE_CUT = "title_cut"
    TITLE_GUESSED = "title_guessed"
    CHAPTER_ASSUMED = "chapter_assumed"
    ROW_JOINED = "row_joined"
    ROW_ORDER_GUESSED = "row_order_guessed"
    CELL_ASSIGNED_BY_POSITION = "cell_assigned_by_position"
    PERIOD_UNSURE = "period_unsure"
    AMOUNT_UNSURE = "amount_unsure"
    LANGUAGE_UNKNOWN = "language_unknown"
    LANGUAGE_GUESSED = "language_guessed"
    NO_ROWS = "no_rows"
    TEXT_UNPLACED = "text_unplaced"
    PARSER_NOTE = "parser_note"


class Level(StrEnum):
    """How much a doubt takes away from a row's confidence."""

    SLIGHT = "slight"
    REAL = "real"
    GRAVE = "grave"


SENTENCES: dict[Code, tuple[Level, str]] = {
    Code.LEAD_BY_FIRST_NAME: (Level.SLIGHT, "The institution named first was taken for the lead."),
    Code.LEAD_AMBIGUOUS: (Level.REAL, "The document marks leads, but not clearly here."),
    Code.NO_PERIOD_TICKED: (Level.REAL, "No period is ticked in this row."),
    Code.UNCLEAR_TICK: (Level.REAL, "A period cell holds something that is not a plain tick."),
    Code.MERGED_CELL_ASSUMED: (Level.SLIGHT, "An empty cell was read as a continuation of the cell above."),
    Code.HEADER_MISSING: (Level.REAL, "The table has no header; its columns follow the table before."),
    Code.COLUMN_BY_SHAPE: (Level.REAL, "A column's meaning was guessed from its content."),
    Code.COLUMN_UNKNOWN: (Level.GRAVE, "A column's meaning is not known."),
    Code.COLUMNS_UNEVEN: (Level.GRAVE, "The row has more or fewer cells than the header."),
    Code.GLUED_ORGANISATIONS: (Level.REAL, "Names of institutions stood without a separator and were cut."),
    Code.ORGANISATION_UNSURE: (Level.REAL, "It is not sure where one institution ends and the next begins."),
    Code.NO_INSTITUTION: (Level.SLIGHT, "No institution is named in this row."),
    Code.NO_ACTIVITY: (Level.GRAVE, "The row has no activity."),
    Code.TITLE_CUT: (Level.REAL, "The title seems to be cut off in the document."),
    Code.TITLE_GUESSED: (Level.REAL, "The title was guessed from its place."),
    Code.CHAPTER_ASSUMED: (Level.REAL, "The chapter of this row was assumed from what stands near by."),
    Code.ROW_JOINED: (Level.SLIGHT, "The row was joined over a page break."),
    Code.ROW_ORDER_GUESSED: (Level.REAL, "The order of rows was guessed."),
    Code.CELL_ASSIGNED_BY_POSITION: (Level.REAL, "The text was given to this row by its position only."),
    Code.PERIOD_UNSURE: (Level.REAL, "The period is not stated clearly."),
    Code.AMOUNT_UNSURE: (Level.REAL, "An amount of money is not stated clearly."),
    Code.LANGUAGE_UNKNOWN: (
        Level.REAL,
        "There is no word list for the language of this document; it was read by shape.",
    ),
    Code.LANGUAGE_GUESSED: (Level.SLIGHT, "The language was guessed from the text."),
    Code.NO_ROWS: (Level.GRAVE, "No row of work was found in this document."),
    Code.TEXT_UNPLACED: (Level.SLIGHT, "Some text could not be placed."),
    Code.PARSER_NOTE: (Level.SLIGHT, "The document held something that had to be decided or left out."),
}

CONFIDENCE = {Level.SLIGHT: 0.9, Level.REAL: 0.7, Level.GRAVE: 0.4}


def make(code: Code, *, field: str = "", spans: Iterable[Span] = (), detail: str = "") -> Doubt:
    """A doubt with its sentence; `detail` is the document's own words."""
    sentence = SENTENCES[code][1]
    return Doubt(code.value, f"{sentence} ({detail})" if detail else sentence, field, places_of(spans))


def confidence(doubts: Iterable[Doubt]) -> float:
    """The lowest confidence among doubts; 1.0 where there is none."""
    levels = [SENTENCES[Code(d.code)][0] if d.code in SENTENCES else Level.REAL for d in doubts]
    return min((CONFIDENCE[level] for level in levels), default=1.0)
