"""Forms of bringing in a document, of the review screen and of publishing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from naveza.accounts.models import User
from naveza.institutions.models import Institution, Territory
from naveza.institutions.operations import add_alias, create_institution
from naveza.institutions.permissions import LEADING
from naveza.institutions.queries import institutions_of
from naveza.institutions.states import InstitutionKind
from naveza.lib import clock

from .states import VersionKind

MIB = 1024 * 1024


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
        own = {given["name"].casefold(), given["abbreviation"].casefold()}
        if given["spelling"] and given["spelling"].casefold() not in own:
            add_alias(by=by, institution=made, text=given["spelling"])
        return made


def _owners(person: User) -> QuerySet[Institution]:
    """The institutions for which a person may bring in plans."""
    everybody = Institution.objects.current().with_names().by_name()
    if person.is_administrator:
        return everybody
    return everybody.filter(pk__in=[found.pk for found in institutions_of(person, tuple(LEADING))])


class OwnerForm(forms.Form):
    """The institution that a plan belongs to."""

    owner = forms.ModelChoiceField(label=_("Institution that the plan belongs to"), queryset=Institution.objects.none())

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = _owners(person)
        # An installation may have an administrator before it has an institution.
        field.required = not person.is_administrator
        choices = list(field.queryset[:2])
        self.only_owner = choices[0].pk if len(choices) == 1 else None
        if self.only_owner:
            field.initial = choices[0]
            field.empty_label = None


class BringInForm(OwnerForm):
    """A file or a pasted text. `cleaned_data` has `data` (bytes) and `name`."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,
        help_text=_("Word (.docx), PDF with text, Excel (.xlsx), web page (.html), .md, .csv or .txt."),
        widget=forms.FileInput(
            attrs={"accept": ".docx,.pdf,.xlsx,.html,.htm,.md,.csv,.tsv,.txt", "data-limit": settings.UPLOAD_LIMIT}
        ),
    )
    text = forms.CharField(
        label=_("Or paste the text of the plan"),
        required=False,
        strip=False,
        help_text=_("A table copied from a document or a web page keeps its columns."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    field_order = ("file", "text", "owner")

    def clean_file(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None:
            return None
        size = file.size or 0
        if size == 0:
            raise ValidationError(_t("“%(name)s” is empty. Choose the document again.") % {"name": file.name})
        if size > settings.UPLOAD_LIMIT:
            values = {"name": file.name, "size": -(-size // MIB), "limit": settings.UPLOAD_LIMIT // MIB}
            raise ValidationError(
                _t("“%(name)s” has %(size)s MB; up to %(limit)s MB can be brought in. Remove pictures, or split it.")
                % values
            )
        return file

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        file, text = given.get("file"), given.get("text", "")
        if file is not None:
            given["data"], given["name"] = file.read(), (file.name or "document")[-200:]
        elif text.strip():
            day = clock.now().date().isoformat()
            given["data"], given["name"] = text.encode(), f"{_t('Pasted text')} {day}.txt"
        elif "file" not in self.errors:
            raise ValidationError(_t("Choose a file or paste a text."))
        return given


class PublishForm(forms.Form):
    """How a draft is published. A first version is the adopted text; later ones are amendments or errata."""

    kind = forms.ChoiceField(
        label=_("What is published"),
        choices=[
            (VersionKind.AMENDMENT, _("An amendment: the text was changed by a legal act")),
            (
                VersionKind.ERRATUM,
                _("An erratum: mistakes of reading or typing are corrected, nothing was decided anew"),
            ),
        ],
        widget=forms.RadioSelect,
    )
    legal_act = forms.CharField(
        label=_("Legal act"), required=False, max_length=1000, help_text=_("An amendment needs the act that made it.")
    )
    in_force_from = forms.DateField(
        label=_("In force from"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_first = is_first
        if is_first:
            del self.fields["kind"]
            self.fields["legal_act"].help_text = _("The decision by which the plan was adopted, if it shall be shown.")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        given.setdefault("kind", VersionKind.ADOPTED if self.is_first else "")
        if given["kind"] == VersionKind.AMENDMENT and not given.get("legal_act", "").strip():
            self.add_error(
                "legal_act", _t("Name the legal act of the amendment. A correction of mistakes is an erratum.")
            )
        if given["kind"] == VersionKind.ERRATUM and not given.get("note", "").strip():
            self.add_error("note", _t("Say what was wrong."))
        return given


class ReasonForm(forms.Form):
    """Why a draft is put aside."""

    why = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays with the draft, which can be taken up again."),
    )
