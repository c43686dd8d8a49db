"""Vocabulary, headers, numbers of titles, languages and amounts: the small judgements."""

from __future__ import annotations

import csv

import pytest

from naveza.documents.blocks import TextPlace
from naveza.plans.reading import amounts
from naveza.plans.reading.abbreviations import in_brackets
from naveza.plans.reading.doubts import SENTENCES, Code, confidence, make
from naveza.plans.reading.fragments import Fragment, Span
from naveza.plans.reading.headers import classify, is_period_header
from naveza.plans.reading.language import detect
from naveza.plans.reading.numbering import cut_code, cut_title, strip_bullet
from naveza.plans.reading.vocabulary import DATA, FILES, LANGUAGES, fold, load, parse_phrase


def line(text: str) -> list[Span]:
    return [Fragment(0, text, TextPlace(1, 1, 0, len(text)), text).span()]


def test_folding_ignores_case_and_diacritics_and_makes_cedilla_and_comma_alike() -> None:
    assert fold("ŞTIINŢIFICE") == fold("științifice") == "stiintifice"
    assert fold("Žaľ đ ł ß") == "zal d l ss"


def test_every_language_has_words_for_the_main_concepts() -> None:
    words = load()
    for concept in (
        "goal",
        "activity",
        "period",
        "result",
        "indicator",
        "responsible",
        "deadline",
        "budget",
        "organisation",
    ):
        found = {p.language for p in words.narrowed(concept).phrases()}
        assert set(LANGUAGES) <= found, concept


def test_a_phrase_without_letters_is_refused() -> None:
    with pytest.raises(ValueError, match="no letters"):
        parse_phrase("goal", "en", "*")


@pytest.mark.parametrize(
    ("header", "language", "concept"),
    [
        ("Časovno obdobje za realizacijo aktivnosti", "sl", "period"),
        ("Kazalniki rezultatov", "sl", "indicator"),
        ("Nosilec aktivnosti", "sl", "lead"),
        ("Rok izvedbe", "sl", "deadline"),
        ("Rok vrednotenja", "sl", "evaluation_term"),
        ("Gestor", "cs", "lead"),
        ("Zdroje financování", "cs", "source_of_funds"),
        ("Termen de evaluare", "ro", "evaluation_term"),
        ("Instituție responsabilă", "ro", "responsible"),
        ("Activity indicators", "en", "indicator"),
        ("Lead institution", "en", "lead"),
        ("Umsetzungszeitraum", "de", "period"),
        ("Pilote", "fr", "lead"),
        ("Podmiot odpowiedzialny", "pl", "responsible"),
        ("Ciljana skupina", "hr", "target_group"),
        ("Носилац активности", "sr", "lead"),
        ("Merateľný ukazovateľ", "sk", "indicator"),
        ("EXPECTED RESULTS (by 2026)", "en", "result"),
        ("Perioada de implementare", "sl", "period"),
    ],
)
def test_a_header_is_known_by_its_head_word(header: str, language: str, concept: str) -> None:
    found = classify(header, language)
    assert found is not None
    assert found.concept == concept


def test_a_header_of_two_concepts_names_both() -> None:
    found = classify("Nosilec in sodelujoči", "sl")
    assert found is not None
    assert (found.concept, found.second) == ("lead", "partners")


@pytest.mark.parametrize(
    "text", ["", "Lorem ipsum", "The programme trains forty teachers in every region of the country each year"]
)
def test_content_is_no_header(text: str) -> None:
    assert classify(text, "en") is None


@pytest.mark.parametrize("label", ["2024-1", "Q3/2025", "2025", "1. polletje", "II", "H1 2026"])
def test_labels_of_periods_head_columns(label: str) -> None:
    assert is_period_header(label, "sl")


def test_a_day_heads_no_column() -> None:
    assert not is_period_header("31. 12. 2025", "sl")
    assert not is_period_header("Aktivnost", "sl")


@pytest.mark.parametrize(
    ("written", "language", "label", "code", "title"),
    [
        ("Poglavje: Preventiva", "sl", "Poglavje", None, "Preventiva"),
        ("Poglavje iz programa: 8.4 Manj škode", "sl", "Poglavje iz programa", "8.4", "Manj škode"),
        ("Obiectiv general 1: Mai puțini tineri", "ro", "Obiectiv general", "1", "Mai puțini tineri"),
        ("Acțiune strategică I. CEREREA", "ro", "Acțiune strategică", "I", "CEREREA"),
        ("Domeniul prioritar PREVENIRE", "ro", "Domeniul prioritar", None, "PREVENIRE"),
        ("Priority area 2 – Treatment", "en", "Priority area", "2", "Treatment"),
        ("Cíl č. 2: Léčba", "cs", "Cíl", "2", "Léčba"),
        ("Ziel A.2: Vereine", "de", "Ziel", "A.2", "Vereine"),
        ("1Primární prevence", "cs", "", "1", "Primární prevence"),
        ("2.3.Facilitarea accesului", "ro", "", "2.3", "Facilitarea accesului"),
        ("OS 1.1 Informarea", "ro", "", "OS1.1", "Informarea"),
        ("10 mobile units", "en", "", None, "10 mobile units"),
        ("Goals of the plan", "en", "", None, "Goals of the plan"),
    ],
)
def test_a_title_is_cut_into_level_number_and_words(
    written: str, language: str, label: str, code: str | None, title: str
) -> None:
    cut = cut_title(line(written), language)
    assert (cut.label, cut.code, cut.text) == (label, code, title)
    letters = sorted(c for c in written if c.isalnum())
    assert letters == sorted(c for s in [*cut.marks, *cut.title] for c in s.text if c.isalnum())


