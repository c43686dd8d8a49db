"""One organisation each: cut where two meet, kept where one name goes on."""

from __future__ import annotations

import pytest

from naveza.documents.blocks import TextPlace
from naveza.plans.reading.fragments import Fragment, Span
from naveza.plans.reading.names import Judge, is_acronym
from naveza.plans.reading.organisations import Split, names_standing_alone, split_organisations


def cell(written: str, bold: str = "") -> list[Span]:
    """Lines of a cell; `bold` is the part that is printed bold."""
    spans = []
    for number, line in enumerate(written.split("\n")):
        at = line.find(bold) if bold else -1
        marks = ((at, at + len(bold)),) if at >= 0 else ()
        spans.append(Fragment(number, line, TextPlace(number, number, 0, len(line)), line, marks).span())
    return spans


def cut(written: str, language: str, **how: object) -> Split:
    return split_organisations(cell(written), language=language, **how)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "written", "names"),
    [
        ("sl", "NIJZ, MVI; NVO / ZRSŠ", ["NIJZ", "MVI", "NVO", "ZRSŠ"]),
        ("sl", "NIJZ,CPZOPD", ["NIJZ", "CPZOPD"]),
        ("sl", "Občina Brod\nPolicija", ["Občina Brod", "Policija"]),
        ("sl", "MNZ (Policija)\nMF (FURS)", ["MNZ (Policija)", "MF (FURS)"]),
        ("sl", "Univerze in inštituti", ["Univerze", "inštituti"]),
        ("sl", "MZ ter MF in MZZ", ["MZ", "MF", "MZZ"]),
        ("cs", "Krajský úřad a obce", ["Krajský úřad", "obce"]),
        ("ro", "Inspectoratul Școlar și Casa Corpului Didactic", ["Inspectoratul Școlar", "Casa Corpului Didactic"]),
        (
            "en",
            "Institute of Public Health, NGOs and municipalities",
            ["Institute of Public Health", "NGOs", "municipalities"],
        ),
        ("de", "Gesundheitsamt und Polizei", ["Gesundheitsamt", "Polizei"]),
        ("fr", "Mairie de Brode, Agence de santé et police", ["Mairie de Brode", "Agence de santé", "police"]),
        ("pl", "Urząd Gminy oraz szkoły", ["Urząd Gminy", "szkoły"]),
        ("hr", "Zavod za javno zdravstvo, udruge i škole", ["Zavod za javno zdravstvo", "udruge", "škole"]),
        ("sr", "Ministarstvo zdravlja i Crveni krst", ["Ministarstvo zdravlja", "Crveni krst"]),
        ("sk", "Ministerstvo vnútra, mestá a obce", ["Ministerstvo vnútra", "mestá", "obce"]),
        ("en", "1. Police\n2. Customs", ["Police", "Customs"]),
        ("en", "- Police\n- Customs", ["Police", "Customs"]),
        ("sl", "Gospodarska zbornica, ZPIZ, itd.", ["Gospodarska zbornica", "ZPIZ"]),
    ],
)
def test_a_list_is_cut_at_its_separators(language: str, written: str, names: list[str]) -> None:
    assert cut(written, language).names == names


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("sl", "NIJZ, OE Ravne"),
        ("sl", "Ministrstvo za delo, družino in enake možnosti"),
        ("sl", "MP - Center za usposabljanje"),
        ("sl", "Zveza društev na področju odvisnosti in nasilja"),
        ("sl", "Urad za šport, mladino in prosti čas"),
        ("sl", "Predstavnik društev, ki ga izvoli svet"),
        ("cs", "Ministerstvo školství, mládeže a tělovýchovy"),
        ("cs", "Městský úřad Lipník, odbor školství, mládeže a sportu"),
        ("cs", "Policie ČR, územní odbor Lipník"),
        ("cs", "Kotva Lipník, z. s."),
        ("ro", "Centrul Județean de Prevenire, Evaluare și Consiliere"),
        ("ro", "Direcția de Asistență Socială și Protecția Copilului"),
        ("en", "Ministry of Labour, Family and Social Affairs"),
        ("en", "Ministry of Health and Social Services"),
        ("en", "City Council, Children and Families"),
        ("de", "Bundesministerium für Arbeit, Soziales und Pflege"),
        ("fr", "Service de l’habitat, de l’emploi et de l’insertion"),
        ("sr", "Univerzitet u Ravnici, Filozofski fakultet"),
        ("hr", "Ministarstvo obrazovanja, sporta i mladih"),
        ("pl", "Ministerstwo Rodziny, Pracy i Polityki Społecznej"),
        ("sk", "Úrad práce, sociálnych vecí a rodiny"),
    ],
)
def test_a_name_with_commas_and_conjunctions_stays_whole(language: str, name: str) -> None:
    assert cut(name, language).names == [name]


