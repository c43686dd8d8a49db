"""Forms of bringing in, of the document fields of a draft, of one row, and of publishing."""

from __future__ import annotations

from django import forms
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from naveza.accounts.models import User
from naveza.institutions.models import Institution, Territory
from naveza.institutions.operations import add_alias, create_institution
from naveza.institutions.states import InstitutionKind


class NewInstitutionForm(forms.Form):
    """An institution that the registry does not know yet. `spelling` is how the document writes it."""

    name = forms.CharField(label=_("Name"), max_length=300)
    abbreviation = forms.CharField(label=_("Abbreviation"), max_length=40, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=InstitutionKind.choices, initial=InstitutionKind.OTHER)
    territory = forms.ModelChoiceField(
        label=_("Territory"), queryset=Territory.objects.order_by("name"), required=False
    )
    language = forms.CharField(widget=forms.HiddenInput, max_length=5, required=False)
    spelling = forms.CharField(widget=forms.HiddenInput, max_length=300, required=False)

    @transaction.atomic
    def save(self, *, by: User) -> Institution:
        """Make it. Raises ValidationError for a name that the registry has."""
        given = self.cleaned_data
        made = create_institution(
            by=by,
            name=given["name"],
            abbreviation=given["abbreviation"],
            kind=given["kind"],
            territory=given["territory"],
            language=given["language"] or get_language() or "en",
        )
        if given["spelling"] and given["spelling"].casefold() not in {
            given["name"].casefold(),
            given["abbreviation"].casefold(),
        }:
            add_alias(by=by, institution=made, text=given["spelling"])
        return made
