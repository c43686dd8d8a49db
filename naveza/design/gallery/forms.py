"""Forms of the gallery: one as it is opened, one as it comes back with mistakes."""

from django import forms

CHOICES = [("docx", "Word document (.docx)"), ("pdf", "PDF with text"), ("xlsx", "Spreadsheet (.xlsx)")]
ROLES = [("lead", "Lead"), ("partner", "Partner"), ("reader", "Only reads")]


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label="Title of the plan", help_text="As it stands on the first page.", max_length=200)
    email = forms.EmailField(label="E-mail of the coordinator")
    kind = forms.ChoiceField(label="Kind of document", choices=CHOICES)
    role = forms.ChoiceField(
        label="What does your institution do in this plan?", choices=ROLES, widget=forms.RadioSelect
    )
    formats = forms.MultipleChoiceField(
        label="Send me the report as", choices=CHOICES, widget=forms.CheckboxSelectMultiple, required=False
    )
    note = forms.CharField(
        label="What changed", help_text="One or two sentences.", widget=forms.Textarea, required=False
    )
    agree = forms.BooleanField(label="This plan has been adopted", help_text="It can then be published.")


class UploadForm(forms.Form):
    """A document from the computer."""

    document = forms.FileField(
        label="The adopted document",
        help_text="Word, PDF with text, spreadsheet, web page or plain text, up to 40 MB.",
    )


class FilterForm(forms.Form):
    """Filters of a list of activities."""

    q = forms.CharField(label="Words", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    state = forms.ChoiceField(label="State", required=False, choices=[("", "all"), ("late", "late"), ("done", "done")])
    period = forms.ChoiceField(label="Half-year", required=False, choices=[("", "all"), ("2026-1", "2026-1")])


class SignInForm(forms.Form):
    """E-mail address and password."""

    login = forms.EmailField(label="E-mail address", widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))


def wrong_form(side: str) -> SampleForm:
    """Return the form as it comes back: three mistakes, the typed text still there."""
    data = {
        "title": "",
        "email": "ana.kovac",
        "kind": "pdf",
        "note": "Nov rok za dve dejavnosti.",
        "formats": ["pdf"],
    }
    return SampleForm(data, auto_id=f"wrong{side}_%s")
