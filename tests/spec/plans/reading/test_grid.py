"""Plans as tables, drawn small: what each layout means. See `drawn.py` for the signs."""

from __future__ import annotations

import pytest

from naveza.plans.reading.draft import Draft
from tests.spec.plans.reading.drawn import document, draft


def rows(found: Draft) -> list[tuple[list[str], list[str], list[str], list[str]]]:
    return [(r.path, r.activities, r.periods, r.institutions) for r in found.rows]


def why(found: Draft, text: str) -> str:
    return next(u.why for u in found.unplaced if u.text == text)


HALF_YEARS = """
    # Akcijski načrt mesta Gora 2025–2026

    ## Šole

    | Cilji          | Dejavnosti         | Obdobje | <      | <      | <      | Pričakovani učinki | Odgovorni |
    | ^              | ^                  | 2025-1  | 2025-2 | 2026-1 | 2026-2 | ^ | (prva navedena institucija vodi) |
    | Varnejše šole  | Tečaj za učitelje  | X       |        | X      |        | Dva tečaja         | NIJZ, šole |
    | ^              | Gradivo za starše  |         | X      |        |        | Zgibanka ¶ Plakat  | Občina Gora |
    | Mirnejše ulice | Pogovor z lastniki |         |        |        |        | Dogovor            | Policija, občine |
"""


def test_a_half_year_grid_gives_goal_activity_periods_results_and_institutions() -> None:
    found = draft(HALF_YEARS)
    assert rows(found) == [
        (["Šole", "Varnejše šole"], ["Tečaj za učitelje"], ["2025-1", "2026-1"], ["NIJZ", "šole"]),
        (["Šole", "Varnejše šole"], ["Gradivo za starše"], ["2025-2"], ["Občina Gora"]),
        (["Šole", "Mirnejše ulice"], ["Pogovor z lastniki"], [], ["Policija", "občine"]),
    ]
    assert found.rows[1].expected_results == ["Zgibanka", "Plakat"]
    assert found.periods == ["2025-1", "2025-2", "2026-1", "2026-2"]
    assert found.level_names == ["Cilji", "Dejavnosti"]
    assert (found.title, found.period_start, found.period_end) == (
        "Akcijski načrt mesta Gora 2025–2026",
        "2025-01-01",
        "2026-12-31",
    )


def test_a_row_without_a_tick_stays_without_periods_and_says_so() -> None:
    last = draft(HALF_YEARS).rows[2]
    assert [d.code for d in last.doubts] == ["no_period_ticked", "lead_by_first_name"]
    assert last.confidence < 1


def test_the_rule_for_the_lead_is_the_document_s_own_and_is_recorded() -> None:
    found = draft(HALF_YEARS)
    assert [r.lead for r in found.rows] == ["NIJZ", "Občina Gora", "Policija"]
    assert found.extra["lead_rule"]["code"] == "first_named"
    assert found.extra["lead_rule"]["source"] == [{"table": 0, "row": 1, "column": 7, "paragraph": 0}]


def test_a_merged_cell_is_inherited_without_a_doubt_and_an_empty_one_with() -> None:
    merged, lost = draft(HALF_YEARS).rows[1], draft(HALF_YEARS, ragged=True).rows[1]
    assert merged.inherits == lost.inherits == ["goal"]
    assert [d.code for d in merged.doubts] == ["lead_by_first_name"]
    assert [d.code for d in lost.doubts] == ["merged_cell_assumed", "lead_by_first_name"]


def test_the_same_table_reads_alike_when_the_widths_are_lost() -> None:
    assert rows(draft(HALF_YEARS, ragged=True)) == rows(draft(HALF_YEARS))


def test_columns_may_stand_in_any_order() -> None:
    found = draft("""
        | Responsible | 2026-1 | 2026-2 | Activity     | No. | Objective |
        | Police      | x      |        | Patrol parks | 1.1 | Safety    |
        | NGOs        | x      | x      | Open a club  | 1.2 | ^         |
    """)
    assert rows(found) == [
        (["Safety"], ["Patrol parks"], ["2026-1"], ["Police"]),
        (["Safety"], ["Open a club"], ["2026-1", "2026-2"], ["NGOs"]),
    ]
    assert [r.code for r in found.rows] == ["1.1", "1.2"]


