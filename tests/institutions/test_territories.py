from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from naveza.institutions.models import Territory
from naveza.institutions.operations import create_territory, import_territories
from naveza.institutions.parsers.territories import BadTerritories, read_territories
from naveza.institutions.queries import parts_of

LIST = """code;name;kind;parent
DL-001;Brod;municipality;DL01
DL01;Zgornja Dolina;region;DL
DL;Dolina;country;
"""


def test_rows_are_read_with_their_lines() -> None:
    rows = read_territories(LIST.encode("utf-8-sig"))
    assert [(row.line, row.code, row.parent) for row in rows] == [
        (2, "DL-001", "DL01"),
        (3, "DL01", "DL"),
        (4, "DL", ""),
    ]


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("code,name\nDL,Dolina", "lacks kind, parent"),
        ("code,name,kind,parent\n,Dolina,country,", "Line 2: code and name"),
        ("code,name,kind,parent\nDL,Dolina,kingdom,", "Line 2: the kind 'kingdom'"),
        ("code,name,kind,parent\nDL,Dolina,country,DL", "Line 2: DL is its own parent"),
        ("code,name,kind,parent\nDL,Dolina,country,\nDL,Dolina,country,", "Line 3: the code DL stands in line 2"),
        ("code,name,kind,parent\nDL,Dolina,country", None),
    ],
)
def test_a_bad_list_is_refused_with_its_line(text: str, sentence: str | None) -> None:
    if sentence is None:
        assert read_territories(text.encode())[0].parent == ""
        return
    with pytest.raises(BadTerritories, match=sentence):
        read_territories(text.encode())


def test_a_list_in_another_encoding_is_refused() -> None:
    with pytest.raises(BadTerritories, match="not UTF-8"):
        read_territories("code,name,kind,parent\nDL,Škofja,country,".encode("cp1250"))


@pytest.mark.django_db
def test_the_same_list_twice_changes_nothing() -> None:
    rows = read_territories(LIST.encode())
    assert import_territories(by="tests", rows=rows) == (3, 0, 0)
    assert import_territories(by="tests", rows=rows) == (0, 0, 3)
    town = Territory.objects.get(code="DL-001")
    assert town.parent is not None
    assert town.parent.name == "Zgornja Dolina"
    assert town.pk in parts_of(Territory.objects.get(code="DL"))


@pytest.mark.django_db
def test_a_new_name_of_a_known_code_is_a_change() -> None:
    create_territory(by="tests", kind="country", name="Stara Dolina", code="DL")
    assert import_territories(by="tests", rows=read_territories(LIST.encode())) == (2, 1, 0)
    assert Territory.objects.get(code="DL").name == "Dolina"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "code,name,kind,parent\nDL01,Zgornja,region,XX",
        "code,name,kind,parent\nA,Ena,region,B\nB,Dva,region,A",
    ],
)
def test_a_list_with_an_unknown_parent_or_a_circle_writes_nothing(text: str) -> None:
    with pytest.raises(ValidationError, match="Line 2"):
        import_territories(by="tests", rows=read_territories(text.encode()))
    assert not Territory.objects.exists()


@pytest.mark.django_db
def test_the_command_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "territories.csv"
    file.write_text(LIST, encoding="utf-8")
    call_command("import_territories", str(file))
    assert capsys.readouterr().out == "3 territories added, 0 changed, 0 as they were.\n"
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_territories", str(tmp_path / "absent.csv"))