@pytest.mark.parametrize(
    ("written", "code", "rest"),
    [
        ("1.1.1. Train teachers", "1.1.1", "Train teachers"),
        ("1. Train", "1", "Train"),
        ("a) train", "a", "train"),
        ("12 workshops", None, "12 workshops"),
        ("1. 1. 2025 start", None, "1. 1. 2025 start"),
        ("2.5 milijona evrov", None, "2.5 milijona evrov"),
        ("i. e. something", None, "i. e. something"),
    ],
)
def test_a_typed_number_is_cut_and_a_quantity_is_not(written: str, code: str | None, rest: str) -> None:
    cut = cut_code(line(written))
    assert (cut.code, cut.text) == (code, rest)


def test_an_automatic_number_is_used_where_none_is_typed() -> None:
    assert cut_code(line("Train teachers"), marker="1.2.").code == "1.2"
    assert cut_code(line("Train teachers"), marker="•").code is None


@pytest.mark.parametrize("mark", ["- ", "• ", "– ", "▪ ", "* "])
def test_a_bullet_is_cut(mark: str) -> None:
    marks, rest = strip_bullet(line(f"{mark}number of visits"))
    assert [s.text for s in marks] == [mark.strip()]
    assert [s.text for s in rest] == ["number of visits"]


@pytest.mark.parametrize(
    ("written", "amount", "currency"),
    [
        ("10.117.317,00 €", "10117317.00", "EUR"),
        ("400.000,00 eur", "400000.00", "EUR"),
        ("1 200 000 Kč", "1200000", "CZK"),
        ("EUR 1.5 million", "1500000", "EUR"),
        ("10 000,- Kč", "10000", "CZK"),
        ("1,2 mil. Kč", "1200000", "CZK"),
        ("50.000 lei", "50000", "RON"),
        ("€12,500", "12500", "EUR"),
    ],
)
def test_an_amount_is_read_in_any_way_of_writing(written: str, amount: str, currency: str) -> None:
    found = amounts.find_amounts(f"It costs {written} in all.")
    assert [(a.amount, a.currency) for a in found] == [(amount, currency)]


def test_numbers_without_a_currency_count_only_in_budget_cells() -> None:
    assert amounts.find_amounts("20 units in 2024") == []
    assert [a.amount for a in amounts.find_amounts("12.000", currency="EUR", times=1000)] == ["12000000"]


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Náklady (tis. Kč)", ("CZK", 1000)),
        ("Budget (EUR)", ("EUR", 1)),
        ("Sredstva v 1000 EUR", ("EUR", 1000)),
        ("Kosten", ("?", 1)),
    ],
)
def test_a_header_states_currency_and_unit(header: str, unit: tuple[str, int]) -> None:
    assert amounts.unit_of(header) == unit


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Aktivnosti na področju zasvojenosti in za mlade, ki se izvajajo v občini", "sl"),
        ("Podpora programů pro děti a mládež v oblasti prevence, které jsou v kraji", "cs"),
        ("Realizarea de campanii în școli și a serviciilor pentru persoane din județ", "ro"),
        ("The plan is for the people of the county and their families in need of care", "en"),
        ("Provedba mjera u tijelima koja se bave djecom i mladima na području općina", "hr"),
        ("Мере и активности које се спроводе у општини и за породице", "sr"),
        ("Podpora služieb a osôb, ktoré sú v kraji, a pre rodiny so závislosťou", "sk"),
        ("Działania na rzecz osób oraz rodzin, które są w powiecie i dla szkół", "pl"),
        ("Die Maßnahmen für die Jugend und der Ausbau der Beratung in den Gemeinden", "de"),
        ("Les actions pour les jeunes et la prévention dans les communes du département", "fr"),
    ],
)
def test_the_language_is_found_by_small_words(text: str, language: str) -> None:
    assert detect(text).language == language


def test_a_declared_language_is_believed_where_words_do_not_speak_against_it() -> None:
    assert detect("Plan 2025", "sl-SI").language == "sl"


def test_abbreviations_in_brackets_need_the_letters_of_their_words() -> None:
    assert in_brackets("Nacionalni inštitut za javno zdravje (NIJZ)", "sl") == [
        ("NIJZ", "Nacionalni inštitut za javno zdravje")
    ]
    assert in_brackets("MF (FURS)", "sl") == []
    assert in_brackets("Drug Checking Network (hereinafter: DCN)", "en") == [("DCN", "Drug Checking Network")]
    assert in_brackets("DCN (Drug Checking Network)", "en") == [("DCN", "Drug Checking Network")]


def test_the_word_lists_hold_each_phrase_once_and_only_known_languages() -> None:
    seen: set[tuple[str, str, str]] = set()
    for name in FILES:
        with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                assert row["language"] in (*LANGUAGES, "*"), row
                for phrase in row["phrases"].split(" | "):
                    key = (row["concept"], row["language"], phrase)
                    assert key not in seen, key
                    assert parse_phrase(*key).words
                    seen.add(key)
    assert len(seen) > 4_000


def test_every_doubt_has_a_sentence_and_a_weight() -> None:
    assert set(SENTENCES) == set(Code)
    assert all(sentence.endswith(".") for _, sentence in SENTENCES.values())
    assert confidence([make(Code.LEAD_BY_FIRST_NAME), make(Code.NO_ACTIVITY)]) == 0.4
    assert confidence([]) == 1.0
