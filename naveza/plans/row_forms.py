"""The forms of one row and of the document's fields: the review screen without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from . import review_texts, rules
from .rules import Content
from .states import PlanKind

_AMOUNT = re.compile(r"^-?\d+(\.\d+)?$")


class LinesField(forms.CharField):
    """Texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]
        texts = (" ".join(line.split()) for line in super().clean(value).splitlines())
        return [text for text in texts if text]


class BudgetField(forms.CharField):
    """Stated amounts, one a line: what | amount | currency | period | who."""

    widget = forms.Textarea(attrs={"rows": 2})
    keys = ("what", "amount", "currency", "period", "who")

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(self._line, value)) if isinstance(value, list) else value

    def _line(self, amount: Mapping[str, Any]) -> str:
        return " | ".join(str(amount.get(key) or "") for key in self.keys).rstrip(" |")

    def clean(self, value: Any) -> list[Content]:  # type: ignore[override]
        return [self._amount(line) for line in super().clean(value).splitlines() if line.strip()]

    def _amount(self, line: str) -> Content:
        parts = [part.strip() for part in line.split("|")]
        found = dict(zip(self.keys, [*parts, *[""] * len(self.keys)], strict=False))
        amount = found["amount"].replace(" ", "").replace("\u00a0", "")
        if "," in amount and "." not in amount:
            amount = amount.replace(",", ".")
        if not _AMOUNT.match(amount):
            raise ValidationError(
                _t("“%(line)s”: write what | amount | currency | period | who, the amount as a number.")
                % {"line": line.strip()}
            )
        return {key: text or None for key, text in found.items()} | {"amount": amount, "currency": found["currency"]}