def test_years_above_half_years_make_one_label() -> None:
    found = draft("""
        | Úloha       | 2025     | <        | 2026     | <        | Zodpovedá |
        | ^           | 1. polrok | 2. polrok | 1. polrok | 2. polrok | ^        |
        | Výlet       |          | x        |          |          | Obec      |
    """)
    assert found.periods == ["2025-1.polrok", "2025-2.polrok", "2026-1.polrok", "2026-2.polrok"]
    assert found.rows[0].periods == ["2025-2.polrok"]


def test_a_tick_merged_over_two_periods_ticks_both() -> None:
    found = draft("""
        | Activity | 2025-1 | 2025-2 | Responsible |
        | Survey   | X      | <      | Institute of Health |
    """)
    assert found.rows[0].periods == ["2025-1", "2025-2"]


def test_words_in_a_period_cell_tick_it_with_a_doubt() -> None:
    found = draft("""
        | Activity | 2025-1   | 2025-2 | Responsible |
        | Survey   | from May | X      | Institute of Health |
    """)
    assert found.rows[0].periods == ["2025-1", "2025-2"]
    assert [d.code for d in found.rows[0].doubts] == ["unclear_tick"]


@pytest.mark.parametrize(
    "chapter",
    [
        "| Goal 1: Fewer fires | < | < |",
        "| 1. Fewer fires | < | < |",
        "| Fewer fires | < | < |",
    ],
)
def test_a_full_width_row_is_a_title(chapter: str) -> None:
    found = draft(f"""
        | Activity    | Responsible | Deadline |
        {chapter}
        | Check homes | Police      | May 2026 |
    """)
    assert found.rows[0].path == ["Fewer fires"]
    assert found.rows[0].deadline == "May 2026"


def test_a_full_width_sentence_is_a_remark_and_no_title() -> None:
    found = draft("""
        | Activity    | Responsible | Deadline |
        | Check homes | Police      | May 2026 |
        | All amounts are for the whole period and may change. | < | < |
    """)
    assert len(found.rows) == 1
    assert why(found, "All amounts are for the whole period and may change.").startswith("table")


def test_levels_are_known_by_their_own_names_and_hold_until_a_higher_one() -> None:
    found = draft("""
        Acțiune strategică I. CEREREA
        Domeniul prioritar ȘCOALA
        Obiectiv general 1: Elevi informați
        | Obiective specifice | Activități | Termen |
        | 1.1. Ateliere       | 1.1.1. Atelier lunar | anual |
        Obiectiv general 2: Părinți informați
        | Obiective specifice | Activități | Termen |
        | 2.1. Seri           | 2.1.1. Seară pentru părinți | anual |
        Acțiune strategică II. OFERTA
        Obiectiv general 3: Controale
        | Obiective specifice | Activități | Termen |
        | 3.1. Patrule        | 3.1.1. Patrulă comună | anual |
    """)
    assert [r.path for r in found.rows] == [
        ["CEREREA", "ȘCOALA", "Elevi informați", "Ateliere"],
        ["CEREREA", "ȘCOALA", "Părinți informați", "Seri"],
        ["OFERTA", "Controale", "Patrule"],
    ]
    assert [r.path_codes for r in found.rows] == [["I", None, "1", "1.1"], ["I", None, "2", "2.1"], ["II", "3", "3.1"]]
    assert found.level_names == [
        "Acțiune strategică",
        "Domeniul prioritar",
        "Obiectiv general",
        "Obiective specifice",
        "Activități",
    ]


def test_a_heading_that_the_chapter_only_repeats_is_left_out_of_the_path() -> None:
    found = draft("""
        # Prevencija
        | Poglavje: Prevencija | < | < |
        | Cilj | Ukrep | Nosilec |
        | Manj | Tečaj | NIJZ    |
        | Poglavje: Šole | < | < |
        | Cilj | Ukrep | Nosilec |
        | Več  | Izlet | Šola    |
    """)
    assert [r.path for r in found.rows] == [["Prevencija", "Manj"], ["Prevencija", "Šole", "Več"]]


def test_a_header_repeated_after_a_page_break_is_no_row() -> None:
    found = draft("""
        | Activity | Responsible | Deadline |
        | Survey   | NGOs        | 2025     |
        | Activity | Responsible | Deadline |
        | Report   | NGOs        | 2026     |
    """)
    assert [r.activities for r in found.rows] == [["Survey"], ["Report"]]
    assert [u.why for u in found.unplaced if u.text == "Responsible"] == [
        "header: name of a column",
        "header: repeated header",
    ]


