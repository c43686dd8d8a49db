import pypdfium2
import pytest

from naveza.lib.pdf import PdfError, render_pdf, write_table_pdf
from naveza.lib.tables import Column, Row, Table, TableDocument, cell, line
from naveza.lib.text import collapse
from tests.lib.printed import PLAN, big_plan


def pages(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as document:
        result = []
        for page in document:
            text = page.get_textpage()
            result.append(collapse(text.get_text_range()))
            text.close()
            page.close()
    return result


def test_a_printed_plan_holds_every_text_in_order() -> None:
    text = pages(write_table_pdf(PLAN))[0]
    expected = [
        "Načrt Doline",
        "Uvod",
        "Krepak uvod & <znaki>.",
        "Poglavje: zgodnje opozarjanje",
        "=1+1",
        "Rdeči križ",
    ]
    places = [text.index(part) for part in expected]
    assert places == sorted(places)


def test_the_header_is_repeated_on_each_page_and_pages_are_numbered() -> None:
    texts = pages(write_table_pdf(big_plan(120)))
    assert len(texts) > 2
    assert all("Dejavnost" in text and "2026-1" in text for text in texts)
    assert all(text.endswith(f"{n} / {len(texts)}") for n, text in enumerate(texts, start=1))


def test_the_pdf_is_tagged_and_says_its_title_and_language() -> None:
    data = write_table_pdf(PLAN)
    with pypdfium2.PdfDocument(data) as document:
        assert document.get_metadata_dict()["Title"] == "Načrt Doline"
    assert b"/MarkInfo" in data
    assert b"pdfuaid" in data
    assert b"/Lang(sl-SI)" in data


def test_markup_in_a_text_is_only_text() -> None:
    wild = '#panic("x") $a$ *b* @c <d> [e] \\f "g" {h} = i // j'
    table = Table((Column(1),), (Row((cell(wild),)),), summary=wild)
    text = pages(write_table_pdf(TableDocument("T", "en", (line(wild), table))))[0]
    assert text.count(wild) == 2


def test_letters_of_four_languages_come_back_as_they_went_in() -> None:
    letters = "čšžđ ČŠŽĐ ěřůťďňáéíóúý ĚŘŮŤĎŇ ăâîșț ĂÂÎȘȚ şţ fi fl ffi – „“ € ₂ µ ≥"
    assert letters in pages(write_table_pdf(TableDocument("T", "en", (line(letters),))))[0]


def test_the_same_data_gives_the_same_bytes() -> None:
    assert write_table_pdf(PLAN) == write_table_pdf(PLAN)


@pytest.mark.parametrize("name", ["nothing", "../pdf", "/etc/passwd", ""])
def test_only_our_own_templates_are_rendered(name: str) -> None:
    with pytest.raises(FileNotFoundError):
        render_pdf(name, {})


def test_data_that_does_not_fit_the_template_is_refused_by_name() -> None:
    with pytest.raises(PdfError, match="cannot be printed"):
        render_pdf("table_document", {"title": "x"})


def test_a_letter_that_no_font_has_is_not_left_out_silently() -> None:
    with pytest.raises(PdfError):
        write_table_pdf(TableDocument("T", "en", (line("漢字"),)))


def test_a_cell_longer_than_a_page_loses_no_word() -> None:
    long = " ".join(f"beseda{n}" for n in range(3000))
    table = Table((Column(1), Column(1)), (Row((cell(long), cell("kratko"))),), summary="dolga celica")
    text = " ".join(pages(write_table_pdf(TableDocument("T", "sl", (table,)))))
    assert all(f"beseda{n}" in text for n in range(3000))
