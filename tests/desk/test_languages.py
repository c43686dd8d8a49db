"""Every page in Slovenian, Czech and Romanian: nothing of the screen stays English, and each language is set as it is
written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import formats, translation
from django.utils.translation import trans_real
from lxml import html

from naveza.accounts.models import User
from naveza.desk import translations
from naveza.lib.dates import format_date
from tests.architecture.test_every_address import BY_FORM, EXPECTED, ONWARD, world

__all__ = ["world"]  # the fixture

TITLES = ("Plan of the valley", "Secret draft")  # adopted content of the test's own plans, in English
LEVELS = {"Chapter", "Goal", "Activity"}
GALLERY = "design:gallery"  # a page for makers: its samples are in several languages
BLANK = "\N{NO-BREAK SPACE}"
SPOKEN = ("aria-label", "placeholder", "title", "alt", "value", "data-label", "data-copy-done", "data-shortcut-label")
UNSPOKEN = {"script", "style", "code", "kbd", "title"}
# Words that no sentence of the three languages has.
ENGLISH = re.compile(r"\b(the|and|this|with|from|your|which|has been|cannot|nothing|nobody)\b", re.IGNORECASE)


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> None:
    translations.compile_catalogues()
    vars(trans_real)["_translations"].clear()  # a catalogue that was read before is read again


def _holes(text: str) -> re.Pattern[str]:
    parts = re.split(r"%\([a-z_]+\)[sd]|\{[a-z_]+\}", text)
    return re.compile(".+".join(re.escape(part) for part in parts))


def _english(language: str) -> tuple[set[str], list[re.Pattern[str]]]:
    """English texts that read otherwise in the language: whole ones, and those with something filled in."""
    whole, filled = set(), []
    for app in translations.apps():
        for entry in translations.load_catalogue(app, language):
            for text, said in [(entry.msgid, entry.msgstr), (entry.msgid_plural, "")]:
                if not text or text == said:
                    continue
                if "%(" in text or re.search(r"\{[a-z_]+\}", text):
                    if len(re.findall(r"[a-z]{2,}", _words(text))) > 1:
                        filled.append(_holes(text))
                else:
                    whole.add(" ".join(text.split()))
    return whole, filled


def _words(text: str) -> str:
    return re.sub(r"%\([a-z_]+\)[sd]|\{[a-z_]+\}", " ", text)


def _texts(page: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """(language, text) of all that a reader sees or hears."""
    for element in page.iter():
        if not isinstance(element.tag, str) or element.tag in UNSPOKEN:
            continue
        spoken = [element.get(name) for name in SPOKEN if not (name == "value" and element.tag != "button")]
        around = element.getparent() if element.getparent() is not None else element
        for text, where in [(element.text, element), (element.tail, around), *((text, element) for text in spoken)]:
            if text and text.strip() and where.tag not in UNSPOKEN and "://" not in text:
                yield _language(where), " ".join(text.split())


def _language(element: html.HtmlElement) -> str:
    return next((str(e.get("lang")) for e in (element, *element.iterancestors()) if e.get("lang")), "")


@pytest.mark.django_db
@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_no_page_keeps_an_english_text_of_the_screen(
    language: str,
    world: dict[str, dict[str, object]],
    administrator: User,
    client_of: Callable[[User | None], Client],
) -> None:
    whole, filled = _english(language)
    left = []
    for name, expected in EXPECTED.items():
        if name == GALLERY or expected in (BY_FORM, ONWARD):
            continue
        client = client_of(administrator if expected[4] == 200 else None)
        client.cookies["django_language"] = language
        answer = client.get(reverse(name, kwargs=world.get(name, {})))
        if not answer.content or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        for spoken, text in _texts(html.document_fromstring(answer.content.decode())):
            meant = spoken == language and text not in LEVELS and not any(title in text for title in TITLES)
            if meant and (text in whole or ENGLISH.search(text) or any(hole.fullmatch(text) for hole in filled)):
                left.append(f"{name}: {text}")
    assert not left, "\n".join(sorted(set(left)))


@pytest.mark.parametrize(
    ("language", "day", "short", "moment"),
    [
        ("en", "1 July 2026", "1 Jul 2026", "1 July 2026, 09:05"),
        ("sl", "1. julij 2026", "1. 7. 2026", "1. julij 2026, 09:05"),
        ("cs", "1. července 2026", "1. 7. 2026", "1. července 2026, 9:05"),
        ("ro", "1 iulie 2026", "01.07.2026", "1 iulie 2026, 09:05"),
    ],
)
def test_dates_are_written_as_people_of_the_language_write_them(
    language: str, day: str, short: str, moment: str
) -> None:
    first = datetime(2026, 7, 1, 9, 5)  # noqa: DTZ001 - no zone is shown
    with translation.override(language):
        written = [formats.date_format(first, name) for name in ("DATE_FORMAT", "SHORT_DATE_FORMAT", "DATETIME_FORMAT")]
    assert [text.replace(BLANK, " ") for text in written] == [day, short, moment]
    assert format_date(date(2026, 7, 1), language).replace(BLANK, " ") == day


@pytest.mark.parametrize(
    ("language", "number"),
    [("en", "1,234,567.5"), ("sl", "1.234.567,5"), ("cs", f"1{BLANK}234{BLANK}567,5"), ("ro", "1.234.567,5")],
)
def test_numbers_are_written_as_people_of_the_language_write_them(language: str, number: str) -> None:
    with translation.override(language):
        assert formats.number_format(1234567.5, 1, force_grouping=True) == number


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("sl", "Geslo je prekratko. Vsebovati mora vsaj 10 znakov."),
        ("cs", "Heslo je příliš krátké. Musí mít alespoň 10 znaků."),
        ("ro", "Parola este prea scurtă. Trebuie să conțină cel puțin 10 caractere."),
    ],
)
def test_a_text_that_the_framework_lacks_is_said_in_ours(language: str, sentence: str) -> None:
    with translation.override(language), pytest.raises(ValidationError) as refused:
        password_validation.MinimumLengthValidator(10).validate("short")
    assert refused.value.messages == [sentence]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("sl", ["1 oseba", "2 osebi", "3 osebe", "5 oseb", "101 oseba", "0 oseb"]),
        ("cs", ["1 osoba", "2 osoby", "3 osoby", "5 osob", "101 osob", "0 osob"]),
        ("ro", ["1 persoană", "2 persoane", "3 persoane", "5 persoane", "101 persoane", "0 persoane"]),
    ],
)
def test_counts_stand_in_the_right_grammatical_number(language: str, said: list[str]) -> None:
    with translation.override(language):
        got = [
            translation.ngettext("%(counter)s person", "%(counter)s people", n) % {"counter": n}
            for n in (1, 2, 3, 5, 101, 0)
        ]
    assert [text.replace(BLANK, " ") for text in got] == said