def test_a_table_without_a_header_goes_on_with_the_one_before() -> None:
    found = draft("""
        | Activity | Responsible | Deadline |
        | Survey   | NGOs        | 2025     |

        | Report   | Police      | 2026     |
    """)
    assert [(r.activities, r.institutions, r.deadline) for r in found.rows][1] == (["Report"], ["Police"], "2026")
    assert [d.code for d in found.rows[1].doubts] == ["header_missing"]


def test_a_row_cut_by_a_page_break_is_joined() -> None:
    found = draft("""
        | Activity          | Expected results     | Responsible | 2025-1 |
        | Survey of all     | A report that covers | NGOs and    | X      |

        | Activity          | Expected results     | Responsible | 2025-1 |
        | schools and clubs | every district       | police      |        |
        | Campaign          | Posters              | NGOs        | X      |
    """)
    assert [r.activities for r in found.rows] == [["Survey of all schools and clubs"], ["Campaign"]]
    assert found.rows[0].expected_results == ["A report that covers every district"]
    assert found.rows[0].institutions == ["NGOs", "police"]
    assert "row_joined" in [d.code for d in found.rows[0].doubts]


def test_several_paragraphs_of_an_activity_stay_one_row() -> None:
    found = draft("""
        | Activity                    | Responsible |
        | Train nurses ¶ - Buy kits ¶ - Print maps | NGOs |
    """)
    assert [r.activities for r in found.rows] == [["Train nurses", "Buy kits", "Print maps"]]


def test_indicators_of_a_merged_activity_belong_to_one_row() -> None:
    found = draft("""
        | Mjera    | Aktivnost  | Nositelj | Pokazatelj     |
        | 1. Škole | Radionice  | Zavod za zdravlje | broj radionica |
        | ^        | ^          | ^        | broj učenika   |
        | ^        | Tečaj      | Komora   | broj liječnika |
    """)
    assert [(r.activities, r.indicators) for r in found.rows] == [
        (["Radionice"], ["broj radionica", "broj učenika"]),
        (["Tečaj"], ["broj liječnika"]),
    ]


def test_a_merged_activity_with_times_of_its_own_is_a_row_of_its_own() -> None:
    found = draft("""
        | Activity | Result | 2025-1 | 2025-2 | Responsible |
        | Survey   | Form   | X      |        | NGOs        |
        | ^        | Report |        | X      | ^           |
    """)
    assert [(r.activities, r.expected_results, r.periods, r.inherits) for r in found.rows] == [
        (["Survey"], ["Form"], ["2025-1"], []),
        (["Survey"], ["Report"], ["2025-2"], ["activity", "institutions"]),
    ]


def test_lead_and_partners_have_columns_of_their_own() -> None:
    found = draft("""
        | Opatření | Gestor | Spolupráce    | Termín      |
        | Výstava  | Muzeum | školy, obce   | 30. 6. 2026 |
    """)
    row = found.rows[0]
    assert (row.lead, row.institutions, row.deadline) == ("Muzeum", ["Muzeum", "školy", "obce"], "30. 6. 2026")


def test_bold_names_lead_where_the_document_says_so() -> None:
    found = draft("""
        Names in bold lead the work.
        | Activity | Responsible         |
        | Survey   | Police, **Customs** |
        | Report   | Police, Customs     |
    """)
    assert [r.lead for r in found.rows] == ["Customs", None]
    assert [d.code for d in found.rows[1].doubts] == ["lead_ambiguous"]
    assert found.extra["lead_rule"]["code"] == "bold_names"


def test_nobody_leads_where_the_document_marks_none() -> None:
    found = draft("""
        | Activity | Responsible     |
        | Survey   | Police, Customs |
    """)
    assert found.rows[0].lead is None
    assert found.rows[0].doubts == []
    assert "lead_rule" not in found.extra


def test_money_has_the_currency_and_unit_of_its_header_and_totals_are_not_added() -> None:
    found = draft("""
        | Aktivita | Odpovídá | Náklady (tis. Kč) | < |
        | ^        | ^        | 2025 | 2026 |
        | Výlet    | Obec     | 12   | 8    |
        | Celkem   | <        | 12   | 8    |
    """)
    assert [(a.amount, a.currency, a.period) for a in found.rows[0].budget] == [
        ("12000", "CZK", "2025"),
        ("8000", "CZK", "2026"),
    ]
    assert [(a.amount, a.total) for a in found.budget] == [("12000", True), ("8000", True)]
    assert len(found.rows) == 1


