"""Forms of institutions. Another institution is typed by name, as documents write it, and resolved by the
registry."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from naveza.accounts.models import User, normal_email
from naveza.institutions.models import Institution, InstitutionName, Territory, today
from naveza.institutions.queries import registry
from naveza.institutions.states import InstitutionKind, Role, SuccessionKind


class DayInput(forms.DateInput):
    """The browser's own picker of a day; the value is ISO 8601 in every language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class InstitutionField(forms.CharField):
    """The name, abbreviation or alias of one institution. `clean` gives the Institution, None for an empty
    field."""

    def clean(self, value: Any) -> Institution | None:
        found = resolve([super().clean(value)])
        return found[0] if found else None

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            value = Institution.objects.with_names().get(pk=value)
        return value.name if isinstance(value, Institution) else value


class InstitutionsField(InstitutionField):
    """Institutions, one on each line. `clean` gives a list."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value: Any) -> list[Institution]:  # type: ignore[override]
        return resolve(forms.CharField.clean(self, value).splitlines())


def resolve(names: Sequence[str]) -> list[Institution]:
    """The institutions of the names, in their order. Raises ValidationError with what might have been
    meant."""
    wanted = [name.strip() for name in names if name.strip()]
    if not wanted:
        return []
    known = registry()
    ids: list[int] = []
    for name in wanted:
        identity = known.resolve(name)
        if identity is None:
            similar = [suggestion.name for suggestion in known.suggest(name, limit=3)]
            if similar:
                text = _("“%(name)s” is not known. Did you mean: %(similar)s?")
                raise ValidationError(text, params={"name": name, "similar": "; ".join(similar)})
            raise ValidationError(_("“%(name)s” is not known."), params={"name": name})
        ids.append(identity)
    by_id = Institution.objects.with_names().in_bulk(ids)
    return [by_id[identity] for identity in dict.fromkeys(ids)]


class InstitutionFilter(forms.Form):
    """What the list shows."""

    text = forms.CharField(label=_("Name, abbreviation or alias"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    territory = forms.ModelChoiceField(
        label=_("Territory"), queryset=Territory.objects.none(), required=False, empty_label=_("all")
    )
    ended = forms.ChoiceField(
        label=_("Which"), required=False, choices=[("", _("those of today")), ("yes", _("also those that ended"))]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("all")), *InstitutionKind.choices]  # type: ignore[attr-defined]
        self.fields["territory"].queryset = Territory.objects.exclude(kind="municipality")  # type: ignore[attr-defined]

    def clean_ended(self) -> bool:
        return bool(self.cleaned_data["ended"])


class DetailsForm(forms.ModelForm[Institution]):
    """What is not its name."""

    parent = InstitutionField(
        label=_("Part of"),
        required=False,
        help_text=_("Its name or abbreviation, for a unit of another institution."),
    )

    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    class Meta:
        model = Institution
        fields = ("kind", "territory", "parent", "website")


class NewInstitutionForm(DetailsForm):
    """A new institution with its first name."""

    name = forms.CharField(label=_("Name"), max_length=300)
    abbreviation = forms.CharField(label=_("Abbreviation"), max_length=40, required=False)
    language = forms.ChoiceField(label=_("Language of the name"), choices=settings.LANGUAGES)
    valid_from = forms.DateField(
        label=_("Called so since"),
        required=False,
        widget=DayInput,
        help_text=_("Leave it empty if it has always been called so, or nobody knows."),
    )

    field_order = ("name", "abbreviation", "language", "valid_from", "kind", "territory", "parent", "website")


class RenameForm(forms.Form):
    """A new name from a day on, or a name in another language."""

    name = forms.CharField(label=_("New name"), max_length=300)
    abbreviation = forms.CharField(label=_("Abbreviation"), max_length=40, required=False)
    language = forms.ChoiceField(label=_("Language of the name"), choices=settings.LANGUAGES)
    on = forms.DateField(label=_("From this day on"), widget=DayInput, initial=today)
    legal_act = forms.CharField(
        label=_("Legal act"),
        max_length=500,
        required=False,
        help_text=_("As cited, with its number in the gazette."),
    )


class CorrectionForm(forms.Form):
    """A typing error in a name."""

    name = forms.ModelChoiceField(label=_("Which name"), queryset=InstitutionName.objects.none(), empty_label=None)
    text = forms.CharField(label=_("Right name"), max_length=300)
    abbreviation = forms.CharField(label=_("Right abbreviation"), max_length=40, required=False)
    why = forms.CharField(label=_("What was wrong"), max_length=500)


class SuccessionForm(forms.Form):
    """What the law made of it."""

    KINDS = (
        (SuccessionKind.MERGED, _("It was merged into another one")),
        (SuccessionKind.SPLIT, _("It was split into several")),
        (SuccessionKind.SUCCESSOR, _("Another one took over its work")),
        ("ended", _("It ended, and nobody took over")),
    )

    kind = forms.ChoiceField(label=_("What happened"), choices=KINDS, widget=forms.RadioSelect)
    targets = InstitutionsField(
        label=_("The institutions after it"),
        required=False,
        help_text=_("One on each line, by name or abbreviation. Add a new one to the registry first."),
    )
    on = forms.DateField(label=_("From this day on"), widget=DayInput, initial=today)
    legal_act = forms.CharField(
        label=_("Legal act"),
        max_length=500,
        required=False,
        help_text=_("As cited, with its number in the gazette."),
    )
    goes_on = forms.BooleanField(label=_("After a split it goes on with a part of its work"), required=False)


class DuplicateForm(forms.Form):
    """The same body stands in the registry twice."""

    kept = InstitutionField(label=_("The one to keep"), help_text=_("Its name or abbreviation."))
    why = forms.CharField(label=_("Why they are the same"), max_length=500)


class AliasForm(forms.Form):
    """Another way documents write it."""

    text = forms.CharField(label=_("Another way documents write it"), max_length=300)


class MemberForm(forms.Form):
    """A person, by the address of her account, and her role."""

    user = forms.EmailField(label=_("E-mail address of the account"))
    role = forms.ChoiceField(label=_("Role"), choices=Role)
    since = forms.DateField(label=_("Since"), widget=DayInput, initial=today)

    def clean_user(self) -> User:
        user = User.objects.filter(email=normal_email(self.cleaned_data["user"]), is_active=True).first()
        if user is None:
            raise ValidationError(_("There is no open account with this address. An administrator can make one."))
        return user


class PersonRoleForm(forms.Form):
    """An institution and a role for a person whose page is open."""

    institution = InstitutionField(label=_("Institution"))
    role = forms.ChoiceField(label=_("Role"), choices=Role)
