"""What the plan table shows (`{% include "design/plan-table.html" with table=… %}`); pure.

A plan is a list of sections. A section has bands (the titles above, one for each level) and groups; a group
is one goal with its rows. Texts are those of the adopted document and stay in its language.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

Text = str | Promise

FIELDS = ("goal", "activity", "periods", "results", "indicators", "term", "institutions")


@dataclass(frozen=True)
class PeriodColumn:
    """A period: `label` as the plan writes it ("2026-1"), `short` for the narrow header ("1")."""

    label: str
    short: str


@dataclass(frozen=True)
class PeriodGroup:
    """Periods under one heading, as a rule a year."""

    label: str
    periods: Sequence[PeriodColumn]


@dataclass(frozen=True)
class Tick:
    """One period of one row; `state` is a state code and replaces the tick by its shape."""

    label: str
    ticked: bool
    state: str = ""


@dataclass(frozen=True)
class Party:
    """An institution of a row, in the document's order. `name` as adopted, `title` its full name."""

    name: str
    href: str = ""
    title: str = ""
    lead: bool = False


@dataclass(frozen=True)
class Doubt:
    """Why a person should look: `label` is two or three words, `text` a sentence."""

    label: Text
    text: Text = ""
    href: str = ""


@dataclass(frozen=True)
class PlanRow:
    """One activity. `doubted` names the cells (of FIELDS) that a person should look at."""

    anchor: str
    activities: Sequence[str]
    code: str = ""
    href: str = ""
    ticks: Sequence[Tick] = ()
    results: Sequence[str] = ()
    indicators: Sequence[str] = ()
    term: str = ""
    deadline: str = ""
    amounts: Sequence[str] = ()
    parties: Sequence[Party] = ()
    state: str = ""
    doubts: Sequence[Doubt] = ()
    doubted: frozenset[str] = frozenset()


@dataclass(frozen=True)
class GoalGroup:
    """The rows of one goal."""

    title: str
    rows: Sequence[PlanRow]
    code: str = ""
    href: str = ""


@dataclass(frozen=True)
class Band:
    """A title across the table; `depth` 1 is the outermost level."""

    title: str
    code: str = ""
    depth: int = 1
    anchor: str = ""
    href: str = ""


@dataclass(frozen=True)
class Section:
    """Groups under the bands that begin with them."""

    bands: Sequence[Band]
    groups: Sequence[GoalGroup]


@dataclass(frozen=True)
class PlanTable:
    """The whole table. A column whose label is empty does not exist; `language` is that of the plan."""

    language: str
    caption: Text
    activity_label: Text
    institutions_label: Text
    sections: Sequence[Section]
    goal_label: Text = ""
    results_label: Text = ""
    indicators_label: Text = ""
    term_label: Text = ""
    deadline_label: Text = ""
    budget_label: Text = ""
    period_groups: Sequence[PeriodGroup] = ()

    @property
    def period_count(self) -> int:
        """How many period columns the table has."""
        return sum(len(group.periods) for group in self.period_groups)

    @property
    def column_count(self) -> int:
        """How many columns a band spans."""
        named = (
            self.goal_label,
            self.deadline_label,
            self.results_label,
            self.indicators_label,
            self.term_label,
        )
        optional = (*named, self.institutions_label, self.budget_label)
        return 1 + sum(1 for label in optional if label) + self.period_count

    @property
    def row_count(self) -> int:
        """How many activities the table shows."""
        return sum(len(group.rows) for section in self.sections for group in section.groups)