def test_a_span_is_two_ends_and_a_date_is_a_deadline() -> None:
    found = draft("""
        | Activity | Timeframe     | Responsible |
        | Survey   | 2025-2027     | NGOs        |
        | Report   | by 1 May 2026 | NGOs        |
        | Review   | 2025, 2026    | NGOs        |
    """)
    assert [(r.periods, r.deadline) for r in found.rows] == [
        (["2025", "2027"], None),
        ([], "by 1 May 2026"),
        (["2025", "2026"], None),
    ]


def test_a_column_with_an_empty_header_follows_the_table_before() -> None:
    found = draft("""
        | Cilj | Ukrep | 2025-1 | Rezultat | Institucije |
        | A    | Izlet | X      | izveden  | šole        |

        | Cilj | Ukrep | 2025-1 | Rezultat |             |
        | B    | Tečaj | X      | izveden  | Večna pot   |
    """)
    assert found.rows[1].institutions == ["Večna pot"]


def test_a_table_in_a_language_without_words_is_read_by_its_looks() -> None:
    found = draft("""
        | Eesmärk      | Tegevus          | 2025 | 2026 | Vastutaja |
        | Vähem suitsu | Koolide koolitus | X    | X    | TAI, SKA  |
        | ^            | Suvine laager    |      | X    | TAI       |
    """)
    assert rows(found) == [
        (["Vähem suitsu"], ["Koolide koolitus"], ["2025", "2026"], ["TAI", "SKA"]),
        (["Vähem suitsu"], ["Suvine laager"], ["2026"], ["TAI"]),
    ]
    assert {d.code for d in found.rows[0].doubts} == {"column_by_shape"}
    assert "language_unknown" in {d.code for d in found.doubts}


def test_a_card_with_the_names_of_fields_on_the_left_is_one_row() -> None:
    found = draft("""
        ## Prioritet 1. Mladi
        | Aktivnost  | 1.1. Radionice     |
        | Nositelj   | Zavod za zdravlje  |
        | Rok        | prosinac 2026.     |
        | Pokazatelji | broj radionica    |
    """)
    row = found.rows[0]
    assert (row.path, row.code, row.activities, row.lead, row.deadline) == (
        ["Mladi"],
        "1.1",
        ["Radionice"],
        "Zavod za zdravlje",
        "prosinac 2026.",
    )


def test_columns_the_format_has_no_field_for_are_kept() -> None:
    found = draft("""
        | Activity | Target group | Baseline | Responsible | Remarks   |
        | Survey   | pupils       | none     | NGOs        | each year |
    """)
    assert found.rows[0].extra == {"target_group": ["pupils"], "notes": ["each year"], "other": ["none"]}


def test_every_place_of_a_row_is_its_cell() -> None:
    row = draft(HALF_YEARS).rows[1]
    assert row.sources["activities"] == [{"table": 0, "row": 3, "column": 1, "paragraph": 0}]
    assert row.sources["expected_results"] == [
        {"table": 0, "row": 3, "column": 6, "paragraph": 0},
        {"table": 0, "row": 3, "column": 6, "paragraph": 1},
    ]
    assert {"table": 0, "row": 2, "column": 0, "paragraph": 0} in row.sources["path"]


def test_the_same_document_gives_the_same_draft() -> None:
    assert draft(HALF_YEARS) == draft(HALF_YEARS)


def test_a_document_without_a_plan_says_so() -> None:
    found = draft("Minutes of a meeting.\nWe met and talked.")
    assert found.rows == []
    assert [d.code for d in found.doubts] == ["no_rows"]
    assert [u.text for u in found.unplaced] == ["Minutes of a meeting.", "We met and talked."]


def test_an_empty_document_is_read() -> None:
    assert document("").blocks == ()
    assert draft("").rows == []


def test_a_chapter_may_stand_below_its_table() -> None:
    found = draft("""
        # Akcijski načrt 2025
        | Cilj | Ukrep | 2025-1 | Institucije |
        | Manj | Tečaj | X      | NIJZ        |
        Poglavje iz programa: Zakonodaja
        | Cilj | Ukrep | 2025-1 | Institucije |
        | Več  | Izlet | X      | šole        |
        Poglavje iz programa: Preventiva
    """)
    assert [r.path for r in found.rows] == [["Zakonodaja", "Manj"], ["Preventiva", "Več"]]


