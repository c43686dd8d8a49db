"""The forms of accounts; those of the sign-in library without its placeholders and double links."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordForm, ResetPasswordKeyForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from naveza.accounts.models import User


class _Plain(forms.BaseForm):
    """Labels stand above the fields and say it once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignInForm(_Plain, LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["password"].help_text = ""  # the link stands beside the button
        if "remember" in self.fields:
            self.fields["remember"].label = _("Stay signed in on this device")


class ForgottenPasswordForm(_Plain, ResetPasswordForm):
    """The address to which the link goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")


class NewPasswordForm(_Plain, ResetPasswordKeyForm):
    """A new password, twice, after following the link."""


class PasswordForm(_Plain, ChangePasswordForm):
    """The present password and a new one, twice."""


class ProfileForm(forms.ModelForm[User]):
    """What a person says about herself."""

    language = forms.ChoiceField(
        label=_("Language of the screens and of mail"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )

    class Meta:
        model = User
        fields: tuple[str, ...] = ("name", "language")


class PersonForm(ProfileForm):
    """A new account."""

    is_administrator = forms.BooleanField(
        label=_("Administrator of this installation"),
        help_text=_("May make accounts, see the outbox, and change every institution."),
        required=False,
    )

    class Meta(ProfileForm.Meta):
        fields = ("name", "email", "language", "is_administrator")

    field_order = ("name", "email", "language", "is_administrator")


class ReasonForm(forms.Form):
    """Why a step that cannot be undone is taken."""

    why = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)


class PeopleFilter(forms.Form):
    """What the list of people shows."""

    text = forms.CharField(label=_("Name or address"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("Accounts"),
        required=False,
        choices=[
            ("", _("all")),
            ("active", _("open")),
            ("closed", _("closed")),
            ("administrators", _("administrators")),
        ],
    )
