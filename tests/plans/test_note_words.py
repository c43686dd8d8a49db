"""What a document held beside its words, told in the reader's language."""

import pytest
from django.utils import translation

from naveza.plans.note_words import note_detail, note_names
from naveza.plans.reading.doubts import SENTENCES
from naveza.plans.review_texts import DOUBTS, doubt_sentence, reason_words

SENTENCE = "The document held something that had to be decided or left out."


@pytest.mark.parametrize(
    ("detail", "said"),
    [
        ("(hidden_row: Obnova hiše)", "(skrita vrstica: Obnova hiše)"),
        ("(comment: Kdo? (preveri))", "(komentar: Kdo? (preveri))"),
        ("(uneven_rows: 3 rows, first 2)", "(neenako dolge vrstice)"),
        ("(never_seen: x)", "(never_seen: x)"),
        ("(hr)", "(hr)"),
        ("", ""),
    ],
)
def test_the_code_of_a_note_becomes_words_and_the_documents_own_words_stay(detail: str, said: str) -> None:
    with translation.override("sl"):
        assert note_detail(detail) == said


def test_a_doubt_about_a_note_says_which_one() -> None:
    with translation.override("cs"):
        told = doubt_sentence({"code": "parser_note", "text": f"{SENTENCE} (text_box: Poznámka)"})
    assert told.endswith("(textové pole: Poznámka)")


def test_the_screen_gets_the_words_of_every_note() -> None:
    with translation.override("ro"):
        names = note_names()
    assert names["hidden_row"] == ("rând ascuns", True)
    assert names["truncated"] == ("sfârșitul fișierului lipsește", False)


def test_every_doubt_of_the_reader_stands_for_translation_as_the_reader_says_it() -> None:
    ours = {code: str(sentence).replace("’", "'") for code, sentence in DOUBTS.items()}
    assert {code.value: sentence for code, (_level, sentence) in SENTENCES.items()}.items() <= ours.items()


def test_a_text_without_a_place_says_what_it_is() -> None:
    with translation.override("sl"):
        assert reason_words({"text": "Kazalo", "why": "contents: table of contents"}) == "Kazalo vsebine"
        assert reason_words({"text": "Ana", "why": "signature"}) == "Podpis"
