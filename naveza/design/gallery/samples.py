"""Invented content of the gallery in English, Slovenian, Czech and Romanian."""

from typing import Any

from django.core.paginator import Page, Paginator

from naveza.design.charts import Share
from naveza.design.gallery import forms
from naveza.design.gallery.plan import sample_county_plan, sample_plan
from naveza.design.states import STATES
from naveza.design.tables import Cell, Column, DataTable, Row

INSTITUTIONS = [
    ("Zavod za javno zdravje", "sl", "national", 14, 6, 5, None),
    (
        "Ministrstvo za vzgojo, izobraževanje in medgeneracijsko sodelovanje",
        "sl",
        "national",
        9,
        9,
        4,
        "41.20",
    ),
    ("Krajské centrum pro závislosti Vysoké Údolí", "cs", "region", 7, 2, 2, "18.00"),
    ("Serviciul județean pentru sănătate publică Valea Lungă", "ro", "county", 5, 1, 0, "0.00"),
    ("Town of Bridgewater", "en", "municipality", 1, 0, 0, None),
]


def data_table(name: str, *, many: bool = False) -> DataTable:
    """Return a table of institutions with numbers, a missing figure and a true zero."""
    rows = [
        Row(
            cells=[
                Cell(title, href="#institution", language=language),
                Cell(territory),
                Cell(str(activities)),
                Cell(str(leads)),
                Cell(str(done)),
                Cell(cost),
                Cell(None)
                if cost is None
                else Cell(
                    STATES["late" if done == 0 else "under_way"].word,
                    state="late" if done == 0 else "under_way",
                ),
            ],
            href="#institution",
        )
        for title, language, territory, activities, leads, done, cost in INSTITUTIONS * (5 if many else 1)
    ]
    return DataTable(
        caption="Institutions and their activities",
        name=name,
        columns=[
            Column("Institution", sort_href="?sort=name", sorted="ascending"),
            Column("Territory"),
            Column("Activities", number=True, sort_href="?sort=activities"),
            Column("as lead", number=True),
            Column("done", number=True),
            Column("Cost", unit="thousand €", number=True),
            Column("Latest report"),
        ],
        rows=rows,
        foot=None
        if many
        else Row([Cell("All 5"), Cell(""), Cell("36"), Cell("18"), Cell("11"), Cell("59.20"), Cell("")]),
    )


def page_of_many() -> Page:
    """Return page 6 of 42."""
    return Paginator(range(1042), 25).page(6)


TREE: list[dict[str, Any]] = [
    {
        "code": "1",
        "title": "Prevence ve školách i mimo ně",
        "count_text": "3 activities",
        "open": True,
        "children": [
            {
                "code": "1.1",
                "title": "Každá škola má svého metodika",
                "count_text": "2 activities",
                "open": True,
                "children": [
                    {"code": "1.1.1", "title": "Kurz pro nové metodiky", "href": "#tree", "state": "done"},
                    {
                        "code": "1.1.2",
                        "title": "Setkání metodiků dvakrát do roka",
                        "href": "#tree",
                        "state": "under_way",
                    },
                ],
            },
            {"code": "1.2", "title": "Poradna pro rodiče", "href": "#tree", "state": "late"},
        ],
    },
    {
        "code": "2",
        "title": "Nejneobhospodařovávatelnější oblasti kraje",
        "count_text": "1 activity",
        "children": [{"code": "2.1", "title": "Terénní tým do pěti obcí", "href": "#tree", "state": "not_begun"}],
    },
]

TIMELINE: dict[str, Any] = {
    "caption": "Planul județean 2026–2027, pe semestre",
    "periods": [
        {"label": "2026-1"},
        {"label": "2026-2", "now": True},
        {"label": "2027-1"},
        {"label": "2027-2"},
    ],
    "rows": [
        {
            "label": "Formarea consilierilor școlari din toate orașele județului",
            "language": "ro",
            "href": "#timeline",
            "cells": [
                {"ticked": True, "state": "done"},
                {"ticked": True, "state": "under_way", "now": True},
                {"ticked": True},
                {},
            ],
        },
        {
            "label": "Cabinet mobil pentru satele de munte",
            "language": "ro",
            "href": "#timeline",
            "cells": [
                {"ticked": True, "state": "late"},
                {"ticked": True, "state": "not_begun", "now": True},
                {},
                {},
            ],
        },
        {
            "label": "Raport public despre întregul plan",
            "language": "ro",
            "href": "#timeline",
            "cells": [{}, {"now": True}, {}, {"ticked": True, "state": "not_due"}],
        },
    ],
}

