"""The screens speak Slovenian, Czech and Romanian completely."""

from pathlib import Path

import pytest

from naveza.desk import translations


@pytest.mark.parametrize("language", translations.LANGUAGES)
@pytest.mark.parametrize("app", translations.apps(), ids=lambda path: path.name)
def test_no_text_of_an_app_lacks_a_translation(app: Path, language: str) -> None:
    assert [message.text for message in translations.missing(app, language)] == []


@pytest.mark.parametrize("language", translations.LANGUAGES)
@pytest.mark.parametrize("app", translations.apps(), ids=lambda path: path.name)
def test_placeholders_and_edges_survive_translation(app: Path, language: str) -> None:
    import re

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
    (tmp_path / "views.py").write_text('from x import gettext as _\n_("One")\nngettext("%d row", "%d rows", 3)\n')
    (tmp_path / "templates" / "a.html").write_text(
        '{% load i18n %}{% translate "Two" %}{% translate "it\'s (three)" as x %}'
        "{% blocktranslate count n=rows %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}"
        "{% blocktranslate with a=b %}Four {{ a }}{% endblocktranslate %}"
    )
    found = {(m.text, m.plural) for m in translations.messages_of(tmp_path)}
    assert found == {
        ("One", ""),
        ("%d row", "%d rows"),
        ("Two", ""),
        ("it's (three)", ""),
        ("%(n)s row", "%(n)s rows"),
        ("Four %(a)s", ""),
    }
