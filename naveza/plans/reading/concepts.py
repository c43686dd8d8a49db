"""Concepts that column headers name, the more specific ones first (`plans/data/headers.csv` has their words)."""

CONCEPTS = (
    "evaluation_term",
    "source_of_funds",
    "target_group",
    "other",
    "deadline",
    "partners",
    "lead",
    "responsible",
    "indicator",
    "result",
    "budget",
    "start",
    "end",
    "period",
    "number",
    "note",
    "activity",
    "measure",
    "goal",
    "chapter",
)