@pytest.mark.parametrize(
    ("language", "written", "names"),
    [
        ("sl", "Ministrstvo za\nzdravje", ["Ministrstvo za zdravje"]),
        ("sl", "Nacionalni\ninštitut za zdravje", ["Nacionalni inštitut za zdravje"]),
        ("sl", "Komisija za droge\n(MZ)", ["Komisija za droge (MZ)"]),
        ("sl", "Zavod za zdravje\nin druga ministrstva", ["Zavod za zdravje", "druga ministrstva"]),
        ("cs", "Nemocnice Lipník\nterénní programy", ["Nemocnice Lipník", "terénní programy"]),
    ],
)
def test_a_broken_name_is_joined_and_a_new_line_is_a_new_name(language: str, written: str, names: list[str]) -> None:
    assert cut(written, language).names == names


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("NIJZZveza društev", ["NIJZ", "Zveza društev"]),
        ("Društvo MostCSD Brod", ["Društvo Most", "CSD Brod"]),
        ("LAS Univerze Inštituti URSIKS", ["LAS", "Univerze", "Inštituti", "URSIKS"]),
    ],
)
def test_glued_names_are_cut_and_doubted(written: str, names: list[str]) -> None:
    split = cut(written, "sl")
    assert split.names == names
    assert split.glued


def test_in_cooperation_with_is_a_separator_and_is_kept() -> None:
    split = cut("Ministrstvo za zdravje v sodelovanju z občinami", "sl")
    assert split.names == ["Ministrstvo za zdravje", "občinami"]
    assert [s.text for s in split.separators] == ["v sodelovanju z"]
    assert [o.role for o in split.organisations] == ["", "partner"]


def test_prefixes_give_roles() -> None:
    split = cut("Gestor: MZ; spolupracuje: obce, Policie ČR", "cs")
    assert [(o.text, o.role) for o in split.organisations] == [
        ("MZ", "lead"),
        ("obce", "partner"),
        ("Policie ČR", "partner"),
    ]
    assert [s.text for s in split.separators] == ["Gestor", "spolupracuje"]


def test_a_known_name_is_not_cut() -> None:
    assert cut("Stigma in Svit", "sl").names == ["Stigma in Svit"]
    assert cut("Šent in Altra", "sl", known=["Šent", "Altra"]).names == ["Šent", "Altra"]


def test_names_that_stand_alone_elsewhere_help() -> None:
    judge = Judge("fr")
    learnt = names_standing_alone([cell("Association Lune Claire"), cell("Mairie de Brode")], judge)
    judge.learn(learnt)
    assert split_organisations(cell("Association Lune Claire et Croix-Verte"), judge=judge).names == [
        "Association Lune Claire",
        "Croix-Verte",
    ]


def test_a_wrapped_line_goes_on_and_a_short_one_does_not() -> None:
    written = "Inspectoratul Școlar\nJudețean, Poliția\nDSP"
    split = split_organisations(cell(written), language="ro", wrapped=True, width=20)
    assert split.names == ["Inspectoratul Școlar Județean", "Poliția", "DSP"]


def test_a_bold_run_ends_a_name() -> None:
    judge = Judge("en")
    judge.bold_binds = True
    split = split_organisations(
        cell("Eastmere Recovery, Family and Homes, Police", "Eastmere Recovery, Family and Homes"), judge=judge
    )
    assert split.names == ["Eastmere Recovery, Family and Homes", "Police"]
    assert [o.bold for o in split.organisations] == [True, False]


def test_a_registry_knows_names_that_no_rule_could() -> None:
    class Known:
        def resolve(self, name: str) -> str | None:
            return name if name == "Ulica in Most" else None

    assert cut("Ulica in Most, MZ", "sl", registry=Known()).names == ["Ulica in Most", "MZ"]


def test_every_letter_is_a_name_or_a_separator() -> None:
    written = "Nosilec: MZ, v sodelovanju z NIJZ in drugimi\n– občine itd."
    split = split_organisations(cell(written), language="sl")
    said = " ".join([*split.names, *(s.text for s in split.separators)])
    assert sorted(c for c in said if c.isalpha()) == sorted(c for c in written if c.isalpha())


@pytest.mark.parametrize("word", ["NIJZ", "MŠMT", "LAS-i", "ONG-uri", "MoH", "MěÚ"])
def test_abbreviations_are_recognised(word: str) -> None:
    assert is_acronym(word)


@pytest.mark.parametrize("word", ["Police", "občine", "I", "McDonald"])
def test_words_are_no_abbreviations(word: str) -> None:
    assert not is_acronym(word)
