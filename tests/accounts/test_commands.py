import pytest
from django.core.management import CommandError, call_command

from naveza.accounts.models import User
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def _typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("naveza.accounts.management.commands.create_user.getpass", lambda prompt: PASSWORD)


@pytest.mark.usefixtures("_typed")
def test_the_first_administrator_is_made_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        call_command("create_user", "Dana@example.org", "Dana", "--administrator")
    user = User.objects.get()
    assert user.is_administrator
    assert user.check_password(PASSWORD)
    assert capsys.readouterr().out == "dana@example.org has an account.\ndana@example.org already has an account.\n"


def test_a_bad_address_is_refused_with_a_sentence() -> None:
    with pytest.raises(CommandError, match="valid email"):
        call_command("create_user", "no address", "Dana", "--no-password")
