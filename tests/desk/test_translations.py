"""The screens speak Slovenian, Czech and Romanian completely."""

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import polib
import pytest

from naveza.desk import translations

# Texts of the framework that nobody meets here: names of languages, its administration and its pages for makers,
# kinds of database fields, accounts with a name to sign in, the page of a refused form (ours says it: 403_csrf.html).
NOT_MET = re.compile(
    r"^(Algerian Arabic|Central Kurdish.*|Igbo|Kyrgyz|Malay|Tajik|Turkmen|Uyghur|Uzbek|…|%\(truncated_text\)s…"
    r"|String \(unlimited\)|Universally unique identifier|Positive big integer|A JSON object|block size"
    r"|.*(Referer|“same-origin”|how-to’s|datestr|allow_empty|an int\.|does not exist|administrator|assword-based"
    r"|Raw passwords|valid username|Conflicting form).*|Set password.*|Reset password|Enabled|Disabled"
    r"|Whether the user.*)$",
    re.DOTALL,
)
WRONG = {
    "sl": re.compile(r"[„“”\"]|\s[,;:!]"),
    "cs": re.compile(r"[”»«\"]|\s[,;:!]"),
    "ro": re.compile(r"[“»«\"şţŞŢãÃ]|\s[,;:!]"),
}
BREAKS = re.compile(r"\d %|(?:\}|\)s) MB")  # a line must not end between a number and its unit
LONE = {"sl": re.compile(r"(?<!\w)[vzskh] ", re.I), "cs": re.compile(r"(?<!\w)[vzskou] ", re.I)}


@pytest.mark.parametrize("language", translations.LANGUAGES)
@pytest.mark.parametrize("app", translations.apps(), ids=lambda path: path.name)
def test_no_text_of_an_app_lacks_a_translation(app: Path, language: str) -> None:
    assert [message.text for message in translations.missing(app, language)] == []


@pytest.mark.parametrize("language", translations.LANGUAGES)
@pytest.mark.parametrize("app", translations.apps(), ids=lambda path: path.name)
def test_placeholders_and_edges_survive_translation(app: Path, language: str) -> None:
    holes = re.compile(r"%\([a-z_]+\)[sd]|%[sd]|\{[a-z_]*\}")
    for entry in translations.load_catalogue(app, language):
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            wanted = set(holes.findall(entry.msgid_plural or entry.msgid))
            if text and not entry.msgid_plural:
                assert set(holes.findall(text)) == wanted, entry.msgid
            elif text:
                assert set(holes.findall(text)) <= wanted, entry.msgid


def test_texts_are_found_in_python_and_in_templates(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "views.py").write_text(
        "from x import gettext as _, pgettext_lazy as _in\n"
        '_("One")\nngettext("%d row", "%d rows", 3)\n_in("person", "Name")\n'
    )
    (tmp_path / "templates" / "a.html").write_text(
        '{% load i18n %}{% translate "Two" %}{% translate "it\'s (three)" as x %}'
        "{% blocktranslate count n=rows %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}"
        "{% blocktranslate with a=b %}Four {{ a }}{% endblocktranslate %}"
    )
    found = {(m.text, m.plural) for m in translations.messages_of(tmp_path)}
    assert found == {
        ("One", ""),
        ("Name", ""),
        ("%d row", "%d rows"),
        ("Two", ""),
        ("it's (three)", ""),
        ("%(n)s row", "%(n)s rows"),
        ("Four %(a)s", ""),
    }


def _said(language: str) -> Iterator[tuple[translations.Message, list[str]]]:
    for app in translations.apps():
        for entry in translations.load_catalogue(app, language):
            message = translations.Message(entry.msgid, entry.msgid_plural or "", entry.msgctxt or "")
            yield message, [entry.msgstr] if not entry.msgid_plural else list(entry.msgstr_plural.values())


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_a_text_that_several_apps_have_reads_the_same_in_all(language: str) -> None:
    """The framework merges the catalogues of all apps: of two translations one would never be seen."""
    first: dict[translations.Message, list[str]] = {}
    assert [m.text for m, forms in _said(language) if first.setdefault(m, forms) != forms] == []


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_quotes_letters_and_blanks_are_those_of_the_language(language: str) -> None:
    texts = [text for message, forms in _said(language) for text in forms]
    assert [text for text in texts if WRONG[language].search(text) or BREAKS.search(text)] == []
    assert language not in LONE or [text for text in texts if LONE[language].search(text)] == []


@pytest.mark.parametrize("language", translations.LANGUAGES)
@pytest.mark.parametrize("package", ["conf", "contrib/auth"])
def test_what_the_framework_does_not_say_in_a_language_is_said_by_us(package: str, language: str) -> None:
    spec = find_spec("django")
    assert spec
    assert spec.origin
    folder = Path(spec.origin).parent / package / "locale"
    theirs = polib.pofile(str(folder / language / "LC_MESSAGES" / "django.po"))
    said = {entry.msgid for entry in theirs if entry.translated() and not entry.obsolete}
    asked = {entry.msgid for entry in polib.pofile(str(folder / "en" / "LC_MESSAGES" / "django.po"))}
    ours = {message.text for message in translations.foreign_messages(language)}
    assert sorted(text for text in asked - said - ours if not NOT_MET.match(text)) == []


def test_texts_of_the_framework_stay_in_a_catalogue_that_is_updated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "views.py").write_text('from x import gettext as _\n_("Ours")\n')
    listed = tmp_path / "foreign.csv"
    listed.write_text(
        "text,plural,context,languages,source\nTheirs,,,sl ro,forms\nMay,,alt. month,ro,dates\nday,days,,ro,dates\n"
    )
    monkeypatch.setattr(translations, "FOREIGN", listed)
    monkeypatch.setattr(translations, "FOREIGN_HOME", tmp_path)
    for language, expected in [("sl", 2), ("cs", 1), ("ro", 4)]:
        assert translations.update_catalogue(tmp_path, language) == expected
        assert translations.update_catalogue(tmp_path, language) == expected
    kept = {(e.msgid, e.msgid_plural, e.msgctxt) for e in translations.load_catalogue(tmp_path, "ro")}
    assert kept == {("Ours", "", None), ("Theirs", "", None), ("May", "", "alt. month"), ("day", "days", None)}
    assert {e.msgid for e in translations.load_catalogue(tmp_path, "cs")} == {"Ours"}
