import pytest

from naveza.lib.text import collapse, fold, natural_key, slug, words, xml_safe


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Škofja Loka", "skofja loka"),
        ("Đorđe i Łukasz", "dorde i lukasz"),
        ("ŽLUŤOUČKÝ KŮŇ", "zlutoucky kun"),
        ("Straße", "strasse"),
        ("ﬁnance", "finance"),
    ],
)
def test_folding_takes_away_case_and_diacritics(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_cedilla_and_comma_letters_fold_to_the_same_word() -> None:
    assert fold("Direcţia Judeţeană Şcolară") == fold("Direcția Județeană Școlară")


def test_a_slug_keeps_letters_and_digits_and_ends_at_a_word() -> None:
    assert slug("Akcijski načrt 2026–2027: preprečevanje") == "akcijski-nacrt-2026-2027-preprecevanje"
    assert slug("Akcijski načrt na področju drog", limit=20) == "akcijski-nacrt-na"
    assert slug("a" * 80, limit=10) == "a" * 10


def test_a_text_without_latin_letters_has_no_slug() -> None:
    assert slug("Дорога") == ""


def test_white_space_of_every_kind_collapses() -> None:
    assert collapse(" a\u00a0\u202fb\n\t c ") == "a b c"


def test_words_are_counted_folded() -> None:
    assert words("Število (oseb), število") == ["stevilo", "oseb", "stevilo"]


def test_what_xml_cannot_carry_is_taken_out_and_nothing_else() -> None:
    assert xml_safe("a\x00b\x1fc\ud800d\ufffee\tf\ng😀č") == "abcde\tf\ng😀č"


def test_numbers_sort_as_people_count() -> None:
    assert sorted(["1.10", "1.2", "1.1", "2", "10"], key=natural_key) == ["1.1", "1.2", "1.10", "2", "10"]