class RowForm(forms.Form):
    """One row of a draft. `revision` is the row's as the form showed it."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    code = forms.CharField(label=_("Number"), required=False, max_length=200)
    activities = LinesField(label=_("Activity"), required=False, help_text=_("One paragraph a line."))
    periods = forms.MultipleChoiceField(label=_("Periods"), required=False, widget=forms.CheckboxSelectMultiple)
    deadline = forms.CharField(label=_("Deadline"), required=False, max_length=2000)
    expected_results = LinesField(label=_("Expected results"), required=False, help_text=_("One a line."))
    indicators = LinesField(label=_("Indicators"), required=False, help_text=_("One a line."))
    evaluation_term = forms.CharField(label=_("Evaluation term"), required=False, max_length=2000)
    institutions = LinesField(label=_("Institutions"), required=False, help_text=_("One a line, in order."))
    lead = forms.CharField(
        label=_("Lead"), required=False, max_length=300, help_text=_("One of the institutions, or empty.")
    )
    budget = BudgetField(
        label=_("Budget"), required=False, help_text=_("One amount a line: what | amount | currency | period | who")
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        content: Mapping[str, Any],
        labels: Sequence[str],
        levels: Sequence[str],
    ) -> None:
        ticked = rules.planned_labels(content["periods"], labels)
        super().__init__(data, initial={**content, "periods": ticked})  # type: ignore[arg-type]
        self.content = content
        self.labels = labels
        ticks = self.fields["periods"]
        assert isinstance(ticks, forms.MultipleChoiceField)  # noqa: S101 - declared above
        ticks.choices = [(label, label) for label in labels]
        if not labels:
            del self.fields["periods"]
        self.depth = max(len(content["path"]), len(levels) - 1, 1)
        for depth in range(self.depth):
            name = levels[depth] if depth < len(levels) - 1 else _t("Title %(n)s") % {"n": depth + 1}
            self._title_fields(depth, name)

    def _title_fields(self, depth: int, name: str) -> None:
        path, codes = self.content["path"], self.content["path_codes"]
        number = forms.CharField(label=_t("%(level)s: number") % {"level": name}, required=False, max_length=60)
        number.initial = codes[depth] if depth < len(codes) else ""
        title = forms.CharField(label=name, required=False, max_length=4000)
        title.initial = path[depth] if depth < len(path) else ""
        self.fields[f"title_code_{depth}"], self.fields[f"title_{depth}"] = number, title

    def fields_changed(self) -> Content:
        """The fields of the row that the person has changed, as plan-json."""
        given = self.cleaned_data
        now: Content = {
            name: given[name] or None for name in ("code", "deadline", "evaluation_term", "lead") if name in given
        }
        now |= {name: given[name] for name in ("activities", "expected_results", "indicators", "institutions")}
        titles = [(given[f"title_{d}"].strip(), given[f"title_code_{d}"].strip() or None) for d in range(self.depth)]
        now["path"] = [title for title, _code in titles if title]
        now["path_codes"] = [code for title, code in titles if title]
        if "periods" in given:
            others = [label for label in self.content["periods"] if label not in self.labels]
            shown = rules.planned_labels(self.content["periods"], self.labels)
            now["periods"] = self.content["periods"] if given["periods"] == shown else [*given["periods"], *others]
        if "budget" in self.changed_data:
            now["budget"] = given["budget"]
        return {name: value for name, value in now.items() if (value or None) != (self.content.get(name) or None)}


class HeadForm(forms.Form):
    """The fields of the whole document. `revision` is the draft's as the form showed it."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.ChoiceField(label=_("Kind of document"), choices=PlanKind.choices)
    language = forms.RegexField(
        label=_("Language of the text"), regex=r"^[a-z]{2,3}$", help_text=_("Two letters: sl, cs, ro, en, hr, de …")
    )
    period_start = forms.DateField(
        label=_("First day"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    period_end = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    level_names = LinesField(
        label=_("Names of the levels"), required=False, help_text=_("One a line, from the top down, the activity last.")
    )
    periods = LinesField(
        label=_("Periods"), required=False, help_text=_("One a line, in order: 2031-1 is the first half of 2031.")
    )
    region = forms.CharField(label=_("Region"), required=False, max_length=500)
    vision = forms.CharField(
        label=_("Vision"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 4})
    )
    legal_basis = forms.CharField(
        label=_("Legal basis"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 2})
    )
    abbreviations = LinesField(
        label=_("Abbreviations"), required=False, help_text=_("One a line: abbreviation = what it stands for")
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, head: Mapping[str, Any], initial: Mapping[str, Any]
    ) -> None:
        short = [f"{abbreviation} = {text}" for abbreviation, text in (head.get("abbreviations") or {}).items()]
        super().__init__(data, initial={**head, "abbreviations": short, **initial})  # type: ignore[arg-type]
        self.head = head

    def clean_abbreviations(self) -> dict[str, str]:
        found = {}
        for line in self.cleaned_data["abbreviations"]:
            short, sign, long = line.partition("=")
            if not sign or not short.strip() or not long.strip():
                raise ValidationError(
                    _t("“%(line)s”: write the abbreviation, = and what it stands for.") % {"line": line}
                )
            found[short.strip()] = long.strip()
        return found

    def clean_periods(self) -> list[str]:
        labels: list[str] = self.cleaned_data["periods"]
        if len(set(labels)) < len(labels):
            raise ValidationError(_t("A period stands here twice."))
        return ["".join(label.split()) for label in labels]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        start, end = given.get("period_start"), given.get("period_end")
        if start and end and end < start:
            self.add_error("period_end", _t("The last day lies before the first."))
        return given

    def head_changed(self) -> Content:
        """The document fields that the person has changed, as plan-json."""
        now: Content = {}
        for name in self.fields:
            if name == "revision":
                continue
            value = self.cleaned_data[name]
            now[name] = value.isoformat() if hasattr(value, "isoformat") else value or None
        for name in ("level_names", "periods"):
            now[name] = now[name] or []
        now["abbreviations"] = now["abbreviations"] or {}
        return {name: value for name, value in now.items() if (value or None) != (self.head.get(name) or None)}


def field_words(names: Sequence[str]) -> str:
    """Names of fields as words, for a sentence."""
    return ", ".join(str(review_texts.FIELDS.get(name, name)) for name in names)