def test_a_table_of_one_cell_is_a_title() -> None:
    found = draft("""
        | Oblast 1: Prevence | < |

        | Aktivita | Odpovídá | Termín |
        | Besedy   | školy    | 2025   |

        | Oblast 2: Léčba | < |

        | Aktivita  | Odpovídá  | Termín |
        | Ambulance | Nemocnice | 2026   |
    """)
    assert [(r.path, r.path_codes) for r in found.rows] == [(["Prevence"], ["1"]), (["Léčba"], ["2"])]


@pytest.mark.parametrize(
    ("section", "path"),
    [
        ("| 1 | **Streets** | | |", ["Streets"]),
        ("| 1 | STREETS | | |", ["STREETS"]),
        ("| 1 | Streets | | |", ["Streets"]),
        ("| 1 | Goal: Streets | | |", ["Streets"]),
    ],
)
def test_a_row_that_only_names_a_section_is_a_title(section: str, path: list[str]) -> None:
    found = draft(f"""
        | No. | Activity   | Responsible | Deadline |
        {section}
        | 1.1 | Sweep      | Council     | May 2026 |
        | 1.2 | Paint      | Council     | June 2026 |
    """)
    assert [(r.path, r.code) for r in found.rows] == [(path, "1.1"), (path, "1.2")]


def test_a_lead_may_be_marked_in_brackets() -> None:
    found = draft("""
        | Aktivnost | Institucije               | Rok  |
        | Izlet     | občine, Muzej (nosilec)   | 2025 |
    """)
    assert (found.rows[0].lead, found.rows[0].institutions) == ("Muzej", ["občine", "Muzej"])


def test_a_column_for_lead_and_partners_gives_the_first_the_lead_with_a_doubt() -> None:
    found = draft("""
        | Aktivnost | Nosilec in sodelujoči | Rok  |
        | Izlet     | Muzej, občine         | 2025 |
    """)
    assert found.rows[0].lead == "Muzej"
    assert [d.code for d in found.rows[0].doubts] == ["lead_by_first_name"]


def test_a_table_of_sums_beside_the_plan_is_money_of_the_document() -> None:
    found = draft("""
        | Activity | Responsible | Deadline |
        | Survey   | NGOs        | 2025     |

        | Source       | Amount (EUR) |
        | Town budget  | 10,000       |
        | Total        | 10,000       |
    """)
    assert [(a.what, a.amount, a.currency, a.total) for a in found.budget] == [
        ("Town budget", "10000", "EUR", False),
        ("Total", "10000", "EUR", True),
    ]


def test_a_table_of_indicators_is_no_table_of_work() -> None:
    found = draft("""
        | Activity | Responsible | Deadline |
        | Survey   | NGOs        | 2025     |

        | Indicator | Baseline | Target |
        | pupils    | 100      | 300    |
    """)
    assert len(found.rows) == 1
    assert why(found, "pupils").startswith("table")


def test_two_columns_may_share_one_header_cell() -> None:
    found = draft("""
        | R.br. Cilj | <     | Mjera | Rok  | Nositelj |
        | 1.         | Manje | Izlet | 2026 | Muzej    |
    """)
    assert [(r.path, r.code, r.activities) for r in found.rows] == [(["Manje"], "1", ["Izlet"])]


def test_a_table_of_contents_and_captions_are_no_titles() -> None:
    found = draft("""
        # Program 2026
        Kazalo
        1 Ceste 2
        2 Trgi 3
        Preglednica 1: Ukrepi
        Prednostno področje 1: Ceste
        | Ukrep | Nosilec | Rok  |
        | Klop  | Občina  | 2026 |
    """)
    assert found.rows[0].path == ["Ceste"]
    assert why(found, "2 Trgi 3") == "contents: table of contents"


def test_a_heading_that_only_says_measures_ends_what_is_above_and_is_no_level() -> None:
    found = draft("""
        # Strategija mladih 2025–2030
        ## 1 Ozadje
        V mestu živi veliko mladih.
        ## 2 Ukrepi in aktivnosti
        ### Klubi
        | Ukrep | Nosilec | Rok  |
        | Klop  | Občina  | 2026 |
    """)
    assert found.rows[0].path == ["Klubi"]
    assert why(found, "2 Ukrepi in aktivnosti") == "title: repeated or without rows"


def test_words_between_a_title_and_its_table_do_not_part_them() -> None:
    found = draft("""
        # National programme 2026
        Priority area 1: Prevention
        Measures and activities
        | Measure  | Lead               | Deadline |
        | Campaign | Ministry of Health | 2026     |
    """)
    assert found.rows[0].path == ["Prevention"]