DIFF = [
    {"text": "Dve novi mobilni enoti za severno "},
    {"kind": "del", "text": "regijo"},
    {"kind": "ins", "text": "in vzhodno regijo"},
    {"text": " začneta delati "},
    {"kind": "del", "text": "do konca leta"},
    {"kind": "ins", "text": "v prvem polletju 2027"},
    {"text": "."},
]

SHARES = [
    Share("done", 12),
    Share("under_way", 27),
    Share("late", 6),
    Share("not_begun", 9),
    Share("given_up", 2),
    Share("not_due", 5),
]

FACTS = [
    {"term": "Adopted", "text": "12 March 2026"},
    {"term": "Legal basis", "text": "Sklep vlade Doline, št. 14/2026", "language": "sl"},
    {"term": "Coordinator", "text": "Ministrstvo za zdravje Doline", "href": "#facts", "language": "sl"},
    {"term": "Source", "text": "akcijski-nacrt-2026-2027.docx, table 3, row 12"},
]

VIEWS = [
    {"label": "Table", "href": "#views", "icon": "table-2", "current": True},
    {"label": "Tree", "href": "#views", "icon": "list-tree"},
    {"label": "Timeline", "href": "#views", "icon": "calendar-range"},
    {"label": "Institutions", "href": "#views", "icon": "building-2"},
]

TABS = [
    {"label": "Dejavnosti", "href": "#tabs", "count": 61, "current": True},
    {"label": "Kazalniki", "href": "#tabs", "count": 18},
    {"label": "Spremembe", "href": "#tabs", "count": 0},
    {"label": "Document", "href": "#tabs", "count": None},
]

PATH = [
    {"label": "Plans", "href": "#path"},
    {"label": "Akcijski načrt Doline na področju drog 2026–2027", "href": "#path"},
    {"label": "2.1.2", "href": ""},
]

CHIPS = [
    {"label": "State: late", "remove_href": "?"},
    {"label": "Institution: Serviciul județean pentru sănătate publică", "remove_href": "?"},
]

EXPORTS = [{"label": label, "href": "#export"} for label in ("Spreadsheet (.xlsx)", "Word (.docx)", "CSV", "JSON")]
COLUMNS = [
    {"key": "territory", "label": "Territory", "shown": True},
    {"key": "cost", "label": "Cost", "shown": False},
]


def side_context(side: str) -> dict[str, Any]:
    """Return what one half of the gallery needs; `side` keeps its ids apart from those of the other half."""
    return {
        "side": side,
        "form": forms.SampleForm(auto_id=f"plain{side}_%s"),
        "wrong_form": forms.wrong_form(side),
        "upload_form": forms.UploadForm(auto_id=f"upload{side}_%s"),
        "filter_form": forms.FilterForm({"state": "late"}, auto_id=f"filter{side}_%s"),
        "sign_in_form": forms.SignInForm(auto_id=f"sign{side}_%s"),
        "table": data_table(f"institutions{side}"),
    }


def shared_context() -> dict[str, Any]:
    """Return what both halves show alike."""
    return {
        "states": list(STATES.values()),
        "plan_with_states": sample_plan(states=True),
        "plan_with_doubts": sample_plan(doubts=True, chapters=2),
        "county_plan": sample_county_plan(),
        "page": page_of_many(),
        "tree": TREE,
        "timeline": TIMELINE,
        "diff": DIFF,
        "shares": SHARES,
        "facts": FACTS,
        "views": VIEWS,
        "tabs": TABS,
        "path": PATH,
        "chips": CHIPS,
        "exports": EXPORTS,
        "columns": COLUMNS,
    }
