"""Where a file is wrong, in the reader's language."""

import pytest
from django.utils import translation

from naveza.documents.texts import refusal_sentence
from naveza.documents.whereabouts import place_words

NO_BREAK = "\N{NO-BREAK SPACE}"
PLACES = [
    ("line 12", "vrstica 12", "řádek 12", "rândul 12"),
    ("Line 12", "vrstica 12", "řádek 12", "rândul 12"),
    ("page 3", "stran 3", "strana 3", "pagina 3"),
    ("table 2", "tabela 2", "tabulka 2", "tabelul 2"),
    ("Table 2, row 5", "tabela 2, vrstica 5", "tabulka 2, řádek 5", "tabelul 2, rândul 5"),
    ("the sheet Plan, line 7", "list »Plan«, vrstica 7", "list „Plan“, řádek 7", "foaia „Plan”, rândul 7"),
    ("The sheet Plan 2026", "list »Plan 2026«", "list „Plan 2026“", "foaia „Plan 2026”"),
    ("word/document.xml", "word/document.xml", "word/document.xml", "word/document.xml"),
    ("the part word/styles.xml", "del word/styles.xml", "část word/styles.xml", "partea word/styles.xml"),
    ("its list of pages", "seznam strani", "seznam stran", "lista paginilor"),
]


@pytest.mark.parametrize(("english", "sl", "cs", "ro"), PLACES)
def test_a_place_is_said_in_the_language_of_the_reader(english: str, sl: str, cs: str, ro: str) -> None:
    for language, said in [("en", english), ("sl", sl), ("cs", cs), ("ro", ro)]:
        with translation.override(language):
            assert place_words(english).replace(NO_BREAK, " ") == said


def test_a_refusal_says_its_place_in_the_language_of_the_sentence() -> None:
    with translation.override("sl"):
        sentence = refusal_sentence("damaged", {"name": "načrt.docx", "where": "the styles"})
    assert "načrt.docx" in sentence
    assert "(slogi)" in sentence
